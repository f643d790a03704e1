import { BenchStack } from "./bench-stack.ts";
import { COMMANDS } from "./commands.ts";
import { median, startedSimulator, turned } from "./rounds.ts";
import { UNLIMITED } from "./sizes.ts";

/** Small stacks, where the start of the processes decides. Median seconds of the rounds. */
export interface Starts {
  readonly rounds: number;
  readonly refreshOfEmptyStack: number;
  readonly refreshOfOneClient: number;
  readonly refreshOfTen: number;
  readonly driftOfTen: number;
}

type Task = Exclude<keyof Starts, "rounds">;

/** Measures small stacks, in turn. */
export async function measureStarts(rounds: number, say: (line: string) => void): Promise<Starts> {
  await using stacks = new AsyncDisposableStack();
  const filled = async (clients: number) => {
    const stack = stacks.use(await BenchStack.create(await startedSimulator(stacks, UNLIMITED), "ours", clients));
    await stack.measure(COMMANDS.up.args);
    return stack;
  };
  const [empty, one, ten] = [await filled(0), await filled(1), await filled(10)];
  const refresh = (stack: BenchStack) => stack.measure(COMMANDS["refresh preview"].args);
  const tasks: Record<Task, () => Promise<{ readonly seconds: number }>> = {
    refreshOfEmptyStack: () => refresh(empty),
    refreshOfOneClient: () => refresh(one),
    refreshOfTen: () => refresh(ten),
    driftOfTen: () => ten.measureDrift(),
  };
  const names = Object.keys(tasks) as Task[];
  const measured: Record<Task, number[]> = {
    refreshOfEmptyStack: [],
    refreshOfOneClient: [],
    refreshOfTen: [],
    driftOfTen: [],
  };
  for (let round = 0; round < rounds; round++)
    for (const name of turned(names, round)) measured[name].push((await tasks[name]()).seconds);
  const seconds = (name: Task) => median(measured[name]);
  const starts = {
    rounds,
    refreshOfEmptyStack: seconds("refreshOfEmptyStack"),
    refreshOfOneClient: seconds("refreshOfOneClient"),
    refreshOfTen: seconds("refreshOfTen"),
    driftOfTen: seconds("driftOfTen"),
  };
  say(`small stacks: ${JSON.stringify(starts)}`);
  return starts;
}
