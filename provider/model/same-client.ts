import { isDeepStrictEqual } from "node:util";
import type { ApiOAuthClient } from "../api/api-types.ts";
import type { OAuthClientInputs } from "./oauth-client.ts";
import { observedInputs } from "./translate.ts";

/** Whether the live client is what the inputs ask for, in every field that a creation sends. */
export function isAsAskedFor(live: ApiOAuthClient, inputs: OAuthClientInputs): boolean {
  const { secretVersion, allowSelf, importId, importedClientSecret, ...asked } = inputs;
  return isDeepStrictEqual(observedInputs(live, { extraProperties: inputs.extraProperties }), asked);
}

/** A client as a line of an error: name, id, state and date. */
export function describeClient({ id, name, state, dateCreated }: ApiOAuthClient): string {
  return `${id} (${JSON.stringify(name)}, ${state ?? "active"}, created ${dateCreated ?? "at an unknown time"})`;
}
