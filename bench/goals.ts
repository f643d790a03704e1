import { spawnSync } from "node:child_process";
import { startSimulator } from "../simulator/index.ts";
import { BenchStack, type Variant } from "./bench-stack.ts";

/** Medians of alternating runs, the rate limit off, so that only time differs. */
export interface Comparison {
  readonly clients: number;
  readonly command: string;
  /** Median seconds. */
  readonly seconds: Readonly<Record<Variant, number>>;
  readonly bytesPerClient: Readonly<Record<Variant, number>>;
}

export interface Goals {
  readonly comparisons: readonly Comparison[];
  /** Milliseconds that importing this package adds to a program that imports @pulumi/pulumi; median of the rounds. */
  readonly startUpMs: number;
}

const COMMANDS: readonly [name: string, args: readonly string[], env: Record<string, string>][] = [
  ["up", ["up", "--yes", "--skip-preview"], {}],
  ["refresh preview", ["refresh", "--preview-only", "--expect-no-changes"], {}],
  ["change all", ["up", "--yes", "--skip-preview"], { BENCH_DESCRIPTION: "changed" }],
  ["destroy", ["destroy", "--yes", "--skip-preview"], {}],
];
const VARIANTS: readonly Variant[] = ["ours", "closures", "floor"];

/** Compares with serialised closures and the floor at 200 clients, in alternating rounds. */
export async function measureGoals(rounds: number, say: (line: string) => void): Promise<Goals> {
  const clients = 200;
  const seconds = new Map<string, number[]>();
  const bytes: Record<Variant, number> = { ours: 0, closures: 0, floor: 0 };
  for (let round = 1; round <= rounds; round++) {
    for (const variant of VARIANTS) {
      const simulator = await startSimulator({ latencyMs: 50, pageSize: 100, rateLimit: false });
      await using stack = await BenchStack.create(simulator, variant, clients, {
        GENESYSCLOUD_REQUESTS_PER_MINUTE: "1000000",
      });
      for (const [command, args, env] of COMMANDS) {
        const cost = await stack.measure(args, env);
        say(`round ${round}, ${command}, ${variant}: ${cost.seconds.toFixed(1)} s`);
        const key = `${command} ${variant}`;
        seconds.set(key, [...(seconds.get(key) ?? []), cost.seconds]);
        if (command === "up") bytes[variant] = await stack.bytesPerClient();
      }
      await simulator.close();
    }
  }
  const medianOf = (command: string, variant: Variant) => median(seconds.get(`${command} ${variant}`) ?? []);
  return {
    comparisons: COMMANDS.map(([command]) => ({
      clients,
      command,
      seconds: {
        ours: medianOf(command, "ours"),
        closures: medianOf(command, "closures"),
        floor: medianOf(command, "floor"),
      },
      bytesPerClient: bytes,
    })),
    startUpMs: startUpMs(Math.max(rounds * 3, 5)),
  };
}

/** Whole-process times of the two programs, in turn. */
function startUpMs(rounds: number): number {
  const program = (imports: string) => {
    const startedAt = performance.now();
    spawnSync(process.execPath, ["--input-type=module", "--eval", imports], { stdio: "inherit" });
    return performance.now() - startedAt;
  };
  const differences: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const alone = program('import "@pulumi/pulumi";');
    differences.push(program('import "@pulumi/pulumi"; import "pulumi-genesyscloud-oauth";') - alone);
  }
  return Math.round(median(differences));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
