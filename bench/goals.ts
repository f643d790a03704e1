import { spawnSync } from "node:child_process";
import { type Simulator, startSimulator } from "../simulator/index.ts";
import { BenchStack, type Variant } from "./bench-stack.ts";
import { COMMANDS, type Command } from "./commands.ts";
import { CONDITIONS, VARIANTS } from "./sizes.ts";

/** One command with 200 clients, of every variant in turn, the rate limit off, so that only time differs. */
export interface Comparison {
  readonly clients: number;
  readonly command: string;
  /** Median seconds of the rounds. */
  readonly seconds: Readonly<Record<Variant, number>>;
  /** Median over the rounds of our time, divided by that of the serialised closures in the same round. */
  readonly againstClosures: number;
}

export interface Goals {
  readonly rounds: number;
  readonly comparisons: readonly Comparison[];
  /** Milliseconds that importing this package adds to a program that imports @pulumi/pulumi; median of many. */
  readonly startUpMs: number;
}

const CLIENTS = 200;
const COMPARED: readonly Command[] = ["up", "refresh preview", "change all", "destroy"];

/** Compares with serialised closures and the floor in rounds; within a round the same command follows at once. */
export async function measureGoals(rounds: number, say: (line: string) => void): Promise<Goals> {
  const measured: Record<Variant, Record<string, number>>[] = [];
  for (let round = 0; round < rounds; round++) {
    const seconds = await measureRound(turned(VARIANTS, round));
    measured.push(seconds);
    for (const command of COMPARED) {
      const times = VARIANTS.map((variant) => `${variant} ${seconds[variant][command]?.toFixed(1)} s`);
      say(`round ${round + 1} of ${rounds}, ${CLIENTS} clients, ${command}: ${times.join(", ")}`);
    }
  }
  return {
    rounds,
    comparisons: COMPARED.map((command) => {
      const secondsOf = (variant: Variant) => measured.map((round) => round[variant][command] ?? NaN);
      const [ours, closures, floor] = [secondsOf("ours"), secondsOf("closures"), secondsOf("floor")];
      return {
        clients: CLIENTS,
        command,
        seconds: { ours: median(ours), closures: median(closures), floor: median(floor) },
        againstClosures: median(ours.map((time, round) => time / (closures[round] ?? NaN))),
      };
    }),
    startUpMs: startUpMs(rounds * 3),
  };
}

/** A machine is not equally fast all the time: what is compared runs one right after the other. */
async function measureRound(variants: readonly Variant[]): Promise<Record<Variant, Record<string, number>>> {
  await using stacks = new AsyncDisposableStack();
  const started: [Variant, BenchStack][] = [];
  for (const variant of variants) {
    const simulator = stacks.adopt(await startSimulator({ ...CONDITIONS, rateLimit: false }), (simulator: Simulator) =>
      simulator.close(),
    );
    const env = { GENESYSCLOUD_REQUESTS_PER_MINUTE: "1000000" };
    started.push([variant, stacks.use(await BenchStack.create(simulator, variant, CLIENTS, env))]);
  }
  const seconds: Record<Variant, Record<string, number>> = { ours: {}, closures: {}, floor: {} };
  for (const command of COMPARED) {
    const { args, env } = COMMANDS[command];
    for (const [variant, stack] of started) seconds[variant][command] = (await stack.measure(args, env)).seconds;
  }
  return seconds;
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

function turned<T>(list: readonly T[], by: number): T[] {
  return list.map((_, index) => list[(index + by) % list.length] as T);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
