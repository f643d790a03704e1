import type { ApiOAuthClient } from "../api/api-types.ts";
import { isErrorOf, NotFoundError } from "../errors/index.ts";
import type { Session } from "./session.ts";

/** How long after its creation a client may answer 404 although it exists, in milliseconds. Assumed: Genesys documents no limit. */
const FRESH_MS = 5 * 60_000;

/**
 * The live client; undefined if it is gone.
 *
 * A 404 means that the client is gone, unless it was created only minutes ago. Such a client is read again, with growing
 * waits, until the consistency window has passed. Any other failure throws, because it must never look like a deletion.
 * @param dateCreated ISO date from the state. Without it, there is no waiting.
 * @param read how to read the client. Default: together with the other reads of this process, perhaps from the listing.
 */
export async function readLiveClient(
  session: Session,
  clientId: string,
  dateCreated: string | undefined,
  read: (id: string) => Promise<ApiOAuthClient> = (id) => session.reader.read(id),
): Promise<ApiOAuthClient | undefined> {
  return readLive(session, dateCreated, () => read(clientId));
}

/** Like {@link readLiveClient}, for an entity of any kind. */
export async function readLive<T>(
  session: Session,
  dateCreated: string | undefined,
  read: () => Promise<T>,
): Promise<T | undefined> {
  for (const wait of [...(isFresh(session, dateCreated) ? growingWaits(session.consistencyWindowMs) : []), undefined]) {
    try {
      return await read();
    } catch (error) {
      if (!isErrorOf(error, NotFoundError)) throw error;
      if (wait !== undefined) await session.sleep(wait);
    }
  }
  return undefined;
}

/** Waits in milliseconds, each twice as long as the one before. Together they take exactly the total. */
export function growingWaits(totalMs: number): readonly number[] {
  const waits: number[] = [];
  let left = totalMs;
  for (let wait = Math.max(totalMs / 64, 1); left > 0; wait *= 2) {
    waits.push(Math.min(wait, left));
    left -= wait;
  }
  return waits;
}

function isFresh(session: Session, dateCreated: string | undefined): boolean {
  return dateCreated !== undefined && session.api.serverNow() - Date.parse(dateCreated) < FRESH_MS;
}
