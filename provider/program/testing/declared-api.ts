import type { ApiEntityRef, ApiOAuthAuthorization, ApiOAuthClient, ApiOAuthScope } from "../../api/api-types.ts";
import type { AskedApi } from "../../data-sources/answer.ts";
import { NotFoundError } from "../../errors/index.ts";
import { withoutUndefined } from "../../model/canonical.ts";
import { DEFAULT_VALIDITY_SECONDS } from "../../model/oauth-client.ts";
import type {
  DeclaredAuthorization,
  DeclaredClient,
  DeclaredEntity,
  DeclaredOrganization,
  DeclaredScope,
} from "./declared-organization.ts";
import { MADE_UP_DATE, madeUpId } from "./made-up.ts";

/** Answers for the API from what a unit test declares. */
export function declaredApi(organization: DeclaredOrganization): AskedApi {
  const { roles, divisions, homeDivision = "Home", scopes, clients, authorizations, usage = [] } = organization;
  const home = entityOf("division", homeDivision);
  const isHome = ({ id, name }: ApiEntityRef) => id === home.id || name === home.name;
  const allClients = (clients ?? []).map(clientOf);
  const allScopes = (scopes ?? []).map(scopeOf);
  const allAuthorizations = (authorizations ?? []).map(authorizationOf);
  return {
    allClients: async () => allClients,
    getClient: async (clientId) =>
      foundIn("clients", clients && allClients, ({ id }) => id === clientId.toLowerCase(), clientId) ??
      clientOf({ clientId, name: clientId }),
    listScopes: async () => allScopes,
    getScope: async (scopeId) =>
      foundIn("scopes", scopes && allScopes, ({ id }) => id === scopeId, scopeId) ?? scopeOf(scopeId),
    listAuthorizations: async () => allAuthorizations,
    getAuthorization: async (clientId) =>
      foundIn(
        "authorizations",
        authorizations && allAuthorizations,
        ({ client }) => client?.id?.toLowerCase() === clientId.toLowerCase(),
        clientId,
      ) ?? authorizationOf({ clientId }),
    findRoles: (name) => onePage((roles ?? [name]).map((role) => entityOf("role", role))),
    findDivisions: (name) => {
      const others = (divisions ?? [name]).map((entity) => entityOf("division", entity));
      return onePage([home, ...others.filter((division) => !isHome(division))]);
    },
    homeDivision: async () => home,
    queryUsage: async () => ({ executionId: "unit-test" }),
    summarizeUsage: async () => ({ executionId: "unit-test" }),
    usageResults: async (asked) => ({
      queryStatus: "Complete",
      results: usage.filter(({ clientId }) => clientId === undefined || clientId === asked),
    }),
    serverNow: () => Date.parse(MADE_UP_DATE),
    pause: async () => {},
  };
}

/** Undefined if nothing of this kind is declared, so that everything can be found. @throws NotFoundError if it is not among what is declared. */
function foundIn<T>(
  list: keyof DeclaredOrganization,
  declared: readonly T[] | undefined,
  isAsked: (entity: T) => boolean,
  id: string,
): T | undefined {
  const found = declared?.find(isAsked);
  if (declared !== undefined && found === undefined) {
    throw new NotFoundError(`${list} of genesyscloudMocks has no ${JSON.stringify(id)}`, {
      nextStep: "Declare it there, or leave the whole list out.",
    });
  }
  return found;
}

function entityOf(kind: string, entity: DeclaredEntity): ApiEntityRef & { readonly id: string } {
  return typeof entity === "string" ? { id: madeUpId(kind, entity), name: entity } : entity;
}

function scopeOf(scope: DeclaredScope): ApiOAuthScope {
  const { id, description } = typeof scope === "string" ? { id: scope, description: scope } : scope;
  return { id, description, selfUri: `/api/v2/oauth/scopes/${id}` };
}

function clientOf({
  clientId,
  name,
  registeredRedirectUris,
  scopes,
  roles,
  ...declared
}: DeclaredClient): ApiOAuthClient {
  const id = clientId?.toLowerCase() ?? madeUpId("existing client", name);
  const { createdBy, modifiedBy, ...values } = declared;
  return withoutUndefined({
    authorizedGrantType: "CODE",
    accessTokenValiditySeconds: DEFAULT_VALIDITY_SECONDS,
    state: "active",
    dateCreated: MADE_UP_DATE,
    selfUri: `/api/v2/oauth/clients/${id}`,
    ...values,
    id,
    name,
    registeredRedirectUri: registeredRedirectUris,
    scope: scopes,
    roleDivisions: roles,
    createdBy: createdBy === undefined ? undefined : { id: createdBy },
    modifiedBy: modifiedBy === undefined ? undefined : { id: modifiedBy },
  });
}

function authorizationOf({ clientId, clientName, ...declared }: DeclaredAuthorization): ApiOAuthAuthorization {
  const { resourceOwner, resourceOwnerName, createdBy, modifiedBy, scopes, ...values } = declared;
  return withoutUndefined({
    state: "Authorized",
    ...values,
    client: { id: clientId, name: clientName ?? clientId },
    scope: scopes,
    resourceOwner: withoutUndefined({ id: resourceOwner, name: resourceOwnerName }),
    createdBy: createdBy === undefined ? undefined : { id: createdBy },
    modifiedBy: modifiedBy === undefined ? undefined : { id: modifiedBy },
  });
}

async function* onePage(entities: readonly ApiEntityRef[]): AsyncGenerator<readonly ApiEntityRef[]> {
  yield entities;
}
