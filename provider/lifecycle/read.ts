import type { ApiOAuthClient } from "../api/api-types.ts";
import { requireClientId } from "../api/identifiers.ts";
import { NotFoundError } from "../errors/index.ts";
import type { OAuthClientState } from "../model/oauth-client.ts";
import { type ObservedInputs, observedInputs, observedState, type Unobservable } from "../model/translate.ts";
import { isInDoubt, readInDoubt } from "./creation-in-doubt.ts";
import { requireSameHost, requireSameOrganization } from "./guards.ts";
import { readLiveClient } from "./read-live.ts";
import { goneFirstClient, withSlots } from "./rotation/read-slots.ts";
import type { Session } from "./session.ts";
import { secretInUse, verifySecret } from "./verify-secret.ts";

/**
 * Reads the client for a refresh, or for `OAuthClient.get` when there is no state yet.
 *
 * The client and the identity of the login are asked for at the same time. Nothing that is read counts before the identity has
 * passed its guard: with a wrong login, every client would look deleted.
 * @throws GuardError if the login does not belong to the state, whatever the read has found.
 * @throws NotFoundError if there is neither a state nor a client.
 * @returns undefined if the client is gone. An id only if the client has another one than the state. The secret and everything else that the API does not return comes from the state.
 */
export async function readOAuthClient(
  session: Session,
  id: string,
  state: Partial<OAuthClientState>,
): Promise<{ readonly id?: string; readonly state: OAuthClientState; readonly inputs: ObservedInputs } | undefined> {
  if (isInDoubt(state)) return readInDoubt(session, await requireSameOrganization(session, state), state);
  const clientId = requireClientId(id);
  requireSameHost(session.api.apiUrl, state);
  const wanted = Object.keys(state.extraProperties ?? {});
  const read = () => session.reader.read(clientId, wanted);
  let begun: Promise<ApiOAuthClient> | undefined = read();
  begun.catch(() => {
    // Heard below, unless the guard stops first.
  });
  const { organizationId, apiUrl } = await requireSameOrganization(session, state);
  const live = await readLiveClient(session, clientId, state.dateCreated, () => {
    const next = begun ?? read();
    begun = undefined;
    return next;
  });
  if (live === undefined) {
    if (state.clientId !== undefined) return goneFirstClient(state);
    throw new NotFoundError("it does not exist in this organisation", {
      operation: `read OAuth client ${clientId}`,
      clientId,
      nextStep: "Check the id, the region and the login.",
    });
  }
  const carried = {
    ...state,
    clientSecret: state.clientSecret ?? "",
    organizationId: state.organizationId ?? organizationId,
    apiUrl,
  };
  const known = await withSecretStatus(session, live, state, carried);
  return withSlots(session, live, state, {
    state: observedState(live, known),
    inputs: observedInputs(live, known),
  });
}

/** What the state knows, and whether its secret still works, if the program wants to know. */
async function withSecretStatus(
  session: Session,
  live: ApiOAuthClient,
  state: Partial<OAuthClientState>,
  carried: Unobservable,
): Promise<Unobservable> {
  // A secret that is due is no secret to ask about.
  if (!carried.verifySecret || carried.secretPending) return carried;
  const inUse = await secretInUse(session, observedState(live, carried), state);
  const found = inUse === undefined ? "unknown" : await verifySecret(session, inUse);
  // A refused secret does not come back: where nobody can tell, that stays the last word.
  const isStillInvalid = found === "unknown" && carried.secretStatus === "invalid";
  return { ...carried, secretStatus: isStillInvalid ? "invalid" : found };
}
