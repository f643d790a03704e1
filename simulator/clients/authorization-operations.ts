import type { ApiOAuthAuthorization } from "../api-types.ts";
import { toApiDate } from "../controls/clock.ts";
import { OTHER_USER_ID } from "../directory/default-seed.ts";
import type { AuthorizationSeed } from "../options.ts";
import type { ApiOperation } from "../transport/operation.ts";
import { notFound } from "../transport/operation-error.ts";
import type { World } from "../world.ts";
import { toApiClient, userRef } from "./client-view.ts";

function toApiAuthorization({ clients, orderList }: World, seed: AuthorizationSeed): ApiOAuthAuthorization | undefined {
  const record = clients.find(seed.clientId);
  if (!record) return undefined;
  const owner = seed.resourceOwner ?? { ...userRef(OTHER_USER_ID), name: "Simulated User" };
  const dateCreated = seed.dateCreated ?? toApiDate(record.dateCreated);
  return {
    client: toApiClient(record, orderList),
    scope: orderList(seed.scope ?? record.body.scope),
    roles: [...(seed.roles ?? [])],
    resourceOwner: owner,
    dateCreated,
    dateModified: dateCreated,
    createdBy: owner,
    modifiedBy: owner,
    pending: seed.pending ?? false,
    state: seed.state ?? "Authorized",
    selfUri: `/api/v2/oauth/authorizations/${seed.clientId}`,
  };
}

/** What resource owners granted; an authorization goes with its client. Assumed: `Accept-Language` changes nothing that the simulator holds. */
export function authorizationOperations(world: World): ApiOperation[] {
  const all = (): ApiOAuthAuthorization[] =>
    world.authorizations.flatMap((seed) => toApiAuthorization(world, seed) ?? []);
  return [
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/oauth/authorizations",
      permission: "oauth:client:authorize",
      answers: "OAuthAuthorizationListing",
      handle({ path }) {
        const entities = all();
        return { body: { total: entities.length, entities, selfUri: path } };
      },
    },
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/oauth/authorizations/{clientId}",
      permission: "oauth:client:authorize",
      answers: "OAuthAuthorization",
      handle({ param }) {
        const clientId = param("clientId");
        const found = all().find(({ client }) => client.id === clientId);
        if (!found) throw notFound("OAuthAuthorization", clientId);
        return { body: found };
      },
    },
  ];
}
