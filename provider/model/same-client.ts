import { isDeepStrictEqual } from "node:util";
import type { ApiOAuthClient } from "../api/api-types.ts";
import type { OAuthClientInputs } from "./oauth-client.ts";
import { observedInputs } from "./translate.ts";

/** Whether the live client matches the inputs in every field that a creation sends. */
export function isAsAskedFor(live: ApiOAuthClient, inputs: OAuthClientInputs): boolean {
  const { secretVersion, allowSelf, importId, importedClientSecret, ...asked } = inputs;
  return isDeepStrictEqual(observedInputs(live, { extraProperties: inputs.extraProperties }), asked);
}

/** Describes a client within an error: id, name, state and date of creation. */
export function describeClient({ id, name, state, dateCreated }: ApiOAuthClient): string {
  return `${id} (${JSON.stringify(name)}, ${state ?? "active"}, created ${dateCreated ?? "at an unknown time"})`;
}
