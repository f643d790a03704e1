import { isDeepStrictEqual } from "node:util";
import { CLIENT_FIELD_LIST } from "./client-fields.ts";
import type { OAuthClientInputs } from "./oauth-client.ts";

/** Properties that are stored in Genesys Cloud. A change of any of them needs a `PUT`. */
const SENT = [...CLIENT_FIELD_LIST.map(([property]) => property), "extraProperties", "ownershipMark"] as const;

/** The properties stored in Genesys Cloud in which two canonical inputs differ. */
export function changedProperties(before: OAuthClientInputs, after: OAuthClientInputs): (keyof OAuthClientInputs)[] {
  return SENT.filter((property) => !isDeepStrictEqual(before[property], after[property]));
}
