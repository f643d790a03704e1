import type { ApiCredential } from "../../api/api-types.ts";
import { GuardError, NotFoundError } from "../../errors/index.ts";
import { belongingOf } from "../../model/belonging.ts";
import { credentialRequest, inputsOfCredential, observedCredential } from "../../model/credential-translation.ts";
import type { IntegrationCredentialInputs, IntegrationCredentialState } from "../../model/integration-credential.ts";
import { CREDENTIAL_KIND } from "../../model/resource-kind.ts";
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
  const operation = operationOn(importId);
  const identity = await session.shared.identity();
  const live = await readAdoptable(session, importId);
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
  requireUnclaimed(session, live.id);
  session.noteAdopted(live.id);
  const updated = await session.api.updateCredential(live.id, credentialRequest(inputs));
  return observedCredential(updated, { ...inputs, ...belongingOf(identity) });
}

/**
 * Reads an existing credential for the engine's own import, which compares it with the program and updates it with the program's
 * fields. Nobody can see the fields that it has.
 * @throws GuardError if another resource of this run has the credential.
 */
export async function importCredential(
  session: CredentialSession,
  importId: string,
): Promise<{ readonly state: IntegrationCredentialState; readonly inputs: IntegrationCredentialInputs }> {
  const identity = await session.shared.identity();
  const live = await readAdoptable(session, importId);
  requireUnclaimed(session, live.id);
  session.noteAdopted(live.id);
  const state = observedCredential(live, {
    resourceKind: CREDENTIAL_KIND,
    fields: {},
    ...belongingOf(identity),
  });
  return { state, inputs: inputsOfCredential(state) };
}

async function readAdoptable(session: CredentialSession, importId: string): Promise<ApiCredential> {
  const live = await readLive(session.shared, undefined, () => session.api.getCredential(importId));
  if (live !== undefined) return live;
  throw new NotFoundError("it does not exist in this organisation", {
    operation: operationOn(importId),
    nextStep: "Check the id, the region and the login.",
  });
}

function requireUnclaimed(session: CredentialSession, credentialId: string): void {
  if (!session.isClaimed(credentialId)) return;
  throw new GuardError("another resource of this stack already manages it", {
    operation: operationOn(credentialId),
    nextStep: "Remove one of the two resources. To rename a resource, use the option aliases instead of import.",
  });
}

function operationOn(credentialId: string): string {
  return `adopt integration credential ${credentialId}`;
}
