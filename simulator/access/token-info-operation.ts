import type { ApiOperation } from "../transport/operation.ts";
import type { World } from "../world.ts";

/** `GET /api/v2/tokens/me`: whose token this is [doc]. */
export function tokenInfoOperation({ clients, options }: World): ApiOperation {
  return {
    kind: "api",
    method: "GET",
    route: "/api/v2/tokens/me",
    answers: "TokenInfo",
    handle(_request, { clientId, name }) {
      const body = clients.find(clientId)?.body;
      const organization = { ...options.organization };
      return {
        body: {
          organization,
          homeOrganization: organization,
          authorizedScope: [],
          OAuthClient: {
            id: clientId,
            name,
            authorizedGrantType: "CLIENT-CREDENTIALS",
            scope: [],
            roleDivisions: body?.roleDivisions ?? [],
            state: "active",
            organization,
          },
        },
      };
    },
  };
}
