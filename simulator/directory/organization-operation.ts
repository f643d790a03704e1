import type { ApiOrganization } from "../api-types.ts";
import type { ApiOperation } from "../transport/operation.ts";
import type { World } from "../world.ts";

/**
 * What an organisation has beside its id and name. Genesys's Terraform provider crashes without `defaultCountryCode`,
 * `defaultLanguage`, `domain` or `state` [peer].
 */
const DETAILS: Omit<ApiOrganization, "id" | "name"> = {
  defaultCountryCode: "US",
  defaultLanguage: "en-us",
  domain: "simulated.example",
  thirdPartyOrgName: "simulated",
  state: "active",
  version: 1,
  voicemailEnabled: false,
  productPlatform: "PureCloud",
  features: { purecloud: true, directory: true, chat: true, unifiedCommunications: true, hipaa: false, pci: false },
  selfUri: "/api/v2/organizations/me",
};

/** `GET /api/v2/organizations/me`: the organisation of the token. It needs no permission [doc]. */
export function organizationOperation({ options }: World): ApiOperation {
  return {
    kind: "api",
    method: "GET",
    route: "/api/v2/organizations/me",
    answers: "Organization",
    handle: () => ({ body: { ...options.organization, ...DETAILS } satisfies ApiOrganization }),
  };
}
