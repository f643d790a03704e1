import { GuardError, NotFoundError } from "../../errors/index.ts";
import { credentialRequest, observedCredential } from "../../model/credential-translation.ts";
import type { IntegrationCredentialInputs, IntegrationCredentialState } from "../../model/integration-credential.ts";
import { readLive } from "../read-live.ts";
import type { CredentialSession } from "./credential-session.ts";

/**
 * Adopts an existing credential into the stack (`opts.import`). The program must describe its name and type as they are. Nobody can
 * see its fields, so those of the program are sent: from then on they are what integrations read.
 * @throws GuardError if the name or the type differs, or another resource of this run has the credential. Nothing was changed then.
 */
export async function adoptCredential(
  session: CredentialSession,
  inputs: IntegrationCredentialInputs,
  importId: string,
): Promise<IntegrationCredentialState> {
  const operation = `adopt integration credential ${importId}`;
  const { organizationId } = await session.shared.identity();
  const live = await readLive(session.shared, undefined, () => session.api.getCredential(importId));
  if (live === undefined) {
    throw new NotFoundError("it does not exist in this organisation", {
      operation,
      nextStep: "Check the id, the region and the login.",
    });
  }
  const different = (["name", "type"] as const).filter(
    (property) => live[property] !== undefined && live[property] !== inputs[property],
  );
  if (different.length > 0) {
    const list = different.map(
      (property) =>
        `${property}: write ${JSON.stringify(live[property])} instead of ${JSON.stringify(inputs[property])}`,
    );
    throw new GuardError(`the program differs from the credential: ${list.join("; ")}`, {
      operation,
      nextStep:
        "Nothing was changed. Correct the program, adopt the credential, and make your changes with the next `pulumi up`.",
    });
  }
  if (session.isClaimed(live.id)) {
    throw new GuardError("another resource of this stack already manages it", {
      operation,
      nextStep: "Remove one of the two resources. To rename a resource, use the option aliases instead of import.",
    });
  }
  session.noteAdopted(live.id);
  const updated = await session.api.updateCredential(live.id, credentialRequest(inputs));
  return observedCredential(updated, { ...inputs, organizationId, apiUrl: session.shared.api.apiUrl });
}
