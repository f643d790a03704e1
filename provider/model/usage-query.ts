import type { ApiUsageClientQuery, ApiUsageRow } from "../api/api-types.ts";
import { DAY_MS, isInCalendar } from "./calendar.ts";
import { faultOfChoice } from "./choice.ts";

/**
 * Length of the periods of a usage query.
 * @group Usage
 */
export type UsageGranularity = "Day" | "Week" | "Month";
/**
 * What a usage query counts: answers by status class, requests refused because of the rate limit (429), or all requests.
 * @group Usage
 */
export type UsageMetric = "Status200" | "Status300" | "Status400" | "Status429" | "Status500" | "Requests";
/**
 * What a usage query groups by.
 * @group Usage
 */
export type UsageGroup = "OAuthClientId" | "OrganizationId" | "TemplateUri" | "HttpMethod";

/**
 * Sums over all rows of a usage query.
 * @group Usage
 */
export interface UsageTotals {
  /** Answers 200 to 299. */
  readonly status200: number;
  /** Answers 300 to 399. */
  readonly status300: number;
  /** Answers 400 to 499, except 429. */
  readonly status400: number;
  /** Answers 429: requests refused because there were too many. */
  readonly status429: number;
  /** Answers 500 to 599. */
  readonly status500: number;
  /** All requests. */
  readonly requests: number;
}

/** The part of a usage query that can be wrong. */
export interface UsageQuestion {
  readonly interval?: string | undefined;
  readonly days?: number | undefined;
  readonly granularity?: UsageGranularity | undefined;
  readonly metrics?: readonly UsageMetric[] | undefined;
  readonly groupBy?: readonly UsageGroup[] | undefined;
}

const GRANULARITIES: readonly UsageGranularity[] = ["Day", "Week", "Month"];
const GROUPS: readonly UsageGroup[] = ["OAuthClientId", "OrganizationId", "TemplateUri", "HttpMethod"];
/** The counters that the metrics fill in the rows. */
const COUNTERS: Readonly<Record<UsageMetric, keyof UsageTotals>> = {
  Status200: "status200",
  Status300: "status300",
  Status400: "status400",
  Status429: "status429",
  Status500: "status500",
  Requests: "requests",
};
/** Assumed: Genesys documents no limit, and has no data older than a year. */
const MAX_DAYS = 365;
const ISO_DATE_TIME = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** What is wrong with the number of days, and what to write instead; undefined if nothing is. */
export function faultOfDays(days: number): string | undefined {
  return Number.isInteger(days) && days >= 1 && days <= MAX_DAYS
    ? undefined
    : `days must be a whole number from 1 to ${MAX_DAYS}, not ${days}.`;
}

/** What is wrong with a question, and what to write instead; empty if nothing is. */
export function faultsOfQuestion({ interval, days, granularity, metrics, groupBy }: UsageQuestion): readonly string[] {
  const faults: (string | undefined)[] = [];
  if ((interval === undefined) === (days === undefined)) faults.push("Write either interval or days, not both.");
  if (days !== undefined) faults.push(faultOfDays(days));
  if (interval !== undefined) faults.push(faultOfInterval(interval));
  if (granularity !== undefined) faults.push(faultOfChoice("granularity", granularity, GRANULARITIES));
  faults.push(...faultsOfChoices("metrics", metrics, Object.keys(COUNTERS)));
  faults.push(...faultsOfChoices("groupBy", groupBy, GROUPS));
  return faults.filter((fault) => fault !== undefined);
}

/** The question in the form of the API. @param now epoch milliseconds, the end of `days`. */
export function usageQueryOf(
  { interval, days = 1, granularity, metrics, groupBy }: UsageQuestion,
  now: number,
): ApiUsageClientQuery {
  return {
    interval: interval ?? `${new Date(now - days * DAY_MS).toISOString()}/${new Date(now).toISOString()}`,
    ...(granularity === undefined ? {} : { granularity }),
    ...(metrics === undefined || metrics.length === 0 ? {} : { metrics }),
    ...(groupBy === undefined || groupBy.length === 0 ? {} : { groupBy }),
  };
}

/** Sums of all counters. */
export function totalsOf(rows: readonly ApiUsageRow[]): UsageTotals {
  const sum = (counter: keyof UsageTotals) => rows.reduce((total, row) => total + (row[counter] ?? 0), 0);
  return {
    status200: sum("status200"),
    status300: sum("status300"),
    status400: sum("status400"),
    status429: sum("status429"),
    status500: sum("status500"),
    requests: sum("requests"),
  };
}

/** The requested totals. A metric that was not counted must not appear as 0. */
export function askedTotals(totals: UsageTotals, metrics: readonly UsageMetric[] = []): Partial<UsageTotals> {
  if (metrics.length === 0) return totals;
  return Object.fromEntries(metrics.map((metric) => [COUNTERS[metric], totals[COUNTERS[metric]]]));
}

function faultOfInterval(interval: string): string | undefined {
  const [start = "", end = "", ...rest] = String(interval).split("/");
  if (rest.length > 0 || !isIsoDate(start) || !isIsoDate(end)) {
    return `interval ${JSON.stringify(interval)} is not start/end in ISO 8601: write for example 2026-10-01T00:00:00Z/2026-11-01T00:00:00Z.`;
  }
  return Date.parse(start) < Date.parse(end)
    ? undefined
    : `interval ${JSON.stringify(interval)} must start before it ends.`;
}

function isIsoDate(text: string): boolean {
  const day = ISO_DATE_TIME.exec(text)?.[1];
  return day !== undefined && !Number.isNaN(Date.parse(text)) && isInCalendar(day);
}

function faultsOfChoices(property: string, values: unknown, choices: readonly string[]): (string | undefined)[] {
  if (values === undefined) return [];
  if (!Array.isArray(values)) return [`${property} must be a list: write some of ${choices.join(", ")}.`];
  return values.map((value) => faultOfChoice(property, value, choices));
}
