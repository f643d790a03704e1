import { requireClientId } from "../api/identifiers.ts";
import { NotFoundError } from "../errors/index.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { observedInputs, observedState } from "../model/translate.ts";
import { requireSameOrganization } from "./guards.ts";
import { readLiveClient } from "./read-live.ts";
import type { Session } from "./session.ts";

/**
 * Reads the client for a refresh, or for `OAuthClient.get` when there is no state yet.
 * @throws NotFoundError if there is neither a state nor a client.
 * @returns undefined if the client is gone. The secret and everything else that the API does not return comes from the state.
 */
export async function readOAuthClient(
  session: Session,
  id: string,
  state: Partial<OAuthClientState>,
): Promise<{ readonly state: OAuthClientState; readonly inputs: OAuthClientInputs } | undefined> {
  const clientId = requireClientId(id);
  const { organizationId } = await requireSameOrganization(session, state);
  const wanted = Object.keys(state.extraProperties ?? {});
  const live = await readLiveClient(session, clientId, state.dateCreated, (id) => session.reader.read(id, wanted));
  if (live === undefined) {
    if (state.clientId !== undefined) return undefined;
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
    apiUrl: session.api.apiUrl,
  };
  return { state: observedState(live, carried), inputs: observedInputs(live, carried) };
}
