import type { ApiUsageClientQuery, ApiUsageRow } from "../api/api-types.ts";

export const USAGE_GRANULARITIES = ["Day", "Week", "Month"] as const;
export const USAGE_METRICS = ["Status200", "Status300", "Status400", "Status500", "Status429", "Requests"] as const;
export const USAGE_GROUPS = ["OAuthClientId", "OrganizationId", "TemplateUri", "HttpMethod"] as const;

/** Length of the periods of a usage query. */
export type UsageGranularity = (typeof USAGE_GRANULARITIES)[number];
/** What a usage query counts. */
export type UsageMetric = (typeof USAGE_METRICS)[number];
/** What a usage query groups by. */
export type UsageGroup = (typeof USAGE_GROUPS)[number];

/** The part of a usage query that can be wrong. */
export interface UsageQuestion {
  readonly interval?: string | undefined;
  readonly days?: number | undefined;
  readonly granularity?: UsageGranularity | undefined;
  readonly metrics?: readonly UsageMetric[] | undefined;
  readonly groupBy?: readonly UsageGroup[] | undefined;
}

/** Sums over all rows of a usage query. */
export interface UsageTotals {
  readonly status200: number;
  readonly status300: number;
  readonly status400: number;
  readonly status429: number;
  readonly status500: number;
  readonly requests: number;
}

const DAY_MS = 86_400_000;
/** Assumed: Genesys names no bound; more than a year back has no data. */
const MAX_DAYS = 365;
const ISO_DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** What is wrong with the number of days, and what to write instead; undefined if nothing is. */
export function faultOfDays(days: number): string | undefined {
  return Number.isInteger(days) && days >= 1 && days <= MAX_DAYS
    ? undefined
    : `days must be a whole number from 1 to ${MAX_DAYS}, not ${days}.`;
}

/** What is wrong with a question, and what to write instead; empty if nothing is. */
export function faultsOfQuestion(question: UsageQuestion): readonly string[] {
  const { interval, days, granularity, metrics, groupBy } = question;
  const faults: (string | undefined)[] = [];
  if ((interval === undefined) === (days === undefined)) faults.push("Write either interval or days, and not both.");
  if (days !== undefined) faults.push(faultOfDays(days));
  if (interval !== undefined) faults.push(faultOfInterval(interval));
  if (granularity !== undefined) faults.push(faultOfChoice("granularity", granularity, USAGE_GRANULARITIES));
  for (const metric of metrics ?? []) faults.push(faultOfChoice("metrics", metric, USAGE_METRICS));
  for (const group of groupBy ?? []) faults.push(faultOfChoice("groupBy", group, USAGE_GROUPS));
  return faults.filter((fault) => fault !== undefined);
}

/** The question as the API takes it. @param now epoch milliseconds, the end of `days`. */
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

function faultOfInterval(interval: string): string | undefined {
  const [start = "", end = "", ...rest] = String(interval).split("/");
  const isInterval =
    rest.length === 0 && [start, end].every((date) => ISO_DATE_TIME.test(date) && !Number.isNaN(Date.parse(date)));
  if (!isInterval) {
    return `interval ${JSON.stringify(interval)} is not start/end in ISO 8601: write for example 2026-10-01T00:00:00Z/2026-11-01T00:00:00Z.`;
  }
  return Date.parse(start) < Date.parse(end)
    ? undefined
    : `interval ${JSON.stringify(interval)} does not start before it ends.`;
}

function faultOfChoice(property: string, value: string, choices: readonly string[]): string | undefined {
  return choices.includes(value)
    ? undefined
    : `${property} ${JSON.stringify(value)} is unknown: write one of ${choices.join(", ")}.`;
}
