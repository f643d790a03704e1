import type { ApiOAuthClient } from "../api/api-types.ts";
import { NotFoundError } from "../errors/index.ts";
import { requireNotDisabled } from "./guards.ts";
import { readLiveClient } from "./read-live.ts";
import type { Session } from "./session.ts";

/**
 * The client by its own GET, as it is now, for a change.
 * @param dateCreated ISO date from the state: a young client may not be visible yet.
 * @throws NotFoundError if it is gone, GuardError if it is disabled.
 */
export async function requireLiveClient(
  session: Session,
  clientId: string,
  dateCreated?: string,
): Promise<ApiOAuthClient> {
  const live = await readLiveClient(session, clientId, dateCreated, (id) => session.api.getClient(id));
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
