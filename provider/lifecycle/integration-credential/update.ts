import { GenesysError, isErrorOf, NotFoundError, PartialFailureError } from "../../errors/index.ts";
import { credentialRequest, observedCredential } from "../../model/credential-translation.ts";
import type { IntegrationCredentialInputs, IntegrationCredentialState } from "../../model/integration-credential.ts";
import { requireSameOrganization } from "../guards.ts";
import type { CredentialSession } from "./credential-session.ts";
import { namingTypes } from "./naming-types.ts";
import { writeLive } from "./write-live.ts";

/**
 * Updates the credential in place: one PUT with the name and all fields of the program.
 * @throws PartialFailureError if the answer is lost, so that nobody knows which fields are in force. The next update sends them again,
 * whatever the program says then.
 */
export async function updateCredential(
  session: CredentialSession,
  credentialId: string,
  state: IntegrationCredentialState,
  inputs: IntegrationCredentialInputs,
): Promise<IntegrationCredentialState> {
  session.claim(credentialId);
  await requireSameOrganization(session.shared, state);
  const request = credentialRequest(inputs);
  const { fieldsPending, importId, ...carried } = state;
  const next = { ...carried, ...inputs };
  const put = () => session.api.updateCredential(credentialId, request);
  try {
    const updated = await namingTypes(session, inputs, () => writeLive(session, credentialId, state.createdDate, put));
    if (updated === undefined) throw gone(credentialId);
    return observedCredential(updated, next);
  } catch (error) {
    if (!isErrorOf(error, GenesysError) || !error.mayHaveBeenApplied) throw error;
    throw new PartialFailureError(
      credentialId,
      { ...next, fieldsPending: true },
      `It is unknown whether the credential was updated; the next \`pulumi up\` sends it again. ${error.message}`,
    );
  }
}

function gone(credentialId: string): NotFoundError {
  return new NotFoundError("it no longer exists in Genesys Cloud", {
    operation: `update integration credential ${credentialId}`,
    nextStep: "Run `pulumi refresh` to record this. The next `pulumi up` then creates a new credential.",
  });
}
