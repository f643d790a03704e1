import type { IncomingHttpHeaders } from "node:http";

/** How much of a rate limit is used, as the API says in the headers of its answers. */
export interface RateLimitUse {
  /** Requests that count now. */
  readonly requests: number;
  /** Requests that are allowed within the limit's window. */
  readonly allowed: number;
  /** Seconds until the window has passed; undefined where the answer does not tell. */
  readonly resetSeconds: number | undefined;
}

/** What the headers of the answers so far told. Each is undefined until an answer tells it. */
export interface AnswerFacts {
  /** Milliseconds by which the server's clock is ahead of ours, right to about a second. */
  readonly serverAheadMs: number | undefined;
  readonly rateLimit: RateLimitUse | undefined;
}

/** What an answer with these headers adds to what was known. @param now our clock in epoch milliseconds. */
export function factsAfter(known: AnswerFacts, headers: IncomingHttpHeaders, now: number): AnswerFacts {
  const serverTime = Date.parse(headers.date ?? "");
  return {
    serverAheadMs: Number.isNaN(serverTime) ? known.serverAheadMs : serverTime - now,
    rateLimit: rateLimitOf(headers) ?? known.rateLimit,
  };
}

/** @see https://developer.genesys.cloud/platform/api/rate-limits for the headers. */
function rateLimitOf(headers: IncomingHttpHeaders): RateLimitUse | undefined {
  const requests = wholeNumber(headers["inin-ratelimit-count"]);
  const allowed = wholeNumber(headers["inin-ratelimit-allowed"]);
  if (requests === undefined || allowed === undefined) return undefined;
  return { requests, allowed, resetSeconds: wholeNumber(headers["inin-ratelimit-reset"]) };
}

function wholeNumber(header: string | string[] | undefined): number | undefined {
  return typeof header === "string" && /^\d{1,9}$/.test(header) ? Number(header) : undefined;
}
