import type { Caller } from "../access/access.ts";
import type { ApiOAuthClient, ApiOAuthClientWithSecret } from "../api-types.ts";
import type { ApiOperation } from "../transport/operation.ts";
import { badRequest, OperationError } from "../transport/operation-error.ts";
import type { World } from "../world.ts";
import { type ClientBody, readClientRequest } from "./client-request.ts";
import { type ClientRecord, refuseWhenDisabled } from "./client-store.ts";
import { toApiClient } from "./client-view.ts";

/** Largest `pageSize` of the listing where the option lets it count. Assumed: the largest page is not published. */
const MAX_PAGE_SIZE = 200;

function checkRoles({ directory }: World, caller: Caller, body: ClientBody, before?: ClientRecord): void {
  for (const { roleId, divisionId } of body.roleDivisions) {
    if (!directory.roles.get(roleId)) {
      throw badRequest("invalid.role", `The role ${roleId} does not exist.`, "roleDivisions");
    }
    if (divisionId !== "*" && !directory.divisions.get(divisionId)) {
      throw badRequest("invalid.division", `The division ${divisionId} does not exist.`, "roleDivisions");
    }
  }
  // [doc, point 7]: only a held role can be granted, and editing takes the roles that the client has already.
  const needed = [...body.roleDivisions, ...(before?.body.roleDivisions ?? [])].map(({ roleId }) => roleId);
  const refused = needed.find((roleId) => !caller.holdsRole(roleId) || !directory.isGrantable(roleId));
  if (refused !== undefined) {
    const message = `You cannot grant the role ${refused}, because you do not hold it.`;
    throw new OperationError(403, "cannot.grant.role", message, { messageParams: { roleId: refused } });
  }
}

/** The clients themselves: list, create, get, update, delete, regenerate the secret. */
export function clientOperations(world: World): ApiOperation[] {
  const { clients, options, directory, orderList, cutPage } = world;
  const rules = {
    knownFieldsOnly: options.knownFieldsOnly,
    requiredExtraFields: options.requiredExtraFields,
    get homeDivisionId() {
      return directory.homeDivision.id;
    },
  };
  const view = (record: ClientRecord): ApiOAuthClient => ({
    ...toApiClient(record, orderList),
    ...options.extraFieldsOnRead(record.id),
  });
  // The secret is shown here and nowhere else [doc, point 1].
  const viewWithSecret = (record: ClientRecord): ApiOAuthClientWithSecret => ({
    ...view(record),
    secret: record.secret,
  });
  const one = "/api/v2/oauth/clients/{clientId}";
  return [
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/oauth/clients",
      permission: "oauth:client:view",
      answers: "OAuthClientEntityListing",
      handle({ path, query }) {
        const page = cutPage(clients.visible(), {
          path,
          query,
          defaultPageSize: options.pageSize,
          honourPageSize: !options.ignorePageSizeQuery,
          maxPageSize: MAX_PAGE_SIZE,
        });
        return { body: { ...page, entities: page.entities.map(view) } };
      },
    },
    {
      kind: "api",
      method: "POST",
      route: "/api/v2/oauth/clients",
      permission: "oauth:client:add",
      answers: "OAuthClient",
      handle({ body: raw }, caller) {
        const body = readClientRequest(raw, rules);
        checkRoles(world, caller, body);
        return { body: viewWithSecret(clients.create(body, caller.clientId)) };
      },
    },
    {
      kind: "api",
      method: "GET",
      route: one,
      permission: "oauth:client:view",
      answers: "OAuthClient",
      handle: ({ param }) => ({ body: view(clients.requireVisible(param("clientId"))) }),
    },
    {
      kind: "api",
      method: "PUT",
      route: one,
      permission: "oauth:client:edit",
      answers: "OAuthClient",
      handle({ param, body: raw }, caller) {
        const record = clients.require(param("clientId"));
        refuseWhenDisabled(record);
        const body = readClientRequest(raw, rules, record.body);
        checkRoles(world, caller, body, record);
        clients.update(record, body, caller.clientId);
        return { body: view(record) };
      },
    },
    {
      kind: "api",
      method: "DELETE",
      route: one,
      permission: "oauth:client:delete",
      answers: undefined,
      handle({ param }, caller) {
        const record = clients.require(param("clientId"));
        refuseWhenDisabled(record);
        clients.delete(record, caller.clientId);
        return { status: 204 };
      },
    },
    {
      kind: "api",
      method: "POST",
      route: `${one}/secret`,
      permission: "oauth:client:edit",
      answers: "OAuthClient",
      handle({ param }, caller) {
        const record = clients.require(param("clientId"));
        refuseWhenDisabled(record);
        clients.regenerateSecret(record, caller.clientId);
        return { body: viewWithSecret(record) };
      },
    },
  ];
}
