import { isDeepStrictEqual } from "node:util";
import type { ApiOAuthClient } from "../api/api-types.ts";
import { ApiError, GenesysError, isErrorOf, NotFoundError, PartialFailureError } from "../errors/index.ts";
import { changedProperties } from "../model/changes.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { rotatesSecret } from "../model/secret-rotation.ts";
import { inputsOfState, isPendingDeletion, observedState, replacementRequest } from "../model/translate.ts";
import { rememberAlterations } from "./alterations.ts";
import { requireNotDisabled, requireNotSelf, requireSameOrganization } from "./guards.ts";
import { namingMarkLength } from "./mark-length.ts";
import { readLiveClient } from "./read-live.ts";
import { regenerateSecret } from "./regenerate-secret.ts";
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
  const rotates = state.secretPending === true || rotatesSecret(state.secretVersion, inputs.secretVersion);
  const replaces = changedProperties(inputsOfState(state), inputs).length > 0 || state.dateToDelete !== undefined;
  if (rotates) requireNotSelf(identity, clientId, "regenerate the secret of", inputs);
  requireNoLockOut(identity, clientId, state, inputs);

  if (!replaces) {
    const carried = carryOver(state, inputs);
    return rotates ? rotateOnly(session, clientId, carried, inputs.secretVersion, state) : carried;
  }
  const replaced = await replaceClient(session, await requireLive(session, clientId, state), state, inputs);
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
  if (before.state === "disabled") await requireLive(session, clientId, before);
  try {
    return await regenerateSecret(session, clientId, state, secretVersion);
  } catch (error) {
    if (mayHaveRotated(error)) {
      const debt = withDebt(state, before, error);
      throw unfinished(clientId, debt, "It is unknown whether the secret was regenerated", error);
    }
    if (isErrorOf(error, ApiError)) await requireLive(session, clientId, before);
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

/** The client by its own GET, as it is now. @throws NotFoundError if it is gone, GuardError if it is disabled. */
async function requireLive(session: Session, clientId: string, state: OAuthClientState): Promise<ApiOAuthClient> {
  const live = await readLiveClient(session, clientId, state.dateCreated, (id) => session.api.getClient(id));
  if (live === undefined) {
    throw new NotFoundError("it no longer exists in Genesys Cloud", {
      operation: `update OAuth client ${clientId}`,
      clientId,
      nextStep: "Run `pulumi refresh` to record this. The next `pulumi up` then creates a new client.",
    });
  }
  requireNotDisabled(live);
  return live;
}

async function replaceClient(
  session: Session,
  live: ApiOAuthClient,
  state: OAuthClientState,
  inputs: OAuthClientInputs,
) {
  const clientId = live.id;
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
    ...(state.dateCreated === undefined ? {} : { dateCreated: state.dateCreated }),
    organizationId: state.organizationId,
    apiUrl: state.apiUrl,
  });
}

/** For an update that changes nothing in Genesys Cloud: the properties that only the state keeps take the program's values. */
function carryOver(state: OAuthClientState, inputs: OAuthClientInputs): OAuthClientState {
  const { secretVersion, allowSelf, importId, importedClientSecret, ...observed } = state;
  const { secretVersion: version, allowSelf: allowed, importId: imported, importedClientSecret: secret } = inputs;
  return {
    ...observed,
    ...(version === undefined ? {} : { secretVersion: version }),
    ...(allowed === undefined ? {} : { allowSelf: allowed }),
    ...(imported === undefined ? {} : { importId: imported }),
    ...(secret === undefined ? {} : { importedClientSecret: secret }),
  };
}

/** The outputs with the previous version. If the old secret may no longer work, a new one is due, whatever the program says next. */
function withDebt(
  state: OAuthClientState,
  { secretVersion, secretPending }: Pick<OAuthClientState, "secretVersion" | "secretPending">,
  error: unknown,
): OAuthClientState {
  const { secretVersion: _, secretPending: __, ...rest } = state;
  return {
    ...rest,
    ...(secretVersion === undefined ? {} : { secretVersion }),
    ...(secretPending || mayHaveRotated(error) ? { secretPending: true } : {}),
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
