import type * as pulumi from "@pulumi/pulumi";
import {
  type GetOAuthAuthorizationArgs,
  type GetOAuthAuthorizationsArgs,
  type GetOAuthAuthorizationsResult,
  type OAuthAuthorization,
  oauthAuthorization,
  oauthAuthorizations,
} from "../data-sources/authorizations.ts";
import { dataSource, type Wrapped } from "./data-source.ts";

const authorizations = dataSource(oauthAuthorizations);
const authorization = dataSource(oauthAuthorization);

/**
 * Lists the apps that users or administrators have authorised: what was granted to each client, and by whom.
 *
 * Sends one request, `GET /api/v2/oauth/authorizations`. Needs the permission `oauth:client:authorize`.
 *
 * @throws
 * - {@link InvalidInputError} if `acceptLanguage` is not a language tag.
 * @group Authorizations
 */
export function getOAuthAuthorizations(
  args: GetOAuthAuthorizationsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetOAuthAuthorizationsResult> {
  return authorizations.get(args, opts);
}

/**
 * Output form of {@link getOAuthAuthorizations}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const { authorizations } = getOAuthAuthorizationsOutput();
 * export const apps = authorizations.apply((all) => all.map(({ clientName, scopes }) => ({ clientName, scopes })));
 * ```
 * @group Authorizations
 */
export function getOAuthAuthorizationsOutput(
  args: Wrapped<GetOAuthAuthorizationsArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthAuthorizationsResult> {
  return authorizations.getOutput(args, opts);
}

/**
 * Reads what was granted to one client.
 *
 * Sends one request, `GET /api/v2/oauth/authorizations/{clientId}`. Needs the permission `oauth:client:authorize`.
 *
 * @throws
 * - {@link NotFoundError} if nobody has authorised the client, or if there is no such client.
 * - {@link InvalidInputError} if the id or the language tag is malformed.
 * @group Authorizations
 */
export function getOAuthAuthorization(
  args: GetOAuthAuthorizationArgs,
  opts?: pulumi.InvokeOptions,
): Promise<OAuthAuthorization> {
  return authorization.get(args, opts);
}

/**
 * Output form of {@link getOAuthAuthorization}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const { state, scopes } = getOAuthAuthorizationOutput({ clientId: "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e" });
 * ```
 * @group Authorizations
 */
export function getOAuthAuthorizationOutput(
  args: Wrapped<GetOAuthAuthorizationArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<OAuthAuthorization> {
  return authorization.getOutput(args, opts);
}
