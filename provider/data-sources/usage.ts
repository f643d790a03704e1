import type { ApiUsageExecution } from "../api/api-types.ts";
import { collectUsageRows } from "../api/usage-result.ts";
import { InvalidInputError } from "../errors/index.ts";
import {
  askedTotals,
  faultOfDays,
  faultsOfQuestion,
  totalsOf,
  type UsageGranularity,
  type UsageGroup,
  type UsageMetric,
  type UsageTotals,
  usageQueryOf,
} from "../model/usage-query.ts";
import { type AskedApi, answer } from "./answer.ts";

/**
 * The arguments of {@link getOAuthClientUsage}. Give either `interval` or `days`.
 * @group Usage
 */
export interface GetOAuthClientUsageArgs {
  /** Id of the client, a UUID. */
  readonly clientId: string;
  /** Start and end in ISO 8601, for example `2026-10-01T00:00:00Z/2026-11-01T00:00:00Z`. */
  readonly interval?: string | undefined;
  /** Number of days up to now, 1 to 365. */
  readonly days?: number | undefined;
  /** Length of the period of each row. Default: the whole interval. */
  readonly granularity?: UsageGranularity | undefined;
  /** What to count. Default: everything. */
  readonly metrics?: readonly UsageMetric[] | undefined;
  /** What to group by. Default: nothing. */
  readonly groupBy?: readonly UsageGroup[] | undefined;
  /**
   * Longest wait for the result in seconds, above 0 and at most 3,600. Default 60. Each request also has its own limit
   * (the setting `requestTimeoutSeconds`).
   */
  readonly timeoutSeconds?: number | undefined;
}

/**
 * The arguments of {@link getOAuthClientUsageSummary}.
 * @group Usage
 */
export interface GetOAuthClientUsageSummaryArgs {
  /** Id of the client, a UUID. */
  readonly clientId: string;
  /** Number of days up to now, 1 to 365. Default 7. */
  readonly days?: number | undefined;
}

/**
 * Requests of one group in one period. Fields that were not requested are absent.
 * @group Usage
 */
export interface OAuthClientUsageRow {
  /** Start of the period, ISO 8601. */
  readonly date?: string;
  /** Id of the client, when grouped by `OAuthClientId`. */
  readonly clientId?: string;
  /** Name of the client, when grouped by `OAuthClientId`. */
  readonly clientName?: string;
  /** Id of the organisation, when grouped by `OrganizationId`. */
  readonly organizationId?: string;
  /** Id of the user that the client acted for, if Genesys Cloud reports it. */
  readonly userId?: string;
  /** API path with placeholders, for example `/api/v2/users/{userId}`, when grouped by `TemplateUri`. */
  readonly templateUri?: string;
  /** HTTP method, for example `GET`, when grouped by `HttpMethod`. */
  readonly httpMethod?: string;
  /** Answers 200 to 299. */
  readonly status200?: number;
  /** Answers 300 to 399. */
  readonly status300?: number;
  /** Answers 400 to 499, except 429. */
  readonly status400?: number;
  /** Answers 429: requests refused because there were too many. */
  readonly status429?: number;
  /** Answers 500 to 599. */
  readonly status500?: number;
  /** All requests. */
  readonly requests?: number;
}

/**
 * The result of {@link getOAuthClientUsage}.
 * @group Usage
 */
export interface GetOAuthClientUsageResult {
  /** One row per group and period, in the order of the API. A period without requests has no row. */
  readonly rows: readonly OAuthClientUsageRow[];
  /** Sums over all rows. A metric that was not requested is absent. */
  readonly totals: Partial<UsageTotals>;
}

/**
 * The result of {@link getOAuthClientUsageSummary}.
 * @group Usage
 */
export interface GetOAuthClientUsageSummaryResult {
  /** Rows as Genesys Cloud groups them. */
  readonly rows: readonly OAuthClientUsageRow[];
  /** Sums over all rows. */
  readonly totals: UsageTotals;
}

const DEFAULT_TIMEOUT_SECONDS = 60;
const DEFAULT_DAYS = 7;

/** The answer of `getOAuthClientUsage`. */
export const oauthClientUsage = answer(
  "getOAuthClientUsage",
  ["clientId", "interval", "days", "granularity", "metrics", "groupBy", "timeoutSeconds"],
  async (
    { api },
    { clientId, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, ...question }: GetOAuthClientUsageArgs,
  ): Promise<GetOAuthClientUsageResult> => {
    const faults = [...faultsOfQuestion(question), ...faultsOfTimeout(timeoutSeconds)];
    if (faults.length > 0) throw new InvalidInputError(faults.join(" "));
    const execution = await api.queryUsage(clientId, usageQueryOf(question, api.serverNow()));
    const rows = await rowsOf(api, clientId, timeoutSeconds, execution);
    return { rows, totals: askedTotals(totalsOf(rows), question.metrics) };
  },
);

/** The answer of `getOAuthClientUsageSummary`. */
export const oauthClientUsageSummary = answer(
  "getOAuthClientUsageSummary",
  ["clientId", "days"],
  async (
    { api },
    { clientId, days = DEFAULT_DAYS }: GetOAuthClientUsageSummaryArgs,
  ): Promise<GetOAuthClientUsageSummaryResult> => {
    const fault = faultOfDays(days);
    if (fault !== undefined) throw new InvalidInputError(fault);
    const rows = await rowsOf(api, clientId, DEFAULT_TIMEOUT_SECONDS, await api.summarizeUsage(clientId, days));
    return { rows, totals: totalsOf(rows) };
  },
);

function rowsOf(
  api: AskedApi,
  clientId: string,
  timeoutSeconds: number,
  { executionId }: ApiUsageExecution,
): Promise<readonly OAuthClientUsageRow[]> {
  return collectUsageRows(api, clientId, executionId, {
    timeoutSeconds,
    now: Date.now,
    sleep: (milliseconds) => api.pause(milliseconds),
  });
}

function faultsOfTimeout(timeoutSeconds: number): string[] {
  return typeof timeoutSeconds === "number" && timeoutSeconds > 0 && timeoutSeconds <= 3_600
    ? []
    : [`timeoutSeconds must be above 0 and at most 3600, not ${timeoutSeconds}.`];
}
