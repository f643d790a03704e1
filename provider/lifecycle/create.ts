import type { ApiOAuthClient } from "../api/api-types.ts";
import { CancelledError, isErrorOf, NoAnswerError } from "../errors/index.ts";
import { belongingOf } from "../model/belonging.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { keepsSlots, leavesStateAlone } from "../model/rotation-slots.ts";
import { creationRequest, observedState } from "../model/translate.ts";
import { adoptOAuthClient } from "./adopt.ts";
import { rememberAlterations } from "./alterations.ts";
import { isInDoubt, keptInDoubt, settleCreation } from "./creation-in-doubt.ts";
import { warnOfEqualClients } from "./equal-clients.ts";
import { namingMarkLength } from "./mark-length.ts";
import { takeOverAndUpdate, takeOverOwnLeftOver } from "./own-left-over.ts";
import { similarityKey } from "./ownership.ts";
import { createFirstClient } from "./rotation/create-slots.ts";
import type { Session } from "./session.ts";
import { findCreatedClient, takeOver } from "./take-over.ts";

/** How often the request is sent at most. It is sent again only if the first request certainly created nothing. */
const MAX_SENDINGS = 2;

/**
 * Creates the client, or adopts the one that `importId` names.
 *
 * Only the answer to the `POST` contains the secret. If that answer is lost, we look for the client that the request created,
 * and take it over with a new secret. The request is sent again only if the client does not appear within the consistency
 * window. Two clients for one resource never remain.
 *
 * With an ownership mark, a client that an earlier run created for this resource is taken over. Nothing is created then.
 * @param before the state that the new one replaces. If it is a creation in doubt, that is settled first.
 * @throws PartialFailureError if the run is cancelled, and the client may exist.
 */
export async function createOAuthClient(
  session: Session,
  inputs: OAuthClientInputs,
  before: Partial<OAuthClientState> = {},
): Promise<OAuthClientState> {
  const create = (asked = inputs) => createClient(session, asked, before);
  if (keepsSlots(inputs)) return createFirstClient(session, inputs, create);
  return leavesStateAlone(inputs) ? { ...(await create()), declaredState: inputs.state } : create();
}

async function createClient(
  session: Session,
  inputs: OAuthClientInputs,
  before: Partial<OAuthClientState>,
): Promise<OAuthClientState> {
  if (inputs.importId !== undefined) return adoptOAuthClient(session, inputs, inputs.importId);
  if (isInDoubt(before)) {
    const identity = await session.identity();
    const created = await settleCreation(session, identity, before);
    if (created !== undefined) return takeOverAndUpdate(session, identity, inputs, created);
  }
  // Clients that could be mistaken for each other are created one at a time, so that each lost answer has only one candidate.
  return session.inTurn(similarityKey(inputs), () => createOnce(session, inputs));
}

async function createOnce(session: Session, inputs: OAuthClientInputs): Promise<OAuthClientState> {
  const identity = await session.identity();
  const leftOver = await takeOverOwnLeftOver(session, identity, inputs);
  if (leftOver !== undefined) return leftOver;
  const before = await session.clientsBefore();
  warnOfEqualClients(session, inputs, before);
  const sentAt = session.api.serverNow();
  for (let sending = 1; ; sending++) {
    try {
      const created = requireComplete(
        await namingMarkLength(inputs, () => session.api.createClient(creationRequest(inputs))),
        inputs.name,
      );
      session.ownership.claim(created.id);
      session.creatorId ??= created.createdBy?.id;
      return observedState(created, {
        ...inputs,
        ...rememberAlterations(session, created, inputs),
        clientSecret: created.secret,
        secretDate: new Date(sentAt).toISOString(),
        secretStatus: "valid",
        // Where the API does not tell it: a client that was created minutes ago must not look deleted.
        dateCreated: new Date(sentAt).toISOString(),
        ...belongingOf(identity),
      });
    } catch (error) {
      if (!isErrorOf(error, NoAnswerError) || !error.mayHaveBeenApplied) throw error;
      const lost = { sentAt, wasThere: (id: string) => before.has(id), creatorId: session.creatorId };
      const created = await findCreatedClient(session, identity, inputs, lost, error.message).catch((reason) => {
        if (!isErrorOf(reason, CancelledError)) throw reason;
        throw keptInDoubt(identity, inputs, lost, before);
      });
      if (created !== undefined) return takeOver(session, identity, inputs, created);
      if (sending === MAX_SENDINGS) throw error;
    }
  }
}

/** An answer without id or secret counts as no answer, because the client may or may not have been created. */
function requireComplete(answer: ApiOAuthClient, name: string): ApiOAuthClient & { readonly secret: string } {
  const { id, secret } = answer;
  if (typeof id === "string" && typeof secret === "string" && secret !== "") return { ...answer, secret };
  throw new NoAnswerError("the answer has no id or no secret", {
    operation: `create OAuth client ${JSON.stringify(name)}`,
    nextStep: "Check that genesyscloud:apiUrl leads to the Genesys Cloud API.",
  });
}
