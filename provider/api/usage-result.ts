import { ApiError, NoAnswerError } from "../errors/index.ts";
import type { ApiUsageRow } from "./api-types.ts";
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

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Waits, with pauses that grow from 0.25 to 5 seconds, until a usage query is complete, and collects all its pages.
 *
 * The last poll happens when the time is up, not before. A cursor that was followed already ends the pages.
 * @throws ApiError if the query failed, NoAnswerError if not all of it is there after `timeoutSeconds`.
 */
export async function collectUsageRows(
  api: Pick<OAuthApi, "usageResults">,
  clientId: string,
  executionId: string,
  { timeoutSeconds, now, sleep }: UsageWait,
): Promise<readonly ApiUsageRow[]> {
  const facts = { operation: `read the usage of OAuth client ${clientId}`, clientId };
  const deadline = now() + timeoutSeconds * 1_000;
  const rows: ApiUsageRow[] = [];
  const followed = new Set<string>();
  let cursor: string | undefined;
  for (let pause = FIRST_PAUSE_MS; ; ) {
    const page = await api.usageResults(clientId, executionId, cursor);
    if (page.queryStatus === "Failed") {
      throw new ApiError("the query failed in Genesys Cloud", {
        ...facts,
        nextStep: "Ask for a shorter interval or fewer groups, or run it again.",
      });
    }
    const isComplete = page.queryStatus === "Complete";
    if (isComplete) {
      rows.push(...(page.results ?? []));
      cursor = page.cursors?.after;
      if (!cursor || followed.has(cursor)) return rows;
      followed.add(cursor);
    }
    const remaining = deadline - now();
    if (remaining <= 0) {
      throw new NoAnswerError(`the query is not finished after ${timeoutSeconds} seconds`, {
        ...facts,
        nextStep: "Raise timeoutSeconds, or ask for a shorter interval.",
      });
    }
    if (isComplete) continue;
    await sleep(Math.min(pause, remaining));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}
