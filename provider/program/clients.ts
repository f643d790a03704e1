import type * as pulumi from "@pulumi/pulumi";
import type { ApiOAuthClient } from "../api/api-types.ts";
import type { OAuthApi } from "../api/oauth-api.ts";
import { AmbiguousError, InvalidInputError, NotFoundError } from "../errors/index.ts";
import { withoutUndefined } from "../model/canonical.ts";
import type { RoleAssignment } from "../model/oauth-client.ts";
import { describeClient } from "../model/same-client.ts";
import { observedInputs } from "../model/translate.ts";
import { ask, outputOf } from "./ask.ts";

/** An OAuth client as it is in Genesys Cloud. Secrets are never part of it. */
export interface OAuthClientInfo {
  readonly clientId: string;
  readonly name: string;
  /** Empty when there is none. */
  readonly description: string;
  readonly authorizedGrantType: string;
  /** Seconds. */
  readonly accessTokenValiditySeconds: number;
  readonly registeredRedirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly roles: readonly RoleAssignment[];
  /** `active`, `inactive` or `disabled`. */
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
  readonly selfUri?: string;
}

/** Either the id or the exact name. */
export interface GetOAuthClientArgs {
  readonly clientId?: string | undefined;
  readonly name?: string | undefined;
}

/** Filters; a client is listed when it passes all that are given. */
export interface GetOAuthClientsArgs {
  readonly authorizedGrantType?: string | undefined;
  /** `active`, `inactive` or `disabled`. */
  readonly state?: string | undefined;
  /** Regular expression that the name must match somewhere, for example `^Reporting`. */
  readonly namePattern?: string | undefined;
  /** Id of a role that the client holds in any division. */
  readonly roleId?: string | undefined;
}

export interface GetOAuthClientsResult {
  /** In the order of the API. */
  readonly clients: readonly OAuthClientInfo[];
}

/**
 * Finds one client by id (`GET /api/v2/oauth/clients/{clientId}`) or by exact name (the listing); needs `oauth:client:view`.
 * @throws NotFoundError if there is none; AmbiguousError, naming ids, states and dates, if several have the name;
 * InvalidInputError unless exactly one of `clientId` and `name` is given.
 */
export function getOAuthClient(args: GetOAuthClientArgs, _opts?: pulumi.InvokeOptions): Promise<OAuthClientInfo> {
  return ask("getOAuthClient", args, async (api, { clientId, name }) => {
    if ((clientId === undefined) === (name === undefined)) {
      throw new InvalidInputError("getOAuthClient takes either clientId or name: write one of them.");
    }
    if (clientId !== undefined) return infoOf(await api.getClient(clientId));
    const named = (await allClients(api)).filter((client) => client.name === name);
    const [only] = named;
    if (only === undefined) {
      throw new NotFoundError(`There is no OAuth client named ${JSON.stringify(name)}`, {
        nextStep: "Names are compared exactly, upper and lower case included; getOAuthClients lists by pattern.",
      });
    }
    if (named.length > 1) {
      throw new AmbiguousError(
        `${named.length} OAuth clients are named ${JSON.stringify(name)}: ${named.map(describeClient).join("; ")}`,
        { nextStep: "Use the clientId of the one you mean." },
      );
    }
    return infoOf(only);
  });
}

/** Output form of {@link getOAuthClient}. */
export function getOAuthClientOutput(
  args: { readonly clientId?: pulumi.Input<string | undefined>; readonly name?: pulumi.Input<string | undefined> },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<OAuthClientInfo> {
  return outputOf<GetOAuthClientArgs, OAuthClientInfo>(getOAuthClient, args, opts);
}

/**
 * Lists the organisation's clients. `GET /api/v2/oauth/clients`, all pages, once per program; needs `oauth:client:view`.
 * @throws InvalidInputError if `namePattern` is no regular expression.
 */
export function getOAuthClients(
  args: GetOAuthClientsArgs = {},
  _opts?: pulumi.InvokeOptions,
): Promise<GetOAuthClientsResult> {
  return ask("getOAuthClients", args, async (api, { authorizedGrantType, state, namePattern, roleId }) => {
    const pattern = namePattern === undefined ? undefined : regularExpression(namePattern);
    const clients = (await allClients(api))
      .map(infoOf)
      .filter(
        (client) =>
          (authorizedGrantType === undefined || client.authorizedGrantType === authorizedGrantType) &&
          (state === undefined || client.state === state) &&
          (pattern === undefined || pattern.test(client.name)) &&
          (roleId === undefined || client.roles.some((role) => role.roleId === roleId)),
      );
    return { clients };
  });
}

/** Output form of {@link getOAuthClients}. */
export function getOAuthClientsOutput(
  args: { readonly [K in keyof GetOAuthClientsArgs]: pulumi.Input<GetOAuthClientsArgs[K]> } = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthClientsResult> {
  return outputOf<GetOAuthClientsArgs, GetOAuthClientsResult>(getOAuthClients, args, opts);
}

/** Listed once per program, whoever asks. */
function allClients(api: OAuthApi): Promise<readonly ApiOAuthClient[]> {
  return ask("allClients", {}, () => api.allClients());
}

/** A client as data sources show it: translated, without its secret and without fields that nobody knows. */
export function infoOf(client: ApiOAuthClient): OAuthClientInfo {
  const { secretVersion, extraProperties, allowSelf, importId, importedClientSecret, ...known } = observedInputs(
    client,
    {},
  );
  const optional = {
    dateCreated: client.dateCreated,
    dateModified: client.dateModified,
    createdBy: client.createdBy?.id,
    modifiedBy: client.modifiedBy?.id,
    dateToDelete: client.dateToDelete ?? undefined,
    selfUri: client.selfUri,
  };
  return {
    clientId: client.id,
    description: "",
    registeredRedirectUris: [],
    scopes: [],
    roles: [],
    ...known,
    state: client.state ?? "active",
    ...withoutUndefined(optional),
  };
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
