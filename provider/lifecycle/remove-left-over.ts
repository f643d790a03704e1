import { requireClientId } from "../api/identifiers.ts";
import { NotFoundError } from "../errors/index.ts";
import { describeClient } from "../model/same-client.ts";
import { deleteLiveClient } from "./delete.ts";
import { requireNotSelf } from "./guards.ts";
import { readLiveClient } from "./read-live.ts";
import type { Session } from "./session.ts";

/**
 * Shows a client that no stack manages, and deletes it if confirmed.
 * @returns one line that says what was found or done.
 */
export async function removeLeftOver(session: Session, id: string, confirmed: boolean): Promise<string> {
  const clientId = requireClientId(id);
  const { organizationName, ...identity } = await session.identity();
  const live = await readLiveClient(session, clientId, undefined);
  if (live === undefined) {
    throw new NotFoundError(`it does not exist in organisation ${organizationName}`, {
      operation: `delete OAuth client ${clientId}`,
      clientId,
      nextStep: "Check the id, the region and the login.",
    });
  }
  const client = `${describeClient(live)} in organisation ${organizationName}`;
  if (!confirmed) return `Would delete ${client}. Add --yes to delete it. Its secret then stops working.`;
  requireNotSelf({ organizationName, ...identity }, clientId, "delete", {}, "Log in as another client.");
  await deleteLiveClient(session, live);
  const left = await readLiveClient(session, clientId, undefined);
  return left?.dateToDelete
    ? `Deleted ${client}. Genesys Cloud keeps it restorable until ${left.dateToDelete}.`
    : `Deleted ${client}.`;
}
