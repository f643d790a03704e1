import type * as pulumi from "@pulumi/pulumi";
import type { ApiOAuthClient } from "../api/api-types.ts";
import { AmbiguousError, InvalidInputError, NotFoundError } from "../errors/index.ts";
import { withoutUndefined } from "../model/canonical.ts";
import { faultOfChoice } from "../model/choice.ts";
import { GRANT_TYPES, type GrantType, type RoleAssignment } from "../model/oauth-client.ts";
import { describeClient } from "../model/same-client.ts";
import { observedInputs } from "../model/translate.ts";
import { dataSource, type Inquiry, type Wrapped } from "./data-source.ts";
import { requireName } from "./found.ts";

/**
 * An OAuth client as it is in Genesys Cloud. Secrets are never part of it.
 * @group Clients
 */
export interface OAuthClientInfo {
  /** A UUID. */
  readonly clientId: string;
  /** Shown in Genesys Cloud; need not be unique. */
  readonly name: string;
  /** Empty when there is none. */
  readonly description: string;
  /** `CODE`, `TOKEN`, `SAML2-BEARER`, `PASSWORD` or `CLIENT-CREDENTIALS`. */
  readonly authorizedGrantType: string;
  /** Lifetime of the tokens in seconds. */
  readonly accessTokenValiditySeconds: number;
  /** Sorted, like all lists here: their order means nothing. */
  readonly registeredRedirectUris: readonly string[];
  /** Ids of the scopes that it may ask for. */
  readonly scopes: readonly string[];
  /** What it may do as itself. */
  readonly roles: readonly RoleAssignment[];
  /** `active`, `inactive`, or `disabled` (locked by Genesys Cloud support). */
  readonly state: string;
  /** ISO 8601. */
  readonly dateCreated?: string;
  /** ISO 8601. */
  readonly dateModified?: string;
  /** Id of the user or client that created it. */
  readonly createdBy?: string;
  /** Id of the user or client that changed it last. */
  readonly modifiedBy?: string;
  /** ISO 8601; set while a deleted client can still be restored. */
  readonly dateToDelete?: string;
  /** Path of the client in the API. */
  readonly selfUri?: string;
}

/**
 * The arguments of {@link getOAuthClient}: either the id or the exact name.
 * @group Clients
 */
export interface GetOAuthClientArgs {
  /** A UUID. */
  readonly clientId?: string | undefined;
  /** Exact, upper and lower case included. */
  readonly name?: string | undefined;
}

/**
 * The arguments of {@link getOAuthClients}: a client is listed when it passes all filters that are given.
 * @group Clients
 */
export interface GetOAuthClientsArgs {
  /** Default: every grant type. */
  readonly authorizedGrantType?: GrantType | undefined;
  /** `disabled` is set by Genesys Cloud support. Default: every state. */
  readonly state?: "active" | "inactive" | "disabled" | undefined;
  /** Regular expression that the name must match somewhere, for example `^Reporting`. */
  readonly namePattern?: string | undefined;
  /** Id of a role that the client holds in any division. See {@link getAuthorizationRole}. */
  readonly roleId?: string | undefined;
}

/**
 * The answer of {@link getOAuthClients}.
 * @group Clients
 */
export interface GetOAuthClientsResult {
  /** In the order of the API. */
  readonly clients: readonly OAuthClientInfo[];
}

const STATES = ["active", "inactive", "disabled"];

const client = dataSource("getOAuthClient", async (inquiry, { clientId, name }: GetOAuthClientArgs) => {
  if ((clientId === undefined) === (name === undefined)) {
    throw new InvalidInputError("getOAuthClient takes either clientId or name: write one of them.");
  }
  return infoOf(
    clientId === undefined
      ? await clientNamed(inquiry, requireName("OAuth client", name))
      : await inquiry.api.getClient(clientId),
  );
});

const clients = dataSource("getOAuthClients", async (inquiry, filters: GetOAuthClientsArgs) => {
  const isWanted = filterOf(filters);
  return { clients: (await allClients(inquiry)).map(infoOf).filter(isWanted) };
});

/**
 * Finds one client by its id, or by its exact name.
 *
 * By id one request, `GET /api/v2/oauth/clients/{clientId}`; by name the listing that {@link getOAuthClients} reads too,
 * once per program. Needs `oauth:client:view`.
 *
 * @throws
 * - {@link NotFoundError} if there is none.
 * - {@link AmbiguousError}, naming ids, states and dates, if several have the name.
 * - {@link InvalidInputError} unless exactly one of `clientId` and `name` is given.
 * @group Clients
 */
export function getOAuthClient(args: GetOAuthClientArgs, opts?: pulumi.InvokeOptions): Promise<OAuthClientInfo> {
  return client.get(args, opts);
}

/**
 * Output form of {@link getOAuthClient}: takes Outputs, gives an Output.
 *
 * @example
 * ```ts
 * const { clientId, state } = getOAuthClientOutput({ name: "Reporting service" });
 * ```
 * @group Clients
 */
export function getOAuthClientOutput(
  args: Wrapped<GetOAuthClientArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<OAuthClientInfo> {
  return client.getOutput(args, opts);
}

/**
 * Lists the organisation's clients, filtered.
 *
 * One request per page, `GET /api/v2/oauth/clients`, once per program, whatever the filters; needs `oauth:client:view`.
 *
 * @throws
 * - {@link InvalidInputError} if a filter is malformed: an unknown grant type or state, no regular expression.
 * @group Clients
 */
export function getOAuthClients(
  args: GetOAuthClientsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetOAuthClientsResult> {
  return clients.get(args, opts);
}

/**
 * Output form of {@link getOAuthClients}: takes Outputs, gives an Output.
 *
 * @example
 * ```ts
 * const { clients } = getOAuthClientsOutput({ authorizedGrantType: "CLIENT-CREDENTIALS", state: "active" });
 * ```
 * @group Clients
 */
export function getOAuthClientsOutput(
  args: Wrapped<GetOAuthClientsArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthClientsResult> {
  return clients.getOutput(args, opts);
}

function allClients({ shared }: Inquiry): Promise<readonly ApiOAuthClient[]> {
  return shared("all OAuth clients", (api) => api.allClients());
}

async function clientNamed(inquiry: Inquiry, name: string): Promise<ApiOAuthClient> {
  const named = (await allClients(inquiry)).filter((candidate) => candidate.name === name);
  const [only, second] = named;
  if (only === undefined) {
    throw new NotFoundError(`There is no OAuth client named ${JSON.stringify(name)}`, {
      nextStep: "Names are compared exactly, upper and lower case included; getOAuthClients lists by pattern.",
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

/** @throws InvalidInputError, so that a misspelt filter is not taken for an empty organisation. */
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

/** A client as data sources show it: translated, without its secret and without fields that nobody knows. */
function infoOf(live: ApiOAuthClient): OAuthClientInfo {
  const { name, authorizedGrantType, accessTokenValiditySeconds, ...lists } = observedInputs(live, {});
  return {
    clientId: live.id,
    name,
    description: live.description ?? "",
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
