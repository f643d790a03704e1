import type { ApiOAuthClient } from "../api/api-types.ts";
import { isErrorOf, NotFoundError } from "../errors/index.ts";
import type { Session } from "./session.ts";

/** How long after its creation a client may answer 404 although it exists, in milliseconds. Assumed: Genesys names no bound. */
const FRESH_MS = 5 * 60_000;
/** How long we wait for a fresh client in all, in milliseconds. */
const LONGEST_WAIT_MS = 30_000;
const FIRST_WAIT_MS = 500;

/**
 * The live client; undefined when it is gone.
 *
 * A 404 means gone at once, except for a client that was created minutes ago: those are asked again, with growing waits.
 * Any other failure throws: it must never look like a deletion.
 * @param dateCreated ISO date from the state; without one, nothing is waited for.
 */
export async function readLiveClient(
  session: Session,
  clientId: string,
  dateCreated: string | undefined,
): Promise<ApiOAuthClient | undefined> {
  let waitedMs = 0;
  for (let wait = FIRST_WAIT_MS; ; wait *= 2) {
    try {
      return await session.api.getClient(clientId);
    } catch (error) {
      if (!isErrorOf(error, NotFoundError)) throw error;
      if (!isFresh(session, dateCreated) || waitedMs + wait > LONGEST_WAIT_MS) return undefined;
      await session.clock.sleep(wait);
      waitedMs += wait;
    }
  }
}

function isFresh(session: Session, dateCreated: string | undefined): boolean {
  return dateCreated !== undefined && session.clock.now() - Date.parse(dateCreated) < FRESH_MS;
}
