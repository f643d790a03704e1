import type { AnswerFacts, RateLimitUse } from "../../provider/api/answer-facts.ts";
import { green, neutral, red, yellow } from "./checks.ts";
import type { Check } from "./report.ts";

/** Differences of the clocks from which on a check is yellow, and red. */
const YELLOW_SKEW_SECONDS = 30;
const RED_SKEW_SECONDS = 300;

/** Share of the rate limit from which on it is nearly used up. */
const NEARLY_USED_UP = 0.9;

/** This machine's clock beside Genesys Cloud's, and what is left of the rate limit. */
export function checkAnswerFacts({ serverAheadMs, rateLimit }: AnswerFacts): readonly Check[] {
  return [checkClock(serverAheadMs), checkRateLimit(rateLimit)];
}

function checkClock(aheadMs: number | undefined): Check {
  const [id, title] = ["clock", "Clock"];
  if (aheadMs === undefined) return neutral(id, title, "not checked: no answer of Genesys Cloud told the time");
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  if (seconds <= YELLOW_SKEW_SECONDS)
    return green(id, title, `within ${YELLOW_SKEW_SECONDS} seconds of Genesys Cloud's`);
  const text = `${duration(seconds)} ${aheadMs > 0 ? "behind" : "ahead of"} Genesys Cloud's`;
  const todo = "Synchronise this machine's clock (NTP): certificates and the dates of rotations are judged by it.";
  return seconds > RED_SKEW_SECONDS ? red(id, title, text, todo) : yellow(id, title, text, todo);
}

function checkRateLimit(rateLimit: RateLimitUse | undefined): Check {
  const [id, title] = ["rateLimit", "Rate limit"];
  if (rateLimit === undefined) return neutral(id, title, "can't be told: no answer of Genesys Cloud named it");
  const { requests, allowed, resetSeconds } = rateLimit;
  const reset = resetSeconds === undefined ? "" : `, counted anew in ${resetSeconds} seconds`;
  const text = `${requests} of ${allowed} requests used${reset}`;
  if (requests >= allowed) return red(id, title, text, "Wait until then; something else uses the same access token.");
  if (requests < allowed * NEARLY_USED_UP) return green(id, title, text);
  return yellow(
    id,
    title,
    text,
    "Find out what else uses the same access token, or lower genesyscloud:requestsPerMinute.",
  );
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3_600)} hours`;
}
