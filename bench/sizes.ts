import { type SimulatorOptions, startSimulator } from "../simulator/index.ts";
import { BenchStack, type Cost, type Variant } from "./bench-stack.ts";
import { COMMANDS, type Command } from "./commands.ts";

/** One command with so many clients. */
export interface SizeRow extends Cost {
  readonly clients: number;
  readonly command: Command | "drift command";
  readonly variant: Variant | "one GET per client";
  /** Of the state after an `up`. */
  readonly bytesPerClient?: number;
}

/** The conditions of all measurements by size: the latency and the rate limit of the real API, large pages. */
export const CONDITIONS = { latencyMs: 50, pageSize: 100, rateLimit: { requests: 300, windowMs: 60_000 } } as const;

/** The same without a rate limit. */
export const UNLIMITED: SimulatorOptions = { ...CONDITIONS, rateLimit: false };

export const VARIANTS = ["floor", "ours", "closures"] as const satisfies readonly Variant[];

type Add = (row: SizeRow) => void;

/** Measures every command with so many clients. */
export function measureSize(clients: number, variants: readonly Variant[], add: Add): Promise<void> {
  return onEach(variants, clients, add, async (stack, measure) => {
    const up = await stack.measure(COMMANDS.up.args);
    add({ clients, variant: stack.variant, command: "up", ...up, bytesPerClient: await stack.bytesPerClient() });
    await measure("preview without changes");
    await measureReads(stack, measure, add);
    if (stack.variant === "ours") await measureOneGetEach(stack, add);
    await measure("change all");
    await measure("destroy");
  });
}

/**
 * Measures what only reads, on stacks that were filled without `up`. One GET per client is left out: under the limit, 5,000
 * are 17 minutes.
 */
export function measureChecks(clients: number, variants: readonly Variant[], add: Add): Promise<void> {
  return onEach(variants, clients, add, async (stack, measure) => {
    await stack.measure(COMMANDS.up.args, { BENCH_CLIENTS: "1" });
    await stack.multiply(clients);
    await measureReads(stack, measure, add);
  });
}

async function onEach(
  variants: readonly Variant[],
  clients: number,
  add: Add,
  use: (stack: BenchStack, measure: (command: Command) => Promise<void>) => Promise<void>,
): Promise<void> {
  for (const variant of variants) {
    const simulator = await startSimulator(CONDITIONS);
    await using stack = await BenchStack.create(simulator, variant, clients);
    try {
      await use(stack, async (command) => {
        const { args, env } = COMMANDS[command];
        add({ clients, variant, command, ...(await stack.measure(args, env)) });
      });
    } finally {
      await simulator.close();
    }
  }
}

async function measureReads(stack: BenchStack, measure: (command: Command) => Promise<void>, add: Add): Promise<void> {
  await measure("refresh preview");
  if (stack.variant !== "ours") return;
  add({ clients: stack.clients, variant: "ours", command: "drift command", ...(await stack.measureDrift()) });
}

async function measureOneGetEach(stack: BenchStack, add: Add): Promise<void> {
  const { args } = COMMANDS["refresh preview"];
  const cost = await stack.measure(args, { GENESYSCLOUD_SHARED_LISTING: "false" });
  add({ clients: stack.clients, variant: "one GET per client", command: "refresh preview", ...cost });
}
