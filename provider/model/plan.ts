import { stillAltered } from "./altered-values.ts";
import { type Belonging, belongingOf } from "./belonging.ts";
import { withoutUndefined } from "./canonical.ts";
import { withEmptyValues } from "./client-fields.ts";
import { keptInputs, withoutKeptInputs } from "./kept-inputs.ts";
import { needsReplacement } from "./needs-replacement.ts";
import type { OAuthClientInputs, OAuthClientState } from "./oauth-client.ts";
import { keepsSlots, leavesStateAlone, type RotationSlots, retires, rotates, slotsOf } from "./rotation-slots.ts";
import { owesNewSecret } from "./secret-rotation.ts";
import { statusOf } from "./translate.ts";
import { UNKNOWN } from "./unknown.ts";

/** Outputs before they are there. `UNKNOWN` stands where nobody can know the value. */
export type PlannedState = OAuthClientState;

/** Outputs of a write that only its answer tells. */
const TOLD_BY_ANSWER = { dateModified: UNKNOWN, modifiedBy: UNKNOWN } as const;

/** The outputs that a creation will have. */
export function plannedCreation(inputs: OAuthClientInputs, belonging: Belonging): PlannedState {
  const planned = withoutUndefined({
    ...valuesOf(inputs),
    ...keptInputs(inputs),
    ...TOLD_BY_ANSWER,
    ...belongingOf(belonging),
    clientId: UNKNOWN,
    clientSecret: UNKNOWN,
    secretDate: UNKNOWN,
    secretStatus: statusOf({ ...keptInputs(inputs), secretStatus: "valid" }),
    dateCreated: UNKNOWN,
    createdBy: UNKNOWN,
    selfUri: UNKNOWN,
    ...(keepsSlots(inputs) ? { current: UNKNOWN, previous: UNKNOWN } : {}),
    ...(leavesStateAlone(inputs) ? { declaredState: inputs.state } : {}),
  });
  return withOpenOutputs(planned as unknown as PlannedState, inputs);
}

/** The outputs that an update will have. What it does not touch keeps its value, so that nothing downstream looks changed. */
export function plannedUpdate(state: OAuthClientState, inputs: OAuthClientInputs): PlannedState {
  return withOpenOutputs(plannedOutputs(state, inputs), inputs);
}

function plannedOutputs(state: OAuthClientState, inputs: OAuthClientInputs): PlannedState {
  if (keepsSlots(inputs)) return plannedFirstClient(state, inputs);
  const { current, previous, retired, declaredState, secondSecretDate, ...own } = state;
  if (leavesStateAlone(inputs)) {
    return { ...plannedClient(own, { ...inputs, state: own.state }), declaredState: inputs.state };
  }
  return plannedClient(leavesStateAlone(state) ? { ...own, state: "" } : own, inputs);
}

function plannedClient(state: OAuthClientState, inputs: OAuthClientInputs): PlannedState {
  const planned = needsReplacement(state, inputs) ? plannedReplacement(state, inputs) : withKeptInputs(state, inputs);
  return owesNewSecret(state, inputs) ? withNewSecret(planned, inputs) : planned;
}

function plannedReplacement(state: OAuthClientState, inputs: OAuthClientInputs): PlannedState {
  const { clientId, clientSecret, organizationId, apiUrl, secretDate, secretPending } = state;
  const alteredValues = stillAltered(inputs, state.alteredValues);
  const kept = Object.entries(alteredValues ?? {}).map(([property, { got }]) => [property, got]);
  return withoutUndefined({
    ...valuesOf(inputs),
    ...Object.fromEntries(kept),
    alteredValues,
    ...keptInputs(inputs),
    ...TOLD_BY_ANSWER,
    clientId,
    clientSecret,
    organizationId,
    apiUrl,
    secretDate,
    secretStatus: statusOf(
      withoutUndefined({ verifySecret: inputs.verifySecret, secretStatus: state.secretStatus, secretPending }),
    ),
    dateCreated: state.dateCreated,
    createdBy: state.createdBy,
    selfUri: state.selfUri,
    secretPending,
  }) as PlannedState;
}

