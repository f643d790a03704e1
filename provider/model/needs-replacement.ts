import { changedProperties } from "./changes.ts";
import type { OAuthClientInputs, OAuthClientState } from "./oauth-client.ts";
import { inputsOfState } from "./translate.ts";

/** Whether the client must be sent to Genesys Cloud: a property changed, or its deletion is pending. */
export function needsReplacement(state: OAuthClientState, inputs: OAuthClientInputs): boolean {
  return changedProperties(inputsOfState(state), inputs).length > 0 || state.dateToDelete !== undefined;
}
