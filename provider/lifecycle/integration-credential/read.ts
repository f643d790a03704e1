import { NotFoundError } from "../../errors/index.ts";
import { inputsOfCredential, observedCredential } from "../../model/credential-translation.ts";
import type { IntegrationCredentialInputs, IntegrationCredentialState } from "../../model/integration-credential.ts";
import { CREDENTIAL_KIND } from "../../model/resource-kind.ts";
import { requireSameOrganization } from "../guards.ts";
import { readLive } from "../read-live.ts";
import type { CredentialSession } from "./credential-session.ts";

/**
 * Reads the credential for a refresh, or for `IntegrationCredential.get` when there is no state yet. The fields come from the state,
 * because Genesys Cloud never shows them.
 * @throws GuardError if the login does not belong to the state.
 * @throws NotFoundError if there is neither a state nor a credential.
 * @returns undefined if the credential is gone.
 */
export async function readCredential(
  session: CredentialSession,
  id: string,
  state: Partial<IntegrationCredentialState>,
): Promise<{ readonly state: IntegrationCredentialState; readonly inputs: IntegrationCredentialInputs } | undefined> {
  session.claim(id);
  const { organizationId, apiUrl } = await requireSameOrganization(session.shared, state);
  const live = await readLive(session.shared, state.createdDate, () => session.api.getCredential(id));
  if (live === undefined) {
    if (state.credentialId !== undefined) return undefined;
    throw new NotFoundError("it does not exist in this organisation", {
      operation: `read integration credential ${id}`,
      nextStep: "Check the id, the region and the login.",
    });
  }
  const observed = observedCredential(live, {
    ...state,
    resourceKind: CREDENTIAL_KIND,
    fields: state.fields ?? {},
    organizationId: state.organizationId ?? organizationId,
    apiUrl,
  });
  return { state: observed, inputs: inputsOfCredential(observed) };
}
