import { isDeepStrictEqual } from "node:util";
import type { OAuthClientInputs } from "./oauth-client.ts";

/** Properties that are stored in Genesys Cloud. A change of any of them needs a `PUT`. */
const SENT = [
  "name",
  "authorizedGrantType",
  "description",
  "accessTokenValiditySeconds",
  "registeredRedirectUris",
  "scopes",
  "roles",
  "state",
  "extraProperties",
  "ownershipMark",
] as const;

/** The properties stored in Genesys Cloud in which two canonical inputs differ. */
export function changedProperties(before: OAuthClientInputs, after: OAuthClientInputs): (keyof OAuthClientInputs)[] {
  return SENT.filter((property) => !isDeepStrictEqual(before[property], after[property]));
}
