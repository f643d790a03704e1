/** How far the usage queries are. */
export interface UsageProgress {
  readonly done: number;
  readonly all: number;
  /** Since the first query. */
  readonly elapsedMs: number;
  /** Requests that can be sent in a minute. */
  readonly requestsPerMinute: number;
}

const REQUESTS_PER_CLIENT = 2;
const MINUTE_MS = 60_000;

/** The first answers come all at once after a wait, so the speed of fewer clients tells nothing. */
const CLIENTS_THAT_TELL = 50;

/**
 * How long the queries still take, in words. It is the longer of what the budget allows and what was seen so far: at first, nothing
 * was seen, and later polls may take more requests than expected.
 */
export function timeLeft({ done, all, elapsedMs, requestsPerMinute }: UsageProgress): string {
  const byBudget = (all * REQUESTS_PER_CLIENT * MINUTE_MS) / requestsPerMinute - elapsedMs;
  const bySpeed = done < CLIENTS_THAT_TELL ? 0 : (elapsedMs * (all - done)) / done;
  const minutes = Math.round(Math.max(byBudget, bySpeed) / MINUTE_MS);
  return minutes <= 1 ? "about a minute left" : `about ${minutes} minutes left`;
}
