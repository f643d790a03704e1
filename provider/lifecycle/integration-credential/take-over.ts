import type { ApiCredential } from "../../api/api-types.ts";
import { AmbiguousError, CancelledError, isErrorOf, NoAnswerError, PartialFailureError } from "../../errors/index.ts";
import { credentialRequest, observedCredential } from "../../model/credential-translation.ts";
import type { IntegrationCredentialInputs, IntegrationCredentialState } from "../../model/integration-credential.ts";
import { growingWaits } from "../read-live.ts";
import type { CredentialSession } from "./credential-session.ts";
import { describeCredential, isAsAskedFor } from "./equal-credentials.ts";

/**
 * Looks for the credential that a creation with a lost answer created. The evidence is the listing that was read before this
 * process created anything: a credential that is new since, in no other resource of this run, and of the same name and type is the
 * one. Absence proves nothing until the consistency window has passed. Until then, the listing is read repeatedly.
 * @returns the credential; undefined if there certainly is none.
 * @throws AmbiguousError if several credentials could be the one.
 * @throws NoAnswerError with the message of the lost answer's error, if the listing can't be read, or the run is cancelled.
 */
export async function findCreatedCredential(
  session: CredentialSession,
  inputs: IntegrationCredentialInputs,
  lostAnswer: NoAnswerError,
): Promise<ApiCredential | undefined> {
  const before = await session.credentialsBefore();
  let listedLast = false;
  for (const wait of [...growingWaits(session.shared.consistencyWindowMs), undefined]) {
    const listed = await listOrNothing(session);
    listedLast = listed !== undefined;
    const candidates = [...(listed?.values() ?? [])].filter(
      (credential) =>
        !before.has(credential.id) && !session.isClaimed(credential.id) && isAsAskedFor(credential, inputs),
    );
    if (candidates.length > 0) return onlyCandidate(candidates, inputs);
    try {
      if (wait !== undefined) await session.shared.sleep(wait);
    } catch (error) {
      if (!isErrorOf(error, CancelledError)) throw error;
      listedLast = false;
      break;
    }
  }
  if (listedLast) return undefined;
  throw new NoAnswerError(
    `${lostAnswer.message} It is unknown whether the credential was created, because the listing can't be read either.`,
    {
      nextStep:
        `Look for a credential named ${JSON.stringify(inputs.name)} in Genesys Cloud before the next \`pulumi up\`. If it is there, adopt it with ` +
        'the resource option import: "<id>".',
    },
  );
}

/**
 * Takes over the credential of a lost answer for the resource. The fields are sent once more, because nobody can see what it holds.
 * @throws PartialFailureError if the fields could not be sent. The next update sends them.
 */
export async function takeOverCredential(
  session: CredentialSession,
  found: ApiCredential,
  inputs: IntegrationCredentialInputs,
  carried: Omit<IntegrationCredentialState, "credentialId">,
): Promise<IntegrationCredentialState> {
  session.claim(found.id);
  const state = observedCredential(found, carried);
  try {
    return observedCredential(await session.api.updateCredential(found.id, credentialRequest(inputs)), state);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PartialFailureError(
      found.id,
      { ...state, fieldsPending: true },
      `The credential was created, but the answer was lost, and its fields could not be sent once more; the next \`pulumi up\` does it. ${reason}`,
    );
  }
}

function onlyCandidate(candidates: readonly ApiCredential[], { name }: IntegrationCredentialInputs): ApiCredential {
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  throw new AmbiguousError(
    `The answer to the creation of integration credential ${JSON.stringify(name)} was lost, and each of ${candidates.length} credentials could be ` +
      `the one that it created: ${candidates.map(describeCredential).join("; ")}`,
    {
      nextStep:
        'Adopt the right one with the resource option import: "<id>", or delete those that nobody uses, then run it again.',
    },
  );
}

async function listOrNothing(session: CredentialSession): Promise<ReadonlyMap<string, ApiCredential> | undefined> {
  try {
    return await session.listAll();
  } catch {
    // The caller tries again, and reports it if there is never an answer.
    return undefined;
  }
}
