import { spawnSync } from "node:child_process";
import { type Simulator, type SimulatorOptions, startSimulator } from "../simulator/index.ts";
import { BenchStack, type Variant } from "./bench-stack.ts";
import { COMMANDS, type Command } from "./commands.ts";
import { CONDITIONS, VARIANTS } from "./sizes.ts";

/** What takes its turn in a round: a variant without a rate limit, or ours under the real one. */
type Contender = Variant | "limited";

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

/** Small stacks, where the start of the processes decides. Median seconds of the rounds. */
export interface Starts {
  readonly refreshOfEmptyStack: number;
  readonly refreshOfOneClient: number;
  readonly refreshOfTen: number;
  readonly driftOfTen: number;
}

export interface Goals {
  readonly rounds: number;
  readonly comparisons: readonly Comparison[];
  readonly starts: Starts;
  /** Milliseconds that importing this package adds to a program that imports @pulumi/pulumi; median of many. */
  readonly startUpMs: number;
}

const CLIENTS = 200;
const CONTENDERS: readonly Contender[] = [...VARIANTS, "limited"];
const UNLIMITED: SimulatorOptions = { ...CONDITIONS, rateLimit: false };
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
  const starts = await measureStarts(rounds * 2);
  say(`small stacks: ${JSON.stringify(starts)}`);
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
    starts,
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

/** What small stacks cost, in turn. */
async function measureStarts(rounds: number): Promise<Starts> {
  await using stacks = new AsyncDisposableStack();
  const filled = async (clients: number) => {
    const stack = stacks.use(await BenchStack.create(await startedSimulator(stacks, UNLIMITED), "ours", clients));
    await stack.measure(COMMANDS.up.args);
    return stack;
  };
  const [empty, one, ten] = [await filled(0), await filled(1), await filled(10)];
  const refresh = (stack: BenchStack) => stack.measure(COMMANDS["refresh preview"].args);
  const tasks: Record<keyof Starts, () => Promise<{ readonly seconds: number }>> = {
    refreshOfEmptyStack: () => refresh(empty),
    refreshOfOneClient: () => refresh(one),
    refreshOfTen: () => refresh(ten),
    driftOfTen: () => ten.measureDrift(),
  };
  const names = Object.keys(tasks) as (keyof Starts)[];
  const measured: Record<keyof Starts, number[]> = {
    refreshOfEmptyStack: [],
    refreshOfOneClient: [],
    refreshOfTen: [],
    driftOfTen: [],
  };
  for (let round = 0; round < rounds; round++)
    for (const name of turned(names, round)) measured[name].push((await tasks[name]()).seconds);
  const entries = names.map((name) => [name, median(measured[name])] as const);
  return Object.fromEntries(entries) as unknown as Starts;
}

async function startedSimulator(stacks: AsyncDisposableStack, options: SimulatorOptions): Promise<Simulator> {
  return stacks.adopt(await startSimulator(options), (simulator: Simulator) => simulator.close());
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

function median(values: readonly number[] = []): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
