import { tooManyRequests } from "./operation-error.ts";

/** A limit: at most `requests` in any `windowMs` milliseconds. */
export interface RateLimit {
  /** Whole number, 1 or more. */
  requests: number;
  /** Milliseconds. */
  windowMs: number;
  /**
   * What is counted together: each token (default), all tokens of a client, or all of the organisation. Genesys says that it counts
   * per token [staff on the forum]; the other two show what happens if it counts more together.
   */
  per?: "token" | "client" | "organization";
}

/** Answer headers that tell how much of a limit is used [doc]. */
export type RateLimitHeaders = Record<string, string>;

/** Counts requests per key (a token, a login) in a rolling window [doc, point 6]. */
export interface RateLimiter {
  /**
   * Counts one request.
   *
   * @throws OperationError 429 when the window is full; a refused request does not count
   */
  take(key: string): RateLimitHeaders;
}

/**
 * Builds a limiter.
 *
 * @param limit - `false` switches it off
 * @param limitName - the limit's name in Genesys's list, quoted in the 429
 * @param now - epoch milliseconds
 */
export function createRateLimiter(limit: RateLimit | false, limitName: string, now: () => number): RateLimiter {
  if (limit === false) return { take: () => ({}) };
  const { requests, windowMs } = limit;
  const takenAtByKey = new Map<string, number[]>();
  return {
    take(key) {
      const at = now();
      const recent = takenAtByKey.get(key) ?? [];
      takenAtByKey.set(key, recent);
      while (recent[0] !== undefined && recent[0] <= at - windowMs) recent.shift();
      const resetSeconds = Math.max(1, Math.ceil(((recent[0] ?? at) + windowMs - at) / 1000));
      if (recent.length >= requests) throw tooManyRequests(limitName, requests, resetSeconds);
      recent.push(at);
      return {
        "inin-ratelimit-count": String(recent.length),
        "inin-ratelimit-allowed": String(requests),
        "inin-ratelimit-reset": String(resetSeconds),
      };
    },
  };
}
