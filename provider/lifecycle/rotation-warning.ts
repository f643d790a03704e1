import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { rotates as rotatesSlots } from "../model/rotation-slots.ts";
import { rotatesSecret } from "../model/secret-rotation.ts";
import { UNKNOWN } from "../model/unknown.ts";
import type { Session } from "./session.ts";

/**
 * Warns before an update that generates a new secret, once in a process.
 *
 * The engine asks for differences in the preview and again when the update runs, in two processes, and does not say which it is.
 * So the warning is printed in both. A dynamic provider can't attach it to the resource: the warning names the client instead.
 */
export function warnOfRotation(session: Session, clientId: string, state: OAuthClientState, inputs: OAuthClientInputs) {
  const effect = effectOn(state, inputs);
  if (effect !== undefined) session.warnOnce(`OAuth client ${JSON.stringify(inputs.name)} (${clientId}): ${effect}`);
}

/** What the update does to the secret in use, in words; undefined if it does nothing. */
function effectOn(state: OAuthClientState, inputs: OAuthClientInputs): string | undefined {
  if (rotatesSlots(state, inputs)) {
    const when = inputs.rotation === UNKNOWN ? "rotation is not known yet. If it differs, it" : "this rotation";
    return `${when} renews the credential that is not in use, and makes it the current one. The one in use until now keeps working until the next rotation.`;
  }
  if (inputs.secretVersion === UNKNOWN) {
    return "secretVersion is not known yet. If it differs, there will be a new secret, and the old one stops working when this is applied.";
  }
  // A client that leaves a RotatingOAuthClient keeps its secret.
  if (state.rotationSlot !== undefined && inputs.rotationSlot === undefined) return undefined;
  if (!rotatesSecret(state.secretVersion, inputs.secretVersion)) return undefined;
  return "the change of secretVersion generates a new secret. The old one stops working when this is applied.";
}