/** For an update that changes nothing in Genesys Cloud: the properties that only the state keeps take the program's values. */
export function withKeptInputs(state: OAuthClientState, inputs: OAuthClientInputs): OAuthClientState {
  const { secretStatus, ...carried } = withoutKeptInputs(state);
  const { secretPending } = state;
  const status = statusOf(withoutUndefined({ verifySecret: inputs.verifySecret, secretStatus, secretPending }));
  return { ...carried, ...keptInputs(inputs), ...withoutUndefined({ secretStatus: status }) };
}

function withNewSecret(
  { secretPending, ...state }: PlannedState,
  { secretVersion, verifySecret }: OAuthClientInputs,
): PlannedState {
  // A version that is not known yet may turn out to be the one of the state.
  const secretStatus = secretVersion === UNKNOWN && secretPending !== true ? UNKNOWN : "valid";
  return {
    ...state,
    ...TOLD_BY_ANSWER,
    clientSecret: UNKNOWN,
    secretDate: UNKNOWN,
    ...(verifySecret ? { secretStatus } : {}),
  } as PlannedState;
}

/** What depends on inputs that are not known yet, other than under their own names. */
function withOpenOutputs(
  planned: PlannedState,
  { verifySecret, retirePrevious }: { readonly verifySecret?: unknown; readonly retirePrevious?: unknown },
): PlannedState {
  const retirement = { ...TOLD_BY_ANSWER, state: UNKNOWN, retired: UNKNOWN, declaredState: UNKNOWN };
  return {
    ...planned,
    ...(verifySecret === UNKNOWN ? { secretStatus: UNKNOWN } : {}),
    ...(retirePrevious === UNKNOWN ? retirement : {}),
  } as unknown as PlannedState;
}

function plannedFirstClient(state: OAuthClientState, inputs: OAuthClientInputs): PlannedState {
  const before = { ...state, ...slotsAt(state, inputs) };
  const swaps = rotates(state, inputs);
  const isRetired = !swaps && retires(state, inputs);
  const isFirstPrevious = before.previous.clientId === state.clientId;
  const {
    retired,
    declaredState,
    secondSecretDate: _,
    ...own
  } = plannedClient(state, {
    ...inputs,
    state: isRetired && isFirstPrevious ? "inactive" : inputs.state,
  });
  const { secondSecretDate } = state.secondClientId === inputs.secondClientId ? state : {};
  const after = {
    ...own,
    ...(secondSecretDate === undefined ? {} : { secondSecretDate }),
    ...slotsAt({ ...before, clientSecret: own.clientSecret }, inputs),
  };
  const marks = withoutUndefined({
    retired: isRetired || undefined,
    declaredState: inputs.retirePrevious ? inputs.state : undefined,
  });
  if (!swaps) return { ...after, ...marks } as PlannedState;
  if (inputs.rotation === UNKNOWN) {
    const ofSecrets = { current: UNKNOWN, previous: UNKNOWN, clientSecret: UNKNOWN, secretDate: UNKNOWN };
    const open = {
      ...ofSecrets,
      ...TOLD_BY_ANSWER,
      secondSecretDate: UNKNOWN,
      ...(inputs.verifySecret ? { secretStatus: UNKNOWN } : {}),
      // A rotation to the same value would be none.
      ...(retires(state, inputs) ? { state: UNKNOWN, retired: UNKNOWN } : {}),
    };
    return { ...after, ...marks, ...open } as unknown as PlannedState;
  }
  const slots = {
    current: { clientId: after.previous.clientId, clientSecret: UNKNOWN },
    previous: after.current,
  };
  if (isFirstPrevious) return { ...withNewSecret(after as PlannedState, inputs), ...slots, ...marks } as PlannedState;
  const status = inputs.verifySecret ? { secretStatus: "valid" } : {};
  return { ...after, ...status, secondSecretDate: UNKNOWN, ...slots, ...marks } as PlannedState;
}

function slotsAt(state: OAuthClientState, { secondClientId = "" }: OAuthClientInputs): RotationSlots {
  const { clientId, clientSecret } = state;
  return slotsOf({ clientId, clientSecret }, secondClientId, state);
}

/** The properties that Genesys Cloud keeps, in the form of outputs. */
function valuesOf(inputs: OAuthClientInputs) {
  return withoutUndefined(withEmptyValues(withoutKeptInputs(inputs)));
}
