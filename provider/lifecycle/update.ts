import { isDeepStrictEqual } from "node:util";
import type { ApiOAuthClient } from "../api/api-types.ts";
import { ApiError, GenesysError, GuardError, isErrorOf, PartialFailureError } from "../errors/index.ts";
import { withoutUndefined } from "../model/canonical.ts";
import { needsReplacement } from "../model/needs-replacement.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { withKeptInputs } from "../model/plan.ts";
import { keepsSlots, leavesStateAlone } from "../model/rotation-slots.ts";
import { owesNewSecret } from "../model/secret-rotation.ts";
import { isPendingDeletion, observedState, replacementRequest } from "../model/translate.ts";
import { rememberAlterations } from "./alterations.ts";
import { requireNotSelf, requireSameOrganization } from "./guards.ts";
import { namingMarkLength } from "./mark-length.ts";
import { regenerateSecret } from "./regenerate-secret.ts";
import { requireLiveClient } from "./require-live.ts";
import { updateFirstClient } from "./rotation/rotate.ts";
import type { Identity, Session } from "./session.ts";

/**
 * Updates the client to the program's inputs. If a property changed or a deletion is pending: `GET`, overlay, `PUT`. The last
 * step is a new secret, if `secretVersion` asks for one. Properties that only the state keeps cost no request.
 * @throws PartialFailureError if the `PUT` is done and the new secret is not. Its outputs keep the old `secretVersion`, so that the
 * next update generates the secret.
 */
export async function updateOAuthClient(
  session: Session,
  clientId: string,
  state: OAuthClientState,
  inputs: OAuthClientInputs,
): Promise<OAuthClientState> {
  const identity = await requireSameOrganization(session, state);
  requireNotInUseElsewhere(state, inputs);
  const update = (before: OAuthClientState, after: OAuthClientInputs) =>
    updateClient(
      session,
      identity,
      clientId,
      before,
      leavesStateAlone(after) ? { ...after, state: before.state } : after,
    );
  if (keepsSlots(inputs)) return updateFirstClient(session, identity, state, inputs, update);
  const { current, previous, retired, declaredState, secondSecretDate, ...own } = state;
  if (leavesStateAlone(inputs)) return { ...(await update(own, inputs)), declaredState: inputs.state };
  // The first client may have changed the state of this one, which its own outputs do not tell.
  return update(leavesStateAlone(state) ? { ...own, state: "" } : own, inputs);
}

async function updateClient(
  session: Session,
  identity: Identity,
  clientId: string,
  state: OAuthClientState,
  inputs: OAuthClientInputs,
): Promise<OAuthClientState> {
  const rotates = owesNewSecret(state, inputs);
  const replaces = needsReplacement(state, inputs);
  if (rotates) requireNotSelf(identity, clientId, "regenerate the secret of", inputs);
  requireNoLockOut(identity, clientId, state, inputs);

  if (!replaces) {
    const carried = withKeptInputs(state, inputs);
    return rotates ? rotateOnly(session, clientId, carried, inputs.secretVersion, state) : carried;
  }
  const replaced = await replaceClient(
    session,
    await requireLiveClient(session, clientId, state.dateCreated),
    state,
    inputs,
  );
  if (!rotates) return replaced;
  try {
    return await regenerateSecret(session, clientId, replaced, inputs.secretVersion);
  } catch (error) {
    throw unfinished(
      clientId,
      withDebt(replaced, state, error),
      "The properties were updated, but the secret was not regenerated",
      error,
    );
  }
}

/** Costs one request. The client is read only to find the reason if Genesys Cloud refuses, or is expected to refuse. */
async function rotateOnly(
  session: Session,
  clientId: string,
  state: OAuthClientState,
  secretVersion: string | undefined,
  before: OAuthClientState,
): Promise<OAuthClientState> {
  if (before.state === "disabled") await requireLiveClient(session, clientId, before.dateCreated);
  try {
    return await regenerateSecret(session, clientId, state, secretVersion);
  } catch (error) {
    if (mayHaveRotated(error)) {
      const debt = withDebt(state, before, error);
      throw unfinished(clientId, debt, "It is unknown whether the secret was regenerated", error);
    }
    if (isErrorOf(error, ApiError)) await requireLiveClient(session, clientId, before.dateCreated);
    throw error;
  }
}

