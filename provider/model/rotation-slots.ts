import type { OAuthClientInputs, OAuthClientState, RotationSlot } from "./oauth-client.ts";

/**
 * The two credentials of a RotatingOAuthClient.
 *
 * The rule: the state of the first client alone says which credential is current. A rotation regenerates the secret of the
 * other client, and becomes the state only together with the new secret.
 *
 * Why no history breaks the current credential: only a regeneration, a deactivation or a deletion breaks a credential. The
 * first two are only ever done to the slot that the state calls previous. The state calls a slot current from the moment in which
 * it has its new secret until the next rotation has succeeded. So a rotation that fails, or whose answer is lost, leaves the
 * current slot as it is, and its repetition meets the same previous slot, whatever the new value is. Values are only compared with the last one that succeeded. No clock
 * and no order of values counts. Deletion: see the guards of the first client's update, and its replacement.
 */
export interface RotationSlots {
  readonly current: RotationSlot;
  readonly previous: RotationSlot;
}

/** State of a first client that is gone in Genesys Cloud while the second client is the current one. */
export const GONE = "deleted";

/** Whether the resource is the first client of a RotatingOAuthClient: the one whose state keeps both credentials. */
export function keepsSlots(inputs: Pick<OAuthClientInputs, "rotationSlot">): boolean {
  return inputs.rotationSlot === "first";
}

/** Whether the rotation, and not the resource itself, decides if this client is active. */
export function leavesStateAlone({ rotationSlot, retirePrevious }: OAuthClientInputs): boolean {
  return rotationSlot === "second" && retirePrevious === true;
}

/**
 * The slots as they are. A first client without any is current itself: it was created just now, or was an OAuthClient by
 * itself before. A second client that was created anew takes the place of the one before.
 */
export function slotsOf(
  first: RotationSlot,
  secondClientId: string,
  { current, previous }: Partial<RotationSlots>,
): RotationSlots {
  const known = [current, previous].find((slot) => slot?.clientId === secondClientId) ?? { clientId: secondClientId };
  const isFirstCurrent = current === undefined || current.clientId === first.clientId;
  return isFirstCurrent ? { current: first, previous: known } : { current: known, previous: first };
}

/** Whether the slots must be swapped: the value differs from that of the last rotation that succeeded. */
export function rotates(state: OAuthClientState, inputs: OAuthClientInputs): boolean {
  return keepsSlots(inputs) && state.current !== undefined && state.rotation !== inputs.rotation;
}

/** Whether the previous slot is inactive without a rotation: setting the flag retires it, and it stays so. */
export function retires(state: OAuthClientState, inputs: OAuthClientInputs): boolean {
  return inputs.retirePrevious === true && (state.retired === true || state.retirePrevious !== true);
}
