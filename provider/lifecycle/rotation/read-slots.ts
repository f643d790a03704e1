import type { ApiOAuthClient } from "../../api/api-types.ts";
import { isErrorOf, NotFoundError } from "../../errors/index.ts";
import { withoutUndefined } from "../../model/canonical.ts";
import type { OAuthClientInputs, OAuthClientState } from "../../model/oauth-client.ts";
import { GONE, keepsSlots, leavesStateAlone } from "../../model/rotation-slots.ts";
import { inputsOfState, isDisabled, isPendingDeletion } from "../../model/translate.ts";
import type { Session } from "../session.ts";

/** What a read has found. */
interface Found {
  readonly state: OAuthClientState;
  readonly inputs: OAuthClientInputs;
}

/**
 * A first client that is gone stays in the state while the second one is current: its outputs are the only place that knows the credential in
 * use. The next `pulumi up` replaces it. Any other client that is gone is just that.
 */
export function goneFirstClient(state: Partial<OAuthClientState>): Found | undefined {
  if (state.current === undefined || state.current.clientId === state.clientId) return undefined;
  const gone = { ...(state as OAuthClientState), state: GONE };
  return { state: gone, inputs: inputsOfState(gone) };
}

/**
 * Adds what the rotation knows to what was read of a client. States that the rotation has chosen are no drift. A retired client
 * that somebody has made active again is: it shows as a changed `retirePrevious`.
 */
export async function withSlots(
  session: Session,
  live: ApiOAuthClient,
  before: Partial<OAuthClientState>,
  { state, inputs }: Found,
): Promise<Found> {
  const { current, previous, retired, declaredState, secondSecretDate } = before;
  const slots = withoutUndefined({ current, previous, retired, declaredState, secondSecretDate });
  const found = { state: { ...state, ...slots }, inputs };
  if (declaredState === undefined || !isSettled(live)) return found;
  if (leavesStateAlone(inputs)) return { ...found, inputs: { ...inputs, state: declaredState } };
  if (!keepsSlots(inputs) || current === undefined || previous === undefined) return found;

  const second = current.clientId === live.id ? previous : current;
  const secondState = await stateOf(session, second.clientId);
  const previousState = previous.clientId === live.id ? live.state : secondState;
  if (retired && previousState === "active") return reactivated(found);
  if (previous.clientId !== live.id) return found;
  const isCurrentAlike = secondState === undefined || secondState === declaredState;
  return {
    state: isCurrentAlike ? found.state : { ...found.state, declaredState: secondState },
    inputs: { ...inputs, state: isCurrentAlike ? declaredState : secondState },
  };
}

function reactivated({ state, inputs }: Found): Found {
  const { retired, retirePrevious, ...rest } = state;
  const { retirePrevious: _, ...others } = inputs;
  return { state: rest, inputs: others };
}

/** Undefined if nothing is to be said about it: its own resource tells that it is gone, disabled, or waits for its deletion. */
async function stateOf(session: Session, clientId: string): Promise<string | undefined> {
  try {
    const live = await session.reader.read(clientId);
    return isSettled(live) ? live.state : undefined;
  } catch (error) {
    if (isErrorOf(error, NotFoundError)) return undefined;
    throw error;
  }
}

function isSettled(live: ApiOAuthClient): boolean {
  return !isDisabled(live) && !isPendingDeletion(live);
}
