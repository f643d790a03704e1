import { z } from "zod";
import { badRequest } from "../transport/operation-error.ts";

/** Counters of a usage row, with the field each one fills [doc]. */
export const METRIC_FIELDS = {
  Status200: "status200",
  Status300: "status300",
  Status400: "status400",
  Status500: "status500",
  Status429: "status429",
  Requests: "requests",
} as const;
/** Name of a metric in a query. */
export type UsageMetric = keyof typeof METRIC_FIELDS;

const metrics = z.enum(["Status200", "Status300", "Status400", "Status500", "Status429", "Requests"]);
const groups = z.enum(["OAuthClientId", "OrganizationId", "TemplateUri", "HttpMethod"]);
const granularities = z.enum(["Day", "Week", "Month"]);

/** What rows are grouped by. */
export type UsageGroup = z.infer<typeof groups>;
/** Length of a row's period. */
export type UsageGranularity = z.infer<typeof granularities>;

/** A query that was checked; times in epoch milliseconds, the end is not included. */
export interface UsageQuery {
  from: number;
  to: number;
  /** Undefined: one period for the whole interval. */
  granularity?: UsageGranularity;
  metrics: readonly UsageMetric[];
  groupBy: readonly UsageGroup[];
}

const querySchema = z.object({
  interval: z.string(),
  granularity: granularities.nullish(),
  metrics: z.array(metrics).nullish(),
  groupBy: z.array(groups).nullish(),
});

/** Reads `ISO/ISO`. */
function parseInterval(interval: string): { from: number; to: number } {
  const [start = "", end = "", ...rest] = interval.split("/");
  const from = Date.parse(start);
  const to = Date.parse(end);
  const isIso = /^\d{4}-\d{2}-\d{2}/.test(start) && /^\d{4}-\d{2}-\d{2}/.test(end);
  if (!isIso || rest.length > 0 || !(from < to)) {
    const message = "The interval must be two ISO 8601 dates, start before end, separated by a slash.";
    throw badRequest("invalid.value", message, "interval");
  }
  return { from, to };
}

/**
 * Reads an `ApiUsageClientQuery`. Assumed: left out, `metrics` means all of them, `groupBy` means no grouping, and
 * `granularity` means one period.
 *
 * @throws OperationError 400 that names the field
 */
export function readUsageQuery(raw: unknown): UsageQuery {
  const parsed = querySchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join(".") || "body";
    throw badRequest("invalid.value", `The field ${field} is not valid: ${issue?.message ?? "unknown reason"}.`, field);
  }
  const { interval, granularity, metrics: wanted, groupBy } = parsed.data;
  return {
    ...parseInterval(interval),
    ...(granularity ? { granularity } : {}),
    metrics: wanted?.length ? wanted : metrics.options,
    groupBy: groupBy ?? [],
  };
}

/**
 * The query behind `GET …/usage/summary?days=`. Assumed: a row per day, path and method, up to now.
 *
 * @throws OperationError 400 unless `days` is a whole number of 1 or more
 */
export function summaryQuery(days: string | null, now: number): UsageQuery {
  const count = days === null || days === "" ? 7 : Number(days);
  if (!Number.isInteger(count) || count < 1) {
    throw badRequest("invalid.value", "days must be a whole number of 1 or more.", "days");
  }
  return {
    from: now - count * 86_400_000,
    // The interval's end is not included, and requests of this very millisecond count.
    to: now + 1,
    granularity: "Day",
    metrics: metrics.options,
    groupBy: ["OAuthClientId", "OrganizationId", "TemplateUri", "HttpMethod"],
  };
}
