import type { ApiOAuthAuthorization } from "../api/api-types.ts";
import { withoutUndefined } from "../model/canonical.ts";
import { answer } from "./answer.ts";
import { foundOr } from "./found.ts";
import { languageTag } from "./scopes.ts";

/**
 * What was granted to a client, and by whom.
 * @group Authorizations
 */
export interface OAuthAuthorization {
  /** Id of the client. */
  readonly clientId: string;
  /** Name of the client. */
  readonly clientName: string;
  /** Ids of the scopes granted. */
  readonly scopes: readonly string[];
  /** Ids of the roles granted. */
  readonly roles: readonly string[];
  /** Id of the resource owner, whose data the client may use. */
  readonly resourceOwner?: string;
  /** Name of the resource owner, whose data the client may use. */
  readonly resourceOwnerName?: string;
  /** Time of the grant, ISO 8601. */
  readonly dateCreated?: string;
  /** Time of the last change, ISO 8601. */
  readonly dateModified?: string;
  /** Id of the user or client that granted it. */
  readonly createdBy?: string;
  /** Id of the user or client that changed it last. */
  readonly modifiedBy?: string;
  /** Whether the grant is still waiting for approval. */
  readonly pending: boolean;
  /** `Unauthorized`, `Requested`, `Authorized` or `Revoked`. */
  readonly state?: string;
  /** Path of the authorization in the API. */
  readonly selfUri?: string;
}

/**
 * The arguments of {@link getOAuthAuthorizations}.
 * @group Authorizations
 */
export interface GetOAuthAuthorizationsArgs {
  /** Language of the texts in the answer, a BCP 47 tag such as `de`. Default `en-us`. */
  readonly acceptLanguage?: string | undefined;
}

/**
 * The arguments of {@link getOAuthAuthorization}.
 * @group Authorizations
 */
export interface GetOAuthAuthorizationArgs extends GetOAuthAuthorizationsArgs {
  /** Id of the client, a UUID. */
  readonly clientId: string;
}

/**
 * The result of {@link getOAuthAuthorizations}.
 * @group Authorizations
 */
export interface GetOAuthAuthorizationsResult {
  /** All authorizations, in the order of the API. */
  readonly authorizations: readonly OAuthAuthorization[];
}

/** The answer of `getOAuthAuthorizations`. */
export const oauthAuthorizations = answer(
  "getOAuthAuthorizations",
  ["acceptLanguage"],
  async ({ api }, { acceptLanguage }: GetOAuthAuthorizationsArgs) => {
    const authorizations = await api.listAuthorizations(languageTag(acceptLanguage));
    return { authorizations: authorizations.map(authorizationOf) };
  },
);

/** The answer of `getOAuthAuthorization`. */
export const oauthAuthorization = answer(
  "getOAuthAuthorization",
  ["clientId", "acceptLanguage"],
  async ({ api }, { clientId, acceptLanguage }: GetOAuthAuthorizationArgs) =>
    authorizationOf(
      await foundOr(
        api.getAuthorization(clientId, languageTag(acceptLanguage)),
        "nobody has authorised this client, or there is no such client",
        "getOAuthAuthorizations lists the clients that were authorised.",
      ),
    ),
);

function authorizationOf(answer: ApiOAuthAuthorization): OAuthAuthorization {
  const { client, scope, roles, resourceOwner, createdBy, modifiedBy, dateCreated, dateModified, state, selfUri } =
    answer;
  const optional = {
    resourceOwner: resourceOwner?.id,
    resourceOwnerName: resourceOwner?.name,
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
    pending: answer.pending ?? false,
    ...withoutUndefined(optional),
  };
}
