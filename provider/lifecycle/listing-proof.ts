import { isDeepStrictEqual } from "node:util";
import type { ApiOAuthClient } from "../api/api-types.ts";
import { CLIENT_FIELD_LIST } from "../model/client-fields.ts";
import { observedInputs } from "../model/translate.ts";

/** What one client, read both ways, has shown about the listing. */
export interface ListingProof {
  /** Whether the entry says the same as the client's own GET in everything that we manage. */
  readonly tellsTheSame: boolean;
  /** Whether the entry also has every other field. A PUT that is built from it then loses nothing. */
  readonly tellsAll: boolean;
}

const MANAGED = [...CLIENT_FIELD_LIST.map(([, { apiField }]) => apiField), "dateToDelete"];

/** Compares an entry of the listing with the answer to a GET of the same client. */
export function proofOf(entry: ApiOAuthClient, client: ApiOAuthClient): ListingProof {
  const has = (field: string) => field in entry;
  const tellsTheSame =
    MANAGED.every((field) => !(field in client) || has(field)) &&
    isDeepStrictEqual(observedInputs(entry, {}), observedInputs(client, {}));
  return { tellsTheSame, tellsAll: tellsTheSame && Object.keys(client).every(has) };
}

/**
 * Whether an entry may be used for its client. A list that is absent may be empty, or the listing may leave it out: it counts as
 * empty only if another entry has shown that the listing tells such lists.
 * @param shown the fields that the entries of the listing have.
 * @param wanted further fields that the reader looks at.
 */
export function isWhole(entry: ApiOAuthClient, shown: ReadonlySet<string>, wanted: readonly string[]): boolean {
  if (entry.name === undefined || entry.authorizedGrantType === undefined) return false;
  const lists =
    entry.authorizedGrantType === "CLIENT-CREDENTIALS" ? ["roleDivisions"] : ["scope", "registeredRedirectUri"];
  return [...lists, ...wanted].every((field) => field in entry || shown.has(field));
}
