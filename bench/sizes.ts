import { startSimulator } from "../simulator/index.ts";
import { BenchStack, type Cost, type Variant } from "./bench-stack.ts";

/** One command with so many clients. */
export interface SizeRow extends Cost {
  readonly clients: number;
  readonly command: string;
  readonly variant: Variant | "one GET per client";
  /** Of the state after the command, where it was looked at. */
  readonly bytesPerClient?: number;
}

/** The conditions of all measurements by size: the latency and the rate limit of the real API, large pages. */
export const CONDITIONS = { latencyMs: 50, pageSize: 100, rateLimit: { requests: 300, windowMs: 60_000 } } as const;

const VARIANTS = ["floor", "ours"] as const;
const REFRESH = ["refresh", "--preview-only", "--expect-no-changes"];
const NO_OP = ["preview", "--expect-no-changes"];
const UP = ["up", "--yes", "--skip-preview"];
const DESTROY = ["destroy", "--yes", "--skip-preview"];

/** Measures every command for `sizes`, and what only reads for `checkSizes`. */
export async function measureSizes(
  sizes: readonly number[],
  checkSizes: readonly number[],
  say: (line: string) => void,
): Promise<SizeRow[]> {
  const rows: SizeRow[] = [];
  const add = (row: SizeRow) => {
    rows.push(row);
    say(
      `${row.clients} clients, ${row.command}, ${row.variant}: ${row.seconds.toFixed(1)} s, ${row.requests} requests`,
    );
  };
  for (const clients of sizes) for (const variant of VARIANTS) await lifeOf(variant, clients, add);
  for (const clients of checkSizes) for (const variant of VARIANTS) await checksOf(variant, clients, add);
  return rows;
}

async function lifeOf(variant: Variant, clients: number, add: (row: SizeRow) => void): Promise<void> {
  const simulator = await startSimulator(CONDITIONS);
  await using stack = await BenchStack.create(simulator, variant, clients);
  const run = async (command: string, args: readonly string[], env: Record<string, string> = {}) => {
    add({ clients, variant, command, ...(await stack.measure(args, env)) });
  };
  try {
    const up = await stack.measure(UP);
    add({ clients, variant, command: "up", ...up, bytesPerClient: await stack.bytesPerClient() });
    await run("preview without changes", NO_OP);
    await run("refresh preview", REFRESH);
    if (variant === "ours") {
      add(await oneGetPerClient(stack));
      add({ clients, variant, command: "drift command", ...(await stack.measureDrift()) });
    }
    await run("change all", UP, { BENCH_DESCRIPTION: "changed" });
    await run("destroy", DESTROY);
  } finally {
    await simulator.close();
  }
}

/** The checks that read only, on a stack that was filled without `up`. */
async function checksOf(variant: Variant, clients: number, add: (row: SizeRow) => void): Promise<void> {
  const simulator = await startSimulator(CONDITIONS);
  await using stack = await BenchStack.create(simulator, variant, clients);
  const run = async (command: string, args: readonly string[]) => {
    add({ clients, variant, command, ...(await stack.measure(args)) });
  };
  try {
    await stack.measure(UP, { BENCH_CLIENTS: "1" });
    await stack.multiply(clients);
    // The engine's own time grows with the square of the resources: 14 s for 1,000, minutes for 5,000.
    if (clients <= 1_000) await run("preview without changes", NO_OP);
    await run("refresh preview", REFRESH);
    if (variant === "ours") add({ clients, variant, command: "drift command", ...(await stack.measureDrift()) });
  } finally {
    await simulator.close();
  }
}

async function oneGetPerClient(stack: BenchStack): Promise<SizeRow> {
  const cost = await stack.measure(REFRESH, { GENESYSCLOUD_SHARED_LISTING: "false" });
  return { clients: stack.clients, variant: "one GET per client", command: "refresh preview", ...cost };
}
