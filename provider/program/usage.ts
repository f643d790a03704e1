import type * as pulumi from "@pulumi/pulumi";
import type { ApiUsageExecution, ApiUsageRow } from "../api/api-types.ts";
import type { OAuthApi } from "../api/oauth-api.ts";
import { collectUsageRows } from "../api/usage-result.ts";
import { InvalidInputError } from "../errors/index.ts";
import {
  faultOfDays,
  faultsOfQuestion,
  totalsOf,
  type UsageGranularity,
  type UsageGroup,
  type UsageMetric,
  type UsageTotals,
  usageQueryOf,
} from "../model/usage-query.ts";
import { ask, outputOf } from "./ask.ts";

/** Either `interval` or `days`. */
export interface GetOAuthClientUsageArgs {
  /** Id of the client. */
  readonly clientId: string;
  /** `start/end` in ISO 8601, for example `2026-10-01T00:00:00Z/2026-11-01T00:00:00Z`. */
  readonly interval?: string | undefined;
  /** So many days back from now, 1 to 365. */
  readonly days?: number | undefined;
  /** Length of a row's period. Default: one period. */
  readonly granularity?: UsageGranularity | undefined;
  /** What to count. Default: everything. */
  readonly metrics?: readonly UsageMetric[] | undefined;
  /** What to group by. Default: nothing. */
  readonly groupBy?: readonly UsageGroup[] | undefined;
  /** Seconds until the wait for the result is given up. Default 60. */
  readonly timeoutSeconds?: number | undefined;
}

export interface GetOAuthClientUsageSummaryArgs {
  /** Id of the client. */
  readonly clientId: string;
  /** So many days back from now, 1 to 365. Default 7. */
  readonly days?: number | undefined;
}

/** Requests of one group and period; what was not asked for is absent. */
export type OAuthClientUsageRow = ApiUsageRow;

export interface GetOAuthClientUsageResult {
  readonly rows: readonly OAuthClientUsageRow[];
  /** Sums over all rows. */
  readonly totals: UsageTotals;
}

const DEFAULT_TIMEOUT_SECONDS = 60;

/**
 * Counts the requests that a client made: starts a query and waits for its result. `POST …/usage/query`, then
 * `GET …/usage/query/results/{executionId}` until it is complete; needs `oauth:client:view`.
 * @throws InvalidInputError before any request if the question is malformed; NotFoundError if there is no such client;
 * ApiError if the query fails; NoAnswerError if it takes longer than `timeoutSeconds`.
 */
export function getOAuthClientUsage(
  args: GetOAuthClientUsageArgs,
  _opts?: pulumi.InvokeOptions,
): Promise<GetOAuthClientUsageResult> {
  return ask(
    "getOAuthClientUsage",
    args,
    async (api, { clientId, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, ...question }) => {
      const faults = [...faultsOfQuestion(question), ...faultsOfTimeout(timeoutSeconds)];
      if (faults.length > 0) throw new InvalidInputError(faults.join(" "));
      return resultOf(
        api,
        clientId,
        timeoutSeconds,
        await api.queryUsage(clientId, usageQueryOf(question, api.serverNow())),
      );
    },
  );
}

/** Output form of {@link getOAuthClientUsage}. */
export function getOAuthClientUsageOutput(
  args: { readonly [K in keyof GetOAuthClientUsageArgs]: pulumi.Input<GetOAuthClientUsageArgs[K]> },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthClientUsageResult> {
  return outputOf<GetOAuthClientUsageArgs, GetOAuthClientUsageResult>(getOAuthClientUsage, args, opts);
}

/**
 * Counts the requests that a client made in the last days, as Genesys Cloud summarizes them. `GET …/usage/summary?days=`,
 * then the result of that query; needs `oauth:client:view`.
 * @throws InvalidInputError if `days` is out of range; NotFoundError if there is no such client; ApiError if the query
 * fails; NoAnswerError if it takes longer than 60 seconds.
 */
export function getOAuthClientUsageSummary(
  args: GetOAuthClientUsageSummaryArgs,
  _opts?: pulumi.InvokeOptions,
): Promise<GetOAuthClientUsageResult> {
  return ask("getOAuthClientUsageSummary", args, async (api, { clientId, days = 7 }) => {
    const fault = faultOfDays(days);
    if (fault !== undefined) throw new InvalidInputError(fault);
    return resultOf(api, clientId, DEFAULT_TIMEOUT_SECONDS, await api.summarizeUsage(clientId, days));
  });
}

/** Output form of {@link getOAuthClientUsageSummary}. */
export function getOAuthClientUsageSummaryOutput(
  args: { readonly clientId: pulumi.Input<string>; readonly days?: pulumi.Input<number | undefined> },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthClientUsageResult> {
  return outputOf<GetOAuthClientUsageSummaryArgs, GetOAuthClientUsageResult>(getOAuthClientUsageSummary, args, opts);
}

async function resultOf(
  api: OAuthApi,
  clientId: string,
  timeoutSeconds: number,
  { executionId }: ApiUsageExecution,
): Promise<GetOAuthClientUsageResult> {
  const rows = await collectUsageRows(api, clientId, executionId, {
    timeoutSeconds,
    now: Date.now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
  return { rows, totals: totalsOf(rows) };
}

function faultsOfTimeout(timeoutSeconds: number): string[] {
  return typeof timeoutSeconds === "number" && timeoutSeconds > 0 && timeoutSeconds <= 3_600
    ? []
    : [`timeoutSeconds must be above 0 and at most 3600, not ${timeoutSeconds}.`];
}
