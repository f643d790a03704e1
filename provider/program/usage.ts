import type * as pulumi from "@pulumi/pulumi";
import {
  type GetOAuthClientUsageArgs,
  type GetOAuthClientUsageResult,
  type GetOAuthClientUsageSummaryArgs,
  type GetOAuthClientUsageSummaryResult,
  oauthClientUsage,
  oauthClientUsageSummary,
} from "../data-sources/usage.ts";
import { dataSource, type Wrapped } from "./data-source.ts";

const usage = dataSource(oauthClientUsage);
const summary = dataSource(oauthClientUsageSummary);

/**
 * Counts the requests that a client made. It starts a query and waits for the result.
 *
 * Sends `POST /api/v2/oauth/clients/{clientId}/usage/query`, then `GET …/usage/query/results/{executionId}` until the result
 * is complete, and once more for each further page. Needs the permission `oauth:client:view`.
 *
 * @throws
 * - {@link InvalidInputError} before any request, if an argument is malformed.
 * - {@link NotFoundError} if there is no such client.
 * - {@link ApiError} if the query fails.
 * - {@link NoAnswerError} if it takes longer than `timeoutSeconds`.
 * @group Usage
 */
export function getOAuthClientUsage(
  args: GetOAuthClientUsageArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetOAuthClientUsageResult> {
  return usage.get(args, opts);
}

/**
 * Output form of {@link getOAuthClientUsage}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const { rows } = getOAuthClientUsageOutput({
 *   clientId: "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e",
 *   days: 30,
 *   granularity: "Week",
 *   metrics: ["Requests", "Status429"],
 *   groupBy: ["TemplateUri"],
 * });
 * ```
 * @group Usage
 */
export function getOAuthClientUsageOutput(
  args: Wrapped<GetOAuthClientUsageArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthClientUsageResult> {
  return usage.getOutput(args, opts);
}

/**
 * Counts the requests that a client made in the last days, as Genesys Cloud summarises them.
 *
 * Sends `GET /api/v2/oauth/clients/{clientId}/usage/summary?days=`, then fetches the result of that query as
 * {@link getOAuthClientUsage} does. Needs the permission `oauth:client:view`.
 *
 * @throws
 * - {@link InvalidInputError} if `days` is out of range.
 * - {@link NotFoundError} if there is no such client.
 * - {@link ApiError} if the query fails.
 * - {@link NoAnswerError} if it takes longer than 60 seconds.
 * @group Usage
 */
export function getOAuthClientUsageSummary(
  args: GetOAuthClientUsageSummaryArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetOAuthClientUsageSummaryResult> {
  return summary.get(args, opts);
}

/**
 * Output form of {@link getOAuthClientUsageSummary}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const clientId = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";
 * const { totals } = getOAuthClientUsageSummaryOutput({ clientId, days: 30 });
 * export const isUnused = totals.apply(({ requests }) => requests === 0);
 * ```
 * @group Usage
 */
export function getOAuthClientUsageSummaryOutput(
  args: Wrapped<GetOAuthClientUsageSummaryArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthClientUsageSummaryResult> {
  return summary.getOutput(args, opts);
}
