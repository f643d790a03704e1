import { spawnSync } from "node:child_process";
import { BenchStack, type Variant } from "./bench-stack.ts";
import { COMMANDS, type Command } from "./commands.ts";
import { median, startedSimulator, turned } from "./rounds.ts";
import { CONDITIONS, UNLIMITED, VARIANTS } from "./sizes.ts";

/** What takes its turn in a round: a variant without a rate limit, or ours under the real one. */
type Contender = Exclude<Variant, "plugin"> | "limited";

/** One command with 200 clients, of every contender in turn. */
export interface Comparison {
  readonly clients: number;
  readonly command: string;
  /** Median seconds of the rounds. */
  readonly seconds: Readonly<Record<Contender, number>>;
  /** Median over the rounds of our time, divided by that of the serialised closures in the same round. */
  readonly againstClosures: number;
  /** Median over the rounds of our time under the rate limit, divided by ours without one in the same round. */
  readonly limitedAgainstUnlimited: number;
}

export interface Goals {
  readonly rounds: number;
  readonly comparisons: readonly Comparison[];
  /** Milliseconds that importing this package adds to a program that imports @pulumi/pulumi; median of many. */
  readonly startUpMs: number;
}

const CLIENTS = 200;
const CONTENDERS: readonly Contender[] = [...VARIANTS, "limited"];
const COMPARED: readonly Command[] = ["up", "refresh preview", "change all", "destroy"];

/** Compares with serialised closures, the floor and the rate limit in rounds; within a round the same command follows at once. */
export async function measureGoals(rounds: number, say: (line: string) => void): Promise<Goals> {
  const measured: Record<Contender, Record<string, number>>[] = [];
  for (let round = 0; round < rounds; round++) {
    const seconds = await measureRound(turned(CONTENDERS, round));
    measured.push(seconds);
    for (const command of COMPARED) {
      const times = CONTENDERS.map((contender) => `${contender} ${seconds[contender][command]?.toFixed(1)} s`);
      say(`round ${round + 1} of ${rounds}, ${CLIENTS} clients, ${command}: ${times.join(", ")}`);
    }
  }
  return {
    rounds,
    comparisons: COMPARED.map((command) => {
      const secondsOf = (contender: Contender) => measured.map((round) => round[contender][command] ?? NaN);
      const [ours, closures, floor, limited] = (["ours", "closures", "floor", "limited"] as const).map(secondsOf);
      const ratio = (above: readonly number[] = [], below: readonly number[] = []) =>
        median(above.map((time, round) => time / (below[round] ?? NaN)));
      return {
        clients: CLIENTS,
        command,
        seconds: { ours: median(ours), closures: median(closures), floor: median(floor), limited: median(limited) },
        againstClosures: ratio(ours, closures),
        limitedAgainstUnlimited: ratio(limited, ours),
      };
    }),
    startUpMs: startUpMs(rounds * 3),
  };
}

/** A machine is not equally fast all the time: what is compared runs one right after the other. */
async function measureRound(contenders: readonly Contender[]): Promise<Record<Contender, Record<string, number>>> {
  await using stacks = new AsyncDisposableStack();
  const started: [Contender, BenchStack][] = [];
  for (const contender of contenders) {
    const isLimited = contender === "limited";
    const simulator = await startedSimulator(stacks, isLimited ? CONDITIONS : UNLIMITED);
    const variant = isLimited ? "ours" : contender;
    const env = isLimited ? {} : { GENESYSCLOUD_REQUESTS_PER_MINUTE: "1000000" };
    started.push([contender, stacks.use(await BenchStack.create(simulator, variant, CLIENTS, env))]);
  }
  const seconds: Record<Contender, Record<string, number>> = { ours: {}, closures: {}, floor: {}, limited: {} };
  for (const command of COMPARED) {
    const { args, env } = COMMANDS[command];
    for (const [contender, stack] of started) seconds[contender][command] = (await stack.measure(args, env)).seconds;
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
