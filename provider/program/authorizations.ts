import type * as pulumi from "@pulumi/pulumi";
import type { ApiOAuthAuthorization } from "../api/api-types.ts";
import { withoutUndefined } from "../model/canonical.ts";
import { ask, outputOf } from "./ask.ts";
import { languageTag } from "./scopes.ts";

/** What was granted to a client, and by whom. */
export interface OAuthAuthorization {
  readonly clientId: string;
  readonly clientName: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** Id of whose data the client may use. */
  readonly resourceOwner?: string;
  /** ISO 8601. */
  readonly dateCreated?: string;
  /** ISO 8601. */
  readonly dateModified?: string;
  readonly createdBy?: string;
  readonly modifiedBy?: string;
  readonly pending: boolean;
  /** `Unauthorized`, `Requested`, `Authorized` or `Revoked`. */
  readonly state?: string;
  readonly selfUri?: string;
}

export interface GetOAuthAuthorizationsArgs {
  /** Language of texts in the answer, a BCP 47 tag such as `de` or `en-us` (default). */
  readonly acceptLanguage?: string | undefined;
}

export interface GetOAuthAuthorizationArgs extends GetOAuthAuthorizationsArgs {
  readonly clientId: string;
}

export interface GetOAuthAuthorizationsResult {
  readonly authorizations: readonly OAuthAuthorization[];
}

/**
 * Lists the clients that were authorised. One request: `GET /api/v2/oauth/authorizations`; needs `oauth:client:authorize`.
 * @throws InvalidInputError if `acceptLanguage` is no language tag.
 */
export function getOAuthAuthorizations(
  args: GetOAuthAuthorizationsArgs = {},
  _opts?: pulumi.InvokeOptions,
): Promise<GetOAuthAuthorizationsResult> {
  return ask("getOAuthAuthorizations", args, async (api, { acceptLanguage }) => {
    const { entities = [] } = await api.listAuthorizations(languageTag(acceptLanguage));
    return { authorizations: entities.map(authorizationOf) };
  });
}

/** Output form of {@link getOAuthAuthorizations}. */
export function getOAuthAuthorizationsOutput(
  args: { readonly acceptLanguage?: pulumi.Input<string | undefined> } = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthAuthorizationsResult> {
  return outputOf<GetOAuthAuthorizationsArgs, GetOAuthAuthorizationsResult>(getOAuthAuthorizations, args, opts);
}

/**
 * Reads what was granted to one client. One request: `GET /api/v2/oauth/authorizations/{clientId}`; needs
 * `oauth:client:authorize`.
 * @throws NotFoundError if nobody authorised the client; InvalidInputError if the id or the language tag is malformed.
 */
export function getOAuthAuthorization(
  args: GetOAuthAuthorizationArgs,
  _opts?: pulumi.InvokeOptions,
): Promise<OAuthAuthorization> {
  return ask("getOAuthAuthorization", args, async (api, { clientId, acceptLanguage }) =>
    authorizationOf(await api.getAuthorization(clientId, languageTag(acceptLanguage))),
  );
}

/** Output form of {@link getOAuthAuthorization}. */
export function getOAuthAuthorizationOutput(
  args: { readonly clientId: pulumi.Input<string>; readonly acceptLanguage?: pulumi.Input<string | undefined> },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<OAuthAuthorization> {
  return outputOf<GetOAuthAuthorizationArgs, OAuthAuthorization>(getOAuthAuthorization, args, opts);
}

function authorizationOf(authorization: ApiOAuthAuthorization): OAuthAuthorization {
  const { client, scope, roles, resourceOwner, createdBy, modifiedBy, dateCreated, dateModified, state, selfUri } =
    authorization;
  const optional = {
    resourceOwner: resourceOwner?.id,
    dateCreated,
    dateModified,
    createdBy: createdBy?.id,
    modifiedBy: modifiedBy?.id,
    state,
    selfUri,
  };
  return {
    clientId: client?.id ?? "",
    clientName: client?.name ?? "",
    scopes: scope ?? [],
    roles: roles ?? [],
    pending: authorization.pending ?? false,
    ...withoutUndefined(optional),
  };
}
