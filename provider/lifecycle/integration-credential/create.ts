import { isErrorOf, NoAnswerError } from "../../errors/index.ts";
import { belongingOf } from "../../model/belonging.ts";
import { credentialRequest, observedCredential } from "../../model/credential-translation.ts";
import type { IntegrationCredentialInputs, IntegrationCredentialState } from "../../model/integration-credential.ts";
import { adoptCredential } from "./adopt.ts";
import type { CredentialSession } from "./credential-session.ts";
import { warnOfEqualCredentials } from "./equal-credentials.ts";
import { namingTypes } from "./naming-types.ts";
import { similarityKey } from "./stack-credentials.ts";
import { findCreatedCredential, takeOverCredential } from "./take-over.ts";

/** How often the request is sent at most. It is sent again only if the first request certainly created nothing. */
const MAX_SENDINGS = 2;

/**
 * Creates the credential, or adopts the one that `importId` names.
 *
 * If the answer is lost, we look for the credential that the request created, and take it over with a PUT of its fields. The
 * request is sent again only if the credential does not appear within the consistency window. Two credentials for one resource
 * never remain.
 */
export async function createCredential(
  session: CredentialSession,
  inputs: IntegrationCredentialInputs,
): Promise<IntegrationCredentialState> {
  const { importId } = inputs;
  // A resource that was adopted earlier is here again when it is replaced. It then needs a credential of its own.
  if (importId !== undefined && !session.stack.hasAdopted(importId)) return adoptCredential(session, inputs, importId);
  // Credentials that could be mistaken for each other are created one at a time, so that each lost answer has only one candidate.
  const key = `${inputs.resourceKind} ${similarityKey(inputs)}`;
  return session.shared.inTurn(key, () => createOnce(session, inputs));
}

async function createOnce(
  session: CredentialSession,
  inputs: IntegrationCredentialInputs,
): Promise<IntegrationCredentialState> {
  const identity = await session.shared.identity();
  const request = credentialRequest(inputs);
  warnOfEqualCredentials(session, inputs, await session.credentialsBefore());
  const carried = {
    ...inputs,
    // Where the API does not tell it: a credential that was created minutes ago must not look deleted.
    createdDate: new Date(session.shared.api.serverNow()).toISOString(),
    ...belongingOf(identity),
  };
  for (let sending = 1; ; sending++) {
    try {
      const created = await namingTypes(session, inputs, () => session.api.createCredential(request));
      session.claim(created.id);
      return observedCredential(created, carried);
    } catch (error) {
      if (!isErrorOf(error, NoAnswerError) || !error.mayHaveBeenApplied) throw error;
      const created = await findCreatedCredential(session, inputs, error);
      if (created !== undefined) return takeOverCredential(session, created, inputs, carried);
      if (sending === MAX_SENDINGS) throw error;
    }
  }
}
