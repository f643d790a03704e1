import { randomUUID } from "node:crypto";
import type { ApiUsageRow } from "../api-types.ts";
import { badRequest, notFound } from "../transport/operation-error.ts";

/** `ApiUsageQueryResult`. */
export interface ApiUsageQueryResult {
  results: ApiUsageRow[];
  queryStatus: "Complete" | "Failed" | "Running";
  /** There only where more pages follow or came before. */
  cursors?: { before?: string; after?: string };
}

/** Controls usage queries in a test. */
export interface UsageControl {
  /** Makes the next queries end as `Failed`, after the usual number of polls. Default: one query. */
  failNext(count?: number): void;
}

interface Execution {
  clientId: string;
  rows: ApiUsageRow[];
  pollsLeft: number;
  fails: boolean;
}

const cursorOf = (offset: number): string => Buffer.from(`offset:${offset}`).toString("base64url");

function offsetOf(cursor: string): number {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(cursor, "base64url").toString())?.[1];
  if (offset === undefined) throw badRequest("invalid.value", "The cursor is not valid.", "after");
  return Number(offset);
}

/** Usage queries under way: they stay `Running` for some polls, then are `Complete` or `Failed`. */
export class UsageExecutions implements UsageControl {
  readonly #executions = new Map<string, Execution>();
  readonly #pollsUntilComplete: number;
  readonly #pageSize: number;
  #toFail = 0;

  constructor(pollsUntilComplete: number, pageSize: number) {
    this.#pollsUntilComplete = pollsUntilComplete;
    this.#pageSize = pageSize;
  }

  failNext(count = 1): void {
    this.#toFail += count;
  }

  /** Starts a query whose rows are settled; answers its execution id. */
  start(clientId: string, rows: ApiUsageRow[]): string {
    const executionId = randomUUID();
    const fails = this.#toFail > 0;
    if (fails) this.#toFail -= 1;
    this.#executions.set(executionId, { clientId, rows, pollsLeft: this.#pollsUntilComplete, fails });
    return executionId;
  }

  /**
   * Answers a poll.
   *
   * @param after - cursor of the page before; Assumed: the documented call names no parameter, so this follows Genesys's other listings with cursors
   * @throws OperationError 404 for an execution that this client does not have, 400 for a cursor that is none
   */
  poll(clientId: string, executionId: string, after: string | null): ApiUsageQueryResult {
    const execution = this.#executions.get(executionId);
    if (execution?.clientId !== clientId) throw notFound("UsageExecution", executionId);
    if (execution.pollsLeft > 0) {
      execution.pollsLeft -= 1;
      return { results: [], queryStatus: "Running" };
    }
    if (execution.fails) return { results: [], queryStatus: "Failed" };
    const start = after === null ? 0 : offsetOf(after);
    const end = start + this.#pageSize;
    const cursors = {
      ...(start > 0 ? { before: cursorOf(Math.max(0, start - this.#pageSize)) } : {}),
      ...(end < execution.rows.length ? { after: cursorOf(end) } : {}),
    };
    return {
      results: execution.rows.slice(start, end),
      queryStatus: "Complete",
      ...(Object.keys(cursors).length > 0 ? { cursors } : {}),
    };
  }
}
