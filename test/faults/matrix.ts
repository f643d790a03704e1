import PQueue from "p-queue";
import type { Variant } from "../../simulator/index.ts";
import { type CellResult, perform, prepare, runCell } from "./cell.ts";
import { type Call, FAULTS, type Fault } from "./faults.ts";
import type { Tokens } from "./in-process.ts";
import { OPERATIONS, type Operation } from "./operations.ts";

/** One cell: an operation, one of the calls that it makes, and a fault that strikes this call. */
export interface Cell {
  readonly operation: Operation;
  readonly call: Call;
  readonly fault: Fault;
}

/** How many cells run at a time: enough that their waits overlap, few enough that none waits for the processor. */
const CELLS_AT_A_TIME = 20;

const CALL_TITLES: Readonly<Record<string, string>> = {
  "POST /oauth/token": "POST login",
  "GET /api/v2/tokens/me": "GET tokens/me",
  "GET /api/v2/oauth/clients": "GET listing",
  "POST /api/v2/oauth/clients": "POST clients",
  "GET /api/v2/oauth/clients/{clientId}": "GET client",
  "PUT /api/v2/oauth/clients/{clientId}": "PUT client",
  "DELETE /api/v2/oauth/clients/{clientId}": "DELETE client",
  "POST /api/v2/oauth/clients/{clientId}/secret": "POST secret",
};

/** The calls that an operation makes, in their order: found out by running it without a fault. */
export async function callsOf(
  operation: Operation,
  variants: readonly Variant[] = [],
  markedAs?: string,
): Promise<Call[]> {
  await using world = await prepare(operation, variants, markedAs);
  operation.standing?.(world);
  const result = await perform(world, operation);
  if (result === undefined || result.size > 0) throw new Error(`${operation.title} fails without a fault`);
  const seen = new Map<string, number>();
  const calls: Call[] = [];
  for (const { method, route } of world.simulator.log.all()) {
    const key = `${method} ${route}`;
    const skip = seen.get(key) ?? 0;
    seen.set(key, skip + 1);
    const title = CALL_TITLES[key] ?? key;
    // How often something is asked again and again depends on time: the second stands for all of them.
    if (skip < 2) calls.push({ title: skip === 0 ? title : `${title}, again`, method, route, skip });
  }
  return calls;
}

/** Every operation × every call it makes × every fault. */
export async function allCells(): Promise<Cell[]> {
  const rows = await Promise.all(
    OPERATIONS.map(async (operation) => (await callsOf(operation)).map((call) => ({ operation, call }))),
  );
  return rows.flat().flatMap((row) => FAULTS.map((fault) => ({ ...row, fault })));
}

export function titleOf({ operation, call, fault }: Cell): string {
  return `${operation.title} × ${call.title} × ${fault.title}`;
}

/**
 * Runs the cells, and answers in their order. A cell that can't be run is a problem of that cell.
 * @param tokens default: one, without a limit.
 */
export async function runCells(cells: readonly Cell[], tokens?: Tokens): Promise<CellResult[]> {
  const queue = new PQueue({ concurrency: CELLS_AT_A_TIME });
  return queue.addAll(
    cells.map(({ operation, call, fault }) => async () => {
      try {
        return await runCell(operation, call, fault, tokens === undefined ? {} : { tokens });
      } catch (error) {
        return { operation, call, fault, outcome: "again" as const, problems: [String(error)] };
      }
    }),
  );
}
