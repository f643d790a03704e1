import type { ApiOAuthClient } from "../api/api-types.ts";
import { AmbiguousError, InvalidInputError, NotFoundError } from "../errors/index.ts";
import { withoutUndefined } from "../model/canonical.ts";
import { faultOfChoice } from "../model/choice.ts";
import { GRANT_TYPES, type GrantType, type RoleAssignment } from "../model/oauth-client.ts";
import { describeClient } from "../model/same-client.ts";
import { observedInputs } from "../model/translate.ts";
import { answer, type Inquiry } from "./answer.ts";
import { requireName } from "./found.ts";

/**
 * An OAuth client as it is in Genesys Cloud. It never includes the secret.
 * @group Clients
 */
export interface OAuthClientInfo {
  /** Id of the client, a UUID. */
  readonly clientId: string;
  /** Name shown in Genesys Cloud. It need not be unique. */
  readonly name: string;
  /** Empty if there is none. */
  readonly description: string;
  /** `CODE`, `TOKEN`, `SAML2-BEARER`, `PASSWORD` or `CLIENT-CREDENTIALS`. */
  readonly authorizedGrantType: string;
  /** Lifetime of the access tokens in seconds. */
  readonly accessTokenValiditySeconds: number;
  /** Sorted, like all lists here, because their order means nothing. */
  readonly registeredRedirectUris: readonly string[];
  /** Ids of the scopes that the client may request. */
  readonly scopes: readonly string[];
  /** Roles that the client holds itself, each in a division. */
  readonly roles: readonly RoleAssignment[];
  /** `active`, `inactive`, or `disabled` (locked by Genesys Cloud support). */
  readonly state: string;
  /** Time of creation, ISO 8601. */
  readonly dateCreated?: string;
  /** Time of the last change, ISO 8601. */
  readonly dateModified?: string;
  /** Id of the user or client that created it. */
  readonly createdBy?: string;
  /** Id of the user or client that changed it last. */
  readonly modifiedBy?: string;
  /** Time of the final deletion, ISO 8601. Set only while a deleted client can still be restored. */
  readonly dateToDelete?: string;
  /** Path of the client in the API. */
  readonly selfUri?: string;
}

/**
 * The arguments of {@link getOAuthClient}: either the id or the exact name.
 * @group Clients
 */
export interface GetOAuthClientArgs {
  /** Id of the client, a UUID. */
  readonly clientId?: string | undefined;
  /** Exact name, case-sensitive. */
  readonly name?: string | undefined;
}

/**
 * The arguments of {@link getOAuthClients}. A client is listed if it passes every given filter.
 * @group Clients
 */
export interface GetOAuthClientsArgs {
  /** Grant type of the client. Default: every grant type. */
  readonly authorizedGrantType?: GrantType | undefined;
  /** State of the client; Genesys Cloud support sets `disabled`. Default: every state. */
  readonly state?: "active" | "inactive" | "disabled" | undefined;
  /** Regular expression that must match somewhere in the name, for example `^Reporting`. */
  readonly namePattern?: string | undefined;
  /** Id of a role that the client holds in any division. See {@link getAuthorizationRole}. */
  readonly roleId?: string | undefined;
}

/**
 * The result of {@link getOAuthClients}.
 * @group Clients
 */
export interface GetOAuthClientsResult {
  /** The clients that pass the filters, in the order of the API. */
  readonly clients: readonly OAuthClientInfo[];
}

const STATES = ["active", "inactive", "disabled"];

/** The answer of `getOAuthClient`. */
export const oauthClient = answer(
  "getOAuthClient",
  ["clientId", "name"],
  async (inquiry, { clientId, name }: GetOAuthClientArgs) => {
    if ((clientId === undefined) === (name === undefined)) {
      throw new InvalidInputError("getOAuthClient takes either clientId or name: write one of them.");
    }
    return infoOf(
      clientId === undefined
        ? await clientNamed(inquiry, requireName("OAuth client", name))
        : await inquiry.api.getClient(clientId),
    );
  },
);

/** The answer of `getOAuthClients`. */
export const oauthClients = answer(
  "getOAuthClients",
  ["authorizedGrantType", "state", "namePattern", "roleId"],
  async (inquiry, filters: GetOAuthClientsArgs) => {
    const isWanted = filterOf(filters);
    return { clients: (await allClients(inquiry)).map(infoOf).filter(isWanted) };
  },
);

function allClients({ shared }: Inquiry): Promise<readonly ApiOAuthClient[]> {
  return shared("all OAuth clients", (api) => api.allClients());
}

async function clientNamed(inquiry: Inquiry, name: string): Promise<ApiOAuthClient> {
  const named = (await allClients(inquiry)).filter((candidate) => candidate.name === name);
  const [only, second] = named;
  if (only === undefined) {
    throw new NotFoundError(`There is no OAuth client named ${JSON.stringify(name)}`, {
      nextStep: "Names are compared exactly and are case-sensitive. getOAuthClients can list clients by a pattern.",
    });
  }
  if (second !== undefined) {
    throw new AmbiguousError(
      `${named.length} OAuth clients are named ${JSON.stringify(name)}: ${named.map(describeClient).join("; ")}`,
      { nextStep: "Use the clientId of the one you mean." },
    );
  }
  return only;
}

/** @throws InvalidInputError, so that a misspelt filter does not look like an empty organisation. */
function filterOf(filters: GetOAuthClientsArgs): (client: OAuthClientInfo) => boolean {
  const { authorizedGrantType, state, namePattern, roleId } = filters;
  const faults = [
    authorizedGrantType && faultOfChoice("authorizedGrantType", authorizedGrantType, GRANT_TYPES),
    state && faultOfChoice("state", state, STATES),
  ].filter(Boolean);
  if (faults.length > 0) throw new InvalidInputError(faults.join(" "));
  const pattern = namePattern === undefined ? undefined : regularExpression(namePattern);
  return (candidate) =>
    (authorizedGrantType === undefined || candidate.authorizedGrantType === authorizedGrantType) &&
    (state === undefined || candidate.state === state) &&
    (pattern === undefined || pattern.test(candidate.name)) &&
    (roleId === undefined || candidate.roles.some((role) => role.roleId === roleId));
}

function regularExpression(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new InvalidInputError(
      `namePattern ${JSON.stringify(pattern)} is not a regular expression: write one such as ^Reporting.`,
    );
  }
}

/** A client as data sources show it: translated, without its secret and without fields that this version does not know. */
export function infoOf(live: ApiOAuthClient): OAuthClientInfo {
  const {
    name,
    description = "",
    authorizedGrantType,
    accessTokenValiditySeconds,
    ...lists
  } = observedInputs(live, {});
  return {
    clientId: live.id,
    name,
    description,
    authorizedGrantType,
    accessTokenValiditySeconds,
    registeredRedirectUris: lists.registeredRedirectUris ?? [],
    scopes: lists.scopes ?? [],
    roles: lists.roles ?? [],
    state: live.state ?? "active",
    ...withoutUndefined({
      dateCreated: live.dateCreated,
      dateModified: live.dateModified,
      createdBy: live.createdBy?.id,
      modifiedBy: live.modifiedBy?.id,
      dateToDelete: live.dateToDelete ?? undefined,
      selfUri: live.selfUri,
    }),
  };
}
