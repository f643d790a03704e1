import { GenesysError, isErrorOf, PartialFailureError } from "../../errors/index.ts";
import { withoutUndefined } from "../../model/canonical.ts";
import { needsReplacement } from "../../model/needs-replacement.ts";
import type { OAuthClientInputs, OAuthClientState } from "../../model/oauth-client.ts";
import { type RotationSlots, retires, rotates, slotsOf } from "../../model/rotation-slots.ts";
import { requireNotSelf } from "../guards.ts";
import { newSecret, regenerateSecret } from "../regenerate-secret.ts";
import type { Identity, Session } from "../session.ts";
import { requireClientState, setClientState } from "./slot-clients.ts";

/** Updates the first client itself: its properties, and a secret that is still due. */
type UpdateClient = (state: OAuthClientState, inputs: OAuthClientInputs) => Promise<OAuthClientState>;

/** The outputs of a first client. */
type FirstClientState = OAuthClientState & RotationSlots;

/**
 * Updates the first client of a RotatingOAuthClient: itself, then the slots. A new `rotation` regenerates the secret of the
 * slot that is not current, and makes it the current one. `retirePrevious` makes the other slot inactive, but never in the
 * update that rotates: nobody can have moved yet.
 *
 * The slot that is current stays so until the new secret is there. {@link RotationSlots} has the rule and its reasons.
 * @throws PartialFailureError if only a part is done. The next update does the rest.
 */
export async function updateFirstClient(
  session: Session,
  identity: Identity,
  state: OAuthClientState,
  inputs: OAuthClientInputs,
  update: UpdateClient,
): Promise<OAuthClientState> {
  const before: FirstClientState = { ...state, ...slotsAt(state, inputs) };
  const { current, previous } = before;
  const swaps = rotates(state, inputs);
  const isRetired = !swaps && retires(state, inputs);
  const isFirstPrevious = previous.clientId === state.clientId;
  if (swaps) requireNotSelf(identity, previous.clientId, "regenerate the secret of", inputs);
  if (isRetired) requireNotSelf(identity, previous.clientId, "deactivate", inputs);
  if (swaps && inputs.retirePrevious) session.warn(stillActive(current.clientId));

  const ownInputs: OAuthClientInputs = { ...inputs, state: isRetired && isFirstPrevious ? "inactive" : inputs.state };
  const updated = await keepingSlots(before, () => update(state, ownInputs));
  const after: FirstClientState = {
    ...withoutMarks(updated),
    ...(state.secondClientId === inputs.secondClientId ? secondDate(state) : {}),
    ...slotsAt({ ...before, clientSecret: updated.clientSecret }, inputs),
  };
  const marks = withoutUndefined({
    retired: isRetired || undefined,
    // It must be remembered only while a client may be in another state than the declared one.
    declaredState: inputs.retirePrevious ? inputs.state : undefined,
  });
  try {
    if (swaps) return { ...(await swap(session, after, inputs)), ...marks };
    await settleSecond(session, state, inputs, isRetired && !isFirstPrevious ? "inactive" : inputs.state);
    return { ...after, ...marks };
  } catch (error) {
    const isInDoubt = isErrorOf(error, GenesysError) && error.mayHaveBeenApplied;
    if (!isInDoubt && !needsReplacement(state, ownInputs) && state.secretPending === undefined) throw error;
    const left = swaps && isInDoubt ? withoutPreviousSecret(after) : after;
    const isOwnReactivated = swaps && isFirstPrevious;
    throw unfinished(withDue(left, isOwnReactivated ? { ...before, retired: undefined } : before), error);
  }
}

function slotsAt(state: OAuthClientState, { secondClientId = "" }: OAuthClientInputs): RotationSlots {
  const { clientId, clientSecret } = state;
  return slotsOf({ clientId, clientSecret }, secondClientId, state);
}

function stillActive(clientId: string): string {
  return (
    `OAuth client ${clientId} was in use until now. It stays active although retirePrevious is true, because nobody has the ` +
    "new credential yet. To retire it, remove retirePrevious, and set it again once the applications have moved."
  );
}

function withoutMarks({ retired, declaredState, ...state }: OAuthClientState): OAuthClientState {
  return state;
}

function secondDate({ secondSecretDate }: OAuthClientState): Pick<OAuthClientState, "secondSecretDate"> {
  return secondSecretDate === undefined ? {} : { secondSecretDate };
}

/** Brings the second client into its state. While the flag is on, its own resource leaves that to us. */
async function settleSecond(
  session: Session,
  state: OAuthClientState,
  { retirePrevious, secondClientId, state: declared }: OAuthClientInputs,
  wanted: string,
): Promise<void> {
  if (retirePrevious !== true || secondClientId === undefined) return;
  const wasRetired = state.retired === true && state.previous?.clientId === secondClientId;
  const known = wasRetired ? "inactive" : (state.declaredState ?? declared);
  if (known !== wanted) await setClientState(session, secondClientId, wanted);
}

/** Regenerates the secret of the previous slot and makes it the current one. A client that can't be used never becomes current. */
async function swap(
  session: Session,
  state: FirstClientState,
  { state: declared }: OAuthClientInputs,
): Promise<FirstClientState> {
  const { clientId } = state.previous;
  await requireClientState(session, clientId, declared);
  if (clientId !== state.clientId) {
    const clientSecret = await newSecret(session, clientId);
    const known = {
      ...(state.verifySecret ? { secretStatus: "valid" as const } : {}),
      secondSecretDate: new Date(session.api.serverNow()).toISOString(),
    };
    return { ...state, ...known, current: { clientId, clientSecret }, previous: state.current };
  }
  const rotated = await regenerateSecret(session, clientId, state, undefined);
  return {
    ...rotated,
    ...secondDate(state),
    current: { clientId, clientSecret: rotated.clientSecret },
    previous: state.current,
  };
}

/** A partial failure of the client's own update keeps the slots, and what was asked of them is still due. */
async function keepingSlots(before: FirstClientState, update: () => Promise<OAuthClientState>) {
  try {
    return await update();
  } catch (error) {
    if (!isErrorOf(error, PartialFailureError)) throw error;
    const { current, previous } = before;
    const outputs = withDue({ ...(error.properties as unknown as OAuthClientState), current, previous }, before);
    throw new PartialFailureError(error.id, { ...outputs }, error.reasons[0] ?? error.message);
  }
}

/** The outputs in which rotation and retirement are as before, so that the next update does them. */
function withDue(
  outputs: FirstClientState,
  before: { [K in keyof OAuthClientState]: OAuthClientState[K] | undefined },
) {
  const { rotation, retirePrevious, retired, declaredState } = before;
  return withoutUndefined({ ...outputs, rotation, retirePrevious, retired, declaredState });
}

/** The answer with the new secret may be lost. The one before then no longer works. */
function withoutPreviousSecret(state: FirstClientState): FirstClientState {
  const { clientId } = state.previous;
  const unknown = { clientSecret: "" };
  return { ...state, ...(clientId === state.clientId ? unknown : {}), previous: { clientId, ...unknown } };
}

function unfinished(outputs: object, error: unknown): PartialFailureError {
  const { clientId, current } = outputs as FirstClientState;
  const reason = error instanceof Error ? error.message : String(error);
  const what = `The rotation is not finished; the next \`pulumi up\` does it. OAuth client ${current.clientId} stays in use.`;
  return new PartialFailureError(clientId, { ...outputs }, `${what} ${reason}`);
}
