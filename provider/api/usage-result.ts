import { ApiError, NoAnswerError } from "../errors/index.ts";
import type { ApiUsageQueryResult, ApiUsageRow } from "./api-types.ts";
import type { OAuthApi } from "./oauth-api.ts";

/** How long to wait for a query, and on what clock. */
export interface UsageWait {
  /** Seconds until the wait is given up. */
  readonly timeoutSeconds: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/**
 * Waits, with growing pauses, until a usage query is complete, and collects all its pages.
 * @throws ApiError if the query failed, NoAnswerError if it is still running after `timeoutSeconds`.
 */
export async function collectUsageRows(
  api: OAuthApi,
  clientId: string,
  executionId: string,
  wait: UsageWait,
): Promise<readonly ApiUsageRow[]> {
  let page = await firstCompletePage(api, clientId, executionId, wait);
  const rows = [...(page.results ?? [])];
  const seen = new Set<string>();
  for (let after = page.cursors?.after; after !== undefined && !seen.has(after); after = page.cursors?.after) {
    seen.add(after);
    page = await api.usageResults(clientId, executionId, after);
    rows.push(...(page.results ?? []));
  }
  return rows;
}

async function firstCompletePage(
  api: OAuthApi,
  clientId: string,
  executionId: string,
  { timeoutSeconds, now, sleep }: UsageWait,
): Promise<ApiUsageQueryResult> {
  const deadline = now() + timeoutSeconds * 1_000;
  const operation = `read the usage of OAuth client ${clientId}`;
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    const result = await api.usageResults(clientId, executionId);
    if (result.queryStatus === "Complete") return result;
    if (result.queryStatus === "Failed") {
      throw new ApiError("the query failed in Genesys Cloud", {
        operation,
        clientId,
        nextStep: "Ask for a shorter interval or fewer groups, or run it again.",
      });
    }
    if (now() + pause > deadline) {
      throw new NoAnswerError(`the query is still running after ${timeoutSeconds} seconds`, {
        operation,
        clientId,
        nextStep: "Raise timeoutSeconds, or ask for a shorter interval.",
      });
    }
    await sleep(pause);
  }
}