function unfinished(clientId: string, state: OAuthClientState, what: string, error: unknown): PartialFailureError {
  const reason = error instanceof Error ? error.message : String(error);
  return new PartialFailureError(clientId, { ...state }, `${what}; the next \`pulumi up\` does it. ${reason}`);
}

/** Whether the answer with the new secret may be lost, so that the old secret may no longer work. */
function mayHaveRotated(error: unknown): boolean {
  return isErrorOf(error, GenesysError) && error.mayHaveBeenApplied;
}

/** A first client can be by itself again only while its own credential is the current one: removing the second client breaks the other. */
function requireNotInUseElsewhere(state: OAuthClientState, inputs: OAuthClientInputs): void {
  if (keepsSlots(inputs) || state.current === undefined || state.current.clientId === state.clientId) return;
  throw new GuardError(
    `OAuth client ${state.clientId} can't leave its RotatingOAuthClient now: the credential in use is that of client ${state.current.clientId}, which would be deleted`,
    {
      clientId: state.clientId,
      nextStep:
        "Go back to the RotatingOAuthClient, change its rotation once, run `pulumi up`, and let the applications take the new credential. Then try again.",
    },
  );
}

async function replaceClient(
  session: Session,
  live: ApiOAuthClient,
  state: OAuthClientState,
  declared: OAuthClientInputs,
) {
  const clientId = live.id;
  const inputs = leavesStateAlone(declared) ? { ...declared, state: live.state ?? declared.state } : declared;
  session.reader.forget(clientId);
  if (isPendingDeletion(live) && inputs.state !== "active") {
    // Only the state active cancels the deletion. The declared state follows.
    await namingMarkLength(inputs, () =>
      session.api.updateClient(clientId, replacementRequest(live, { ...inputs, state: "active" }, state)),
    );
  }
  const answer = await namingMarkLength(inputs, () =>
    session.api.updateClient(clientId, replacementRequest(live, inputs, state)),
  );
  return observedState(answer, {
    ...inputs,
    ...rememberAlterations(session, answer, inputs),
    clientSecret: state.clientSecret,
    ...withoutUndefined({ secretDate: state.secretDate, secretStatus: state.secretStatus }),
    ...(state.dateCreated === undefined ? {} : { dateCreated: state.dateCreated }),
    organizationId: state.organizationId,
    apiUrl: state.apiUrl,
  });
}

/** The outputs with the previous version. If the old secret may no longer work, a new one is due, whatever the program says next. */
function withDebt(
  state: OAuthClientState,
  { secretVersion, secretPending }: Pick<OAuthClientState, "secretVersion" | "secretPending">,
  error: unknown,
): OAuthClientState {
  const { secretVersion: _, secretPending: __, ...rest } = state;
  const isDue = secretPending || mayHaveRotated(error);
  return {
    ...rest,
    ...(secretVersion === undefined ? {} : { secretVersion }),
    ...(isDue ? { secretPending: true } : {}),
    ...(isDue && rest.secretStatus !== undefined ? { secretStatus: "unknown" } : {}),
  };
}

function requireNoLockOut(
  identity: Identity,
  clientId: string,
  state: OAuthClientState,
  inputs: OAuthClientInputs,
): void {
  if (inputs.state !== "active" && state.state === "active") requireNotSelf(identity, clientId, "deactivate", inputs);
  if (state.authorizedGrantType !== inputs.authorizedGrantType) {
    requireNotSelf(identity, clientId, "change the grant type of", inputs);
  } else if (state.roles.some((role) => !inputs.roles?.some((kept) => isDeepStrictEqual(kept, role)))) {
    requireNotSelf(identity, clientId, "take roles away from", inputs);
  }
}
