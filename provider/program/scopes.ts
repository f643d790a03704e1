import type * as pulumi from "@pulumi/pulumi";
import {
  type GetOAuthScopeArgs,
  type GetOAuthScopesArgs,
  type GetOAuthScopesResult,
  type OAuthScope,
  oauthScope,
  oauthScopes,
} from "../data-sources/scopes.ts";
import { dataSource, type Wrapped } from "./data-source.ts";

const scopes = dataSource(oauthScopes);
const scope = dataSource(oauthScope);

/**
 * Lists the scopes that OAuth clients can request.
 *
 * Sends one request, `GET /api/v2/oauth/scopes`. Needs no permission.
 *
 * @throws
 * - {@link InvalidInputError} if `acceptLanguage` is not a language tag.
 * @group Scopes
 */
export function getOAuthScopes(
  args: GetOAuthScopesArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetOAuthScopesResult> {
  return scopes.get(args, opts);
}

/**
 * Output form of {@link getOAuthScopes}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const { scopes } = getOAuthScopesOutput();
 * const readOnly = scopes.apply((all) => all.map(({ id }) => id).filter((id) => id.endsWith(":readonly")));
 * ```
 * @group Scopes
 */
export function getOAuthScopesOutput(
  args: Wrapped<GetOAuthScopesArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthScopesResult> {
  return scopes.getOutput(args, opts);
}

/**
 * Reads one scope.
 *
 * Sends one request, `GET /api/v2/oauth/scopes/{scopeId}`. Needs no permission.
 *
 * @throws
 * - {@link NotFoundError} if there is no such scope.
 * - {@link InvalidInputError} if the id or the language tag is malformed.
 * @group Scopes
 */
export function getOAuthScope(args: GetOAuthScopeArgs, opts?: pulumi.InvokeOptions): Promise<OAuthScope> {
  return scope.get(args, opts);
}

/**
 * Output form of {@link getOAuthScope}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const { description } = getOAuthScopeOutput({ scopeId: "users:readonly", acceptLanguage: "de" });
 * ```
 * @group Scopes
 */
export function getOAuthScopeOutput(
  args: Wrapped<GetOAuthScopeArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<OAuthScope> {
  return scope.getOutput(args, opts);
}
