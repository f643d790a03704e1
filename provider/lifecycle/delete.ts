import type { ApiOAuthClient } from "../api/api-types.ts";
import { isErrorOf, NotFoundError } from "../errors/index.ts";
import type { OAuthClientState } from "../model/oauth-client.ts";
import { isPendingDeletion, stateChangeRequest } from "../model/translate.ts";
import { isInDoubt, settleCreation } from "./creation-in-doubt.ts";
import { requireNotDisabled, requireNotSelf, requireSameOrganization } from "./guards.ts";
import { readLiveClient } from "./read-live.ts";
import type { Session } from "./session.ts";

/**
 * Deletes the client in the two steps that Genesys Cloud asks for: inactive first, then `DELETE`.
 *
 * It also succeeds if the client is gone or waiting for its final deletion. A client that another resource of the stack has
 * adopted is kept. A client older than 30 days stays restorable for seven days.
 */
export async function deleteOAuthClient(session: Session, clientId: string, state: OAuthClientState): Promise<void> {
  const identity = await requireSameOrganization(session, state);
  // The program renamed the resource and used `import` under the new name. The client now belongs to that resource.
  if (session.ownership.isAdopted(clientId)) return;
  if (isInDoubt(state)) {
    const created = await settleCreation(session, identity, state);
    if (created !== undefined) await deleteLiveClient(session, created);
    return;
  }
  requireNotSelf(identity, clientId, "delete", state);
  const live = await readLiveClient(session, clientId, state.dateCreated, (id) =>
    session.reader.readBeforeDeletion(id),
  );
  if (live !== undefined) await deleteLiveClient(session, live);
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
