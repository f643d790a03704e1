import { isDeepStrictEqual } from "node:util";
import type { OAuthClientInputs } from "./oauth-client.ts";

/** Properties that live in Genesys Cloud: a change of any of them needs a `PUT`. */
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
] as const;

/** The properties in which two canonical inputs differ, of those that live in Genesys Cloud. */
export function changedProperties(before: OAuthClientInputs, after: OAuthClientInputs): (keyof OAuthClientInputs)[] {
  return SENT.filter((property) => !isDeepStrictEqual(before[property], after[property]));
}
