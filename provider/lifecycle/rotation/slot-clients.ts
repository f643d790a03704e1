import type { ApiOAuthClient } from "../../api/api-types.ts";
import { isErrorOf, NotFoundError } from "../../errors/index.ts";
import { isPendingDeletion, stateChangeRequest } from "../../model/translate.ts";
import { requireNotDisabled } from "../guards.ts";
import { requireLiveClient } from "../require-live.ts";
import type { Session } from "../session.ts";

/**
 * Makes a client active or inactive. One that is gone stays so: the next refresh finds out, and the client's own resource
 * creates it anew.
 */
export async function setClientState(session: Session, clientId: string, state: string): Promise<void> {
  try {
    const live = await session.api.getClient(clientId);
    if (!isPendingDeletion(live)) await bringInto(session, live, state);
  } catch (error) {
    if (!isErrorOf(error, NotFoundError)) throw error;
  }
}

/**
 * Makes a client active or inactive before it is used.
 * @throws NotFoundError if it is gone, GuardError if it is disabled.
 */
export async function requireClientState(session: Session, clientId: string, state: string): Promise<void> {
  await bringInto(session, await requireLiveClient(session, clientId), state);
}

async function bringInto(session: Session, live: ApiOAuthClient, state: string): Promise<void> {
  if (live.state === state && !isPendingDeletion(live)) return;
  requireNotDisabled(live);
  session.reader.forget(live.id);
  await session.api.updateClient(live.id, stateChangeRequest(live, state === "inactive" ? "inactive" : "active"));
}
