import { isErrorOf, NotFoundError } from "../../errors/index.ts";
import { readLive } from "../read-live.ts";
import type { CredentialSession } from "./credential-session.ts";

/**
 * Sends a write to a credential. A 404 means that the credential is gone, unless a read finds it: one that was created only minutes ago
 * may not be visible everywhere yet. The write is then sent once more.
 * @param createdDate ISO date from the state.
 * @returns undefined if the credential is gone.
 */
export async function writeLive<T>(
  session: CredentialSession,
  credentialId: string,
  createdDate: string | undefined,
  write: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (!isErrorOf(error, NotFoundError)) throw error;
    const live = await readLive(session.shared, createdDate, () => session.api.getCredential(credentialId));
    return live === undefined ? undefined : write();
  }
}
