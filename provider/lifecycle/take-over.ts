import type { ApiOAuthClient } from "../api/api-types.ts";
import { AmbiguousError, NoAnswerError, PartialFailureError } from "../errors/index.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { describeClient, isAsAskedFor } from "../model/same-client.ts";
import { observedState } from "../model/translate.ts";
import { growingWaits } from "./read-live.ts";
import { regenerateSecret } from "./regenerate-secret.ts";
import type { Identity, Session } from "./session.ts";

/** The server's clock is known to about a second. A client that is older than the request by more than this is not its result. */
const CLOCK_TOLERANCE_MS = 3_000;

/**
 * Looks for the client that a creation with a lost answer created. It must be new since this process began, in no other
 * resource of this run, created by our own login since the request was sent, and equal in every field that was sent.
 *
 * Absence proves nothing until the consistency window has passed. Until then, the listing is read repeatedly.
 * @returns the client; undefined if there certainly is none.
 * @throws AmbiguousError if there are several, or if the creator is unknown.
 * @throws NoAnswerError with the message of the lost answer's error, if the listing can't be read.
 */
export async function findCreatedClient(
  session: Session,
  identity: Identity,
  inputs: OAuthClientInputs,
  sentAt: number,
  lostAnswer: NoAnswerError,
): Promise<ApiOAuthClient | undefined> {
  const before = await session.clientsBefore();
  const isCandidate = (client: ApiOAuthClient) =>
    !before.has(client.id) &&
    !session.ownership.isClaimed(client.id) &&
    isAsAskedFor(client, inputs) &&
    Date.parse(client.dateCreated ?? "") >= sentAt - CLOCK_TOLERANCE_MS;
  const isOurs = (client: ApiOAuthClient) => client.createdBy?.id === identity.clientId;

  let listedLast = false;
  for (const wait of [...growingWaits(session.consistencyWindowMs), undefined]) {
    const listed = await listOrNothing(session);
    listedLast = listed !== undefined;
    const candidates = [...(listed?.values() ?? [])].filter(isCandidate);
    const ours = candidates.filter(isOurs);
    if (ours.length > 0) return onlyCandidate(ours, identity, inputs);
    // Created by somebody else, or by us under an id that we don't know (a user's token). It must be neither taken nor duplicated.
    if (candidates.length > 0 && wait === undefined)
      throw undecidable(
        candidates,
        inputs,
        "If it is not yours, run `pulumi up` again: it creates your own. Otherwise: ",
      );
    if (wait !== undefined) await session.sleep(wait);
  }
  if (listedLast) return undefined;
  throw new NoAnswerError(
    `${lostAnswer.message} It is unknown whether the client was created, because the listing can't be read either.`,
    { nextStep: "Run `pulumi up` again: it first looks for the client and names it." },
  );
}

/** Takes over the client of a lost answer for the resource. Its first secret is lost, so it gets a new one. */
export async function takeOver(
  session: Session,
  { organizationId }: Identity,
  inputs: OAuthClientInputs,
  client: ApiOAuthClient,
): Promise<OAuthClientState> {
  session.ownership.claim(client.id);
  const { secretVersion, ...unversioned } = inputs;
  const state = observedState(client, {
    ...unversioned,
    clientSecret: "",
    organizationId,
    apiUrl: session.api.apiUrl,
    secretPending: true,
  });
  try {
    return await regenerateSecret(session, client.id, state, secretVersion);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PartialFailureError(
      client.id,
      { ...state },
      `The client was created, but the answer with its secret was lost. A new secret could not be generated yet; the next \`pulumi up\` does it. ${reason}`,
    );
  }
}

function onlyCandidate(
  candidates: readonly ApiOAuthClient[],
  identity: Identity,
  inputs: OAuthClientInputs,
): ApiOAuthClient {
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1 && identity.clientId !== undefined) return only;
  throw undecidable(candidates, inputs);
}

function undecidable(candidates: readonly ApiOAuthClient[], inputs: OAuthClientInputs, advice = ""): AmbiguousError {
  return new AmbiguousError(
    `The answer to the creation of ${JSON.stringify(inputs.name)} was lost, and ${
      candidates.length === 1 ? "one client may be" : `each of ${candidates.length} clients may be`
    } the one that it created: ${candidates.map(describeClient).join("; ")}`,
    { nextStep: `${advice}${nextStepFor("the one that belongs to this resource")}` },
  );
}

/** The next step for a decision that we must leave to a person. */
export function nextStepFor(which: string): string {
  return (
    `Adopt ${which} with the resource option import: "<id>" (then change secretVersion to get a secret), ` +
    "or delete it with `genesyscloud-oauth delete <id> --yes`. Then run `pulumi up` again."
  );
}

async function listOrNothing(session: Session): Promise<ReadonlyMap<string, ApiOAuthClient> | undefined> {
  try {
    return await session.listAll();
  } catch {
    // The caller tries again, and reports it if there is never an answer.
    return undefined;
  }
}
