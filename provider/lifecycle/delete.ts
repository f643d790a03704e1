import type { ApiOAuthClient } from "../api/api-types.ts";
import { GuardError, isErrorOf, NotFoundError } from "../errors/index.ts";
import type { OAuthClientState } from "../model/oauth-client.ts";
import { isPendingDeletion, stateChangeRequest } from "../model/translate.ts";
import { requireNotDisabled, requireNotSelf, requireSameOrganization } from "./guards.ts";
import { readLiveClient } from "./read-live.ts";
import type { Session } from "./session.ts";

/**
 * Deletes the client in the two steps that Genesys Cloud asks for: inactive first, then `DELETE`.
 *
 * A client that is gone, or already waiting for its final deletion, is a success. One older than 30 days stays restorable
 * for seven days.
 */
export async function deleteOAuthClient(session: Session, clientId: string, state: OAuthClientState): Promise<void> {
  const identity = await requireSameOrganization(session, state);
  requireNotSelf(identity, clientId, "delete it", state);
  requireNotJustAdopted(session, clientId);
  const live = await readLiveClient(session, clientId, state.dateCreated);
  if (live !== undefined) await deleteLiveClient(session, live);
}

/** A client whose resource was renamed in the program with `import` at the new name must survive the end of the old one. */
function requireNotJustAdopted(session: Session, clientId: string): void {
  if (!session.ownership.isAdopted(clientId)) return;
  throw new GuardError("another resource has adopted it in this very run. It was not deleted", {
    operation: `delete OAuth client ${clientId}`,
    clientId,
    nextStep:
      "Take the old resource out of the state with `pulumi state delete <its URN>`. To rename a resource, use the option aliases instead of import.",
  });
}

/** The two steps, for a client as it is now. */
export async function deleteLiveClient(session: Session, live: ApiOAuthClient): Promise<void> {
  if (isPendingDeletion(live)) return;
  requireNotDisabled(live);
  session.reader.forget(live.id);
  try {
    if (live.state !== "inactive") await session.api.updateClient(live.id, stateChangeRequest(live, "inactive"));
    await session.api.deleteClient(live.id);
  } catch (error) {
    if (!isErrorOf(error, NotFoundError)) throw error;
  }
}
