import type { ApiUsageRow } from "../api-types.ts";
import { toApiDate } from "../controls/clock.ts";
import type { RequestLogEntry } from "../controls/request-log.ts";
import { METRIC_FIELDS, type UsageGranularity, type UsageQuery } from "./usage-query.ts";

/** Requests that happened before the simulator started. */
export interface UsageSeed {
  /** Id of the client that made them. */
  clientId: string;
  /** Time of the requests, ISO 8601. */
  date: string;
  /** API path with placeholders, e.g. `/api/v2/users/{userId}`. */
  templateUri: string;
  httpMethod: string;
  /** Number of answers by status class. Each defaults to 0. */
  status200?: number;
  status300?: number;
  status400?: number;
  status429?: number;
  status500?: number;
}

type Counters = Record<(typeof METRIC_FIELDS)[keyof typeof METRIC_FIELDS], number>;

interface Sample {
  at: number;
  templateUri: string;
  httpMethod: string;
  counters: Counters;
}

const noRequests: Counters = { status200: 0, status300: 0, status400: 0, status429: 0, status500: 0, requests: 0 };

function countersOfStatus(status: number): Counters {
  const counters = { ...noRequests, requests: 1 };
  if (status === 429) counters.status429 = 1;
  else if (status >= 500) counters.status500 = 1;
  else if (status >= 400) counters.status400 = 1;
  else if (status >= 300) counters.status300 = 1;
  else if (status >= 200) counters.status200 = 1;
  return counters;
}

function countersOfSeed(seed: UsageSeed): Counters {
  const { status200 = 0, status300 = 0, status400 = 0, status429 = 0, status500 = 0 } = seed;
  const requests = status200 + status300 + status400 + status429 + status500;
  return { status200, status300, status400, status429, status500, requests };
}

/** Start of the period that a moment is in, in UTC; weeks start on Monday. */
function periodStart(at: number, granularity: UsageGranularity | undefined, intervalStart: number): number {
  if (granularity === undefined) return intervalStart;
  const day = new Date(at);
  day.setUTCHours(0, 0, 0, 0);
  if (granularity === "Week") day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  if (granularity === "Month") day.setUTCDate(1);
  return day.getTime();
}

/** Where usage rows come from. */
export interface UsageSource {
  clientId: string;
  clientName: string;
  organizationId: string;
  log: readonly RequestLogEntry[];
  seeds: readonly UsageSeed[];
}

function samplesOf({ clientId, log, seeds }: UsageSource): Sample[] {
  return [
    ...seeds
      .filter((seed) => seed.clientId === clientId)
      .map((seed) => ({ ...seed, at: Date.parse(seed.date), counters: countersOfSeed(seed) })),
    ...log
      .filter((entry) => entry.tokenLogin === clientId)
      .map(({ at, route, method, status }) => ({
        at,
        templateUri: route,
        httpMethod: method,
        counters: countersOfStatus(status),
      })),
  ];
}

/** The rows of a query: what the client asked of the simulator, added up, sorted by date, path and method. */
export function usageRows(source: UsageSource, { from, to, granularity, metrics, groupBy }: UsageQuery): ApiUsageRow[] {
  const totals = new Map<string, { row: ApiUsageRow; counters: Counters }>();
  for (const { at, templateUri, httpMethod, counters } of samplesOf(source)) {
    if (at < from || at >= to) continue;
    const row: ApiUsageRow = {
      ...(groupBy.includes("OAuthClientId") ? { clientId: source.clientId, clientName: source.clientName } : {}),
      ...(groupBy.includes("OrganizationId") ? { organizationId: source.organizationId } : {}),
      ...(groupBy.includes("TemplateUri") ? { templateUri } : {}),
      ...(groupBy.includes("HttpMethod") ? { httpMethod } : {}),
      date: toApiDate(periodStart(at, granularity, from)),
    };
    const key = `${row.date} ${row.templateUri ?? ""} ${row.httpMethod ?? ""}`;
    const total = totals.get(key) ?? { row, counters: { ...noRequests } };
    totals.set(key, total);
    for (const field of Object.values(METRIC_FIELDS)) total.counters[field] += counters[field];
  }
  return [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { row, counters }]) => {
      for (const metric of metrics) row[METRIC_FIELDS[metric]] = counters[METRIC_FIELDS[metric]];
      return row;
    });
}
