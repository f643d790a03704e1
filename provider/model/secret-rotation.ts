import type { OAuthClientInputs, OAuthClientState } from "./oauth-client.ts";

/**
 * Whether a change of `secretVersion` regenerates the secret of an existing client.
 *
 * Setting it does, and so does any change of its value. Removing it does not. The number 1 equals the string "1".
 * Creation and adoption do not call this, because they only record the version.
 */
export function rotatesSecret(before: string | number | undefined, after: string | number | undefined): boolean {
  return after !== undefined && (before === undefined || String(before) !== String(after));
}

/** Whether an update generates a new secret: one is due, or the version asks for it. A client that leaves a RotatingOAuthClient has its secret already. */
export function owesNewSecret(state: OAuthClientState, inputs: OAuthClientInputs): boolean {
  const isLeaving = state.rotationSlot !== undefined && inputs.rotationSlot === undefined;
  return state.secretPending === true || (!isLeaving && rotatesSecret(state.secretVersion, inputs.secretVersion));
}
