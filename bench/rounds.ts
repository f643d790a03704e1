import { type Simulator, type SimulatorOptions, startSimulator } from "../simulator/index.ts";

/** A simulator that is closed with the stack of what was started. */
export async function startedSimulator(stacks: AsyncDisposableStack, options: SimulatorOptions): Promise<Simulator> {
  return stacks.adopt(await startSimulator(options), (simulator: Simulator) => simulator.close());
}

/** The list, begun at another place in each round. */
export function turned<T>(list: readonly T[], by: number): T[] {
  return list.map((_, index) => list[(index + by) % list.length] as T);
}

export function median(values: readonly number[] = []): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
