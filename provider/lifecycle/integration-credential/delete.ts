import type { IntegrationCredentialState } from "../../model/integration-credential.ts";
import { requireSameOrganization } from "../guards.ts";
import type { CredentialSession } from "./credential-session.ts";
import { writeLive } from "./write-live.ts";

/**
 * Deletes the credential. It also succeeds if the credential is gone. A credential that another resource of the stack has adopted is
 * kept.
 * @throws ApiError if Genesys Cloud refuses, for example because an integration uses the credential.
 */
export async function deleteCredential(
  session: CredentialSession,
  credentialId: string,
  state: IntegrationCredentialState,
): Promise<void> {
  await requireSameOrganization(session.shared, state);
  // The program renamed the resource and used `import` under the new name. The credential now belongs to that resource.
  const isAdopter = state.importId?.toLowerCase() === credentialId.toLowerCase();
  if (session.isJustAdopted(credentialId) || (session.stack.hasAdopted(credentialId) && !isAdopter)) return;
  await writeLive(session, credentialId, state.createdDate, () => session.api.deleteCredential(credentialId));
}
