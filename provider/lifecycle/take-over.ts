import type { ApiOAuthClient } from "../api/api-types.ts";
import { AmbiguousError, CancelledError, isErrorOf, NoAnswerError, PartialFailureError } from "../errors/index.ts";
import { belongingOf } from "../model/belonging.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { splitMark } from "../model/ownership-mark.ts";
import { describeClient, isAlike, isAlikeName, isAsAskedFor } from "../model/same-client.ts";
import { observedState } from "../model/translate.ts";
import { rememberAlterations } from "./alterations.ts";
import { growingWaits } from "./read-live.ts";
import { regenerateSecret } from "./regenerate-secret.ts";
import type { Identity, Session } from "./session.ts";

/** The server's clock is known to about a second. */
export const CLOCK_TOLERANCE_MS = 3_000;

/**
 * A client that is older than a request, or than the run that sent it, by more than this is not its result, in whatever time zone the API
 * tells its dates.
 */
export const CERTAINLY_OLDER_MS = 24 * 3_600_000;

/** What is known of a creation whose answer is lost. */
export interface LostCreation {
  /** The server's time in epoch milliseconds at which the request was sent. */
  readonly sentAt: number;
  /** Whether the client was there before. */
  readonly wasThere: (clientId: string) => boolean;
  /** Id under which the API records our creations, if that is known. */
  readonly creatorId: string | undefined;
  /** How long the client may still be invisible, in milliseconds. Default: the consistency window. */
  readonly invisibleMs?: number;
}

/**
 * Looks for the client that a creation with a lost answer created. The evidence is the listing that was read before the
 * request: a client that is new since, in no other resource of this run, and equal in every field that was
 * sent is the one. If clients are marked, the mark decides. Creator and date only narrow the choice, because nobody outside Genesys knows what they tell.
 *
 * Absence proves nothing until the consistency window has passed. Until then, the listing is read repeatedly.
 * @returns the client; undefined if there certainly is none.
 * @param lostAnswer message of the error that the lost answer has caused.
 * @throws AmbiguousError if several clients could be the one.
 * @throws NoAnswerError with that message, if the listing can't be read.
 * @throws CancelledError if the run is cancelled before it is known.
 */
export async function findCreatedClient(
  session: Session,
  identity: Identity,
  inputs: OAuthClientInputs,
  lost: LostCreation,
  lostAnswer: string,
): Promise<ApiOAuthClient | undefined> {
  let listedLast = false;
  for (const wait of [...growingWaits(lost.invisibleMs ?? session.consistencyWindowMs), undefined]) {
    const listed = await listOrNothing(session);
    listedLast = listed !== undefined;
    const fresh = [...(listed?.values() ?? [])].filter(
      (client) =>
        !lost.wasThere(client.id) &&
        !session.ownership.isClaimed(client.id) &&
        (hasMarkOf(client, inputs) || isPossiblyOurs(lost, client)) &&
        isAlikeName(client.name, inputs.name),
    );
    const candidates = await matching(session, fresh, inputs);
    if (candidates.length > 0) return onlyCandidate(narrowed(lost, identity, candidates), inputs);
    if (wait !== undefined) await session.sleep(wait);
  }
  if (listedLast) return undefined;
  throw new NoAnswerError(
    `${lostAnswer} It is unknown whether the client was created, because the listing can't be read either.`,
    {
      nextStep:
        inputs.ownershipMark === undefined
          ? "Run `genesyscloud-oauth recover` before the next `pulumi up`: it finds the client, and settles it."
          : "Run `pulumi up` again: it finds the client by its ownership mark, and takes it over.",
    },
  );
}

/** Leaves out what certainly is not ours: made by another creator than the answers to our creations name, or long before. */
function isPossiblyOurs({ creatorId, sentAt }: LostCreation, { createdBy, dateCreated }: ApiOAuthClient): boolean {
  if (creatorId !== undefined && createdBy?.id !== undefined && createdBy.id !== creatorId) return false;
  return !(Date.parse(dateCreated ?? "") < sentAt - CERTAINLY_OLDER_MS);
}

/** The clients that are as asked for, or else those that are so in the form that Genesys Cloud may give to values. */
async function matching(
  session: Session,
  entries: readonly ApiOAuthClient[],
  inputs: OAuthClientInputs,
): Promise<readonly ApiOAuthClient[]> {
  const equal = entries.filter((entry) => isAsAskedFor(entry, inputs));
  if (equal.length > 0) return equal;
  // The entries of a listing may lack fields: the clients themselves tell.
  const clients = (await Promise.all(entries.map(({ id }) => readOrNothing(session, id)))).filter(
    (client) => client !== undefined,
  );
  const marked = clients.filter((client) => hasMarkOf(client, inputs));
  if (marked.length > 0) return marked;
  const whole = clients.filter((client) => isAsAskedFor(client, inputs));
  return whole.length > 0 ? whole : clients.filter((client) => isAlike(client, inputs));
}

/** Whether the client carries the ownership mark of the resource. This is certain evidence. */
function hasMarkOf({ description }: ApiOAuthClient, { ownershipMark }: OAuthClientInputs): boolean {
  return ownershipMark !== undefined && splitMark(description).ownershipMark === ownershipMark;
}

/** Of several candidates those that creator and date speak for, if they do speak. */
function narrowed(
  { creatorId, sentAt }: LostCreation,
  { clientId }: Identity,
  candidates: readonly ApiOAuthClient[],
): readonly ApiOAuthClient[] {
  const hints = [
    ({ createdBy }: ApiOAuthClient) => createdBy?.id !== undefined && createdBy.id === (creatorId ?? clientId),
    ({ dateCreated }: ApiOAuthClient) => Date.parse(dateCreated ?? "") >= sentAt - CLOCK_TOLERANCE_MS,
  ];
  return hints.reduce<readonly ApiOAuthClient[]>((left, hint) => {
    const preferred = left.filter(hint);
    return preferred.length > 0 ? preferred : left;
  }, candidates);
}

/** Takes over the client of a lost answer for the resource. Its first secret is lost, so it gets a new one. */
export async function takeOver(
  session: Session,
  identity: Identity,
  inputs: OAuthClientInputs,
  client: ApiOAuthClient,
): Promise<OAuthClientState> {
  session.ownership.claim(client.id);
  const { secretVersion, ...unversioned } = inputs;
  const state = observedState(client, {
    ...unversioned,
    clientSecret: "",
    dateCreated: new Date(session.api.serverNow()).toISOString(),
    ...belongingOf(identity),
    secretPending: true,
    // A client that is not as asked for in any form is still to be changed.
    ...(isAlike(client, inputs) ? rememberAlterations(session, client, inputs) : {}),
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

function onlyCandidate(candidates: readonly ApiOAuthClient[], inputs: OAuthClientInputs): ApiOAuthClient {
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  throw new AmbiguousError(
    `The answer to the creation of ${JSON.stringify(inputs.name)} was lost, and each of ${candidates.length} clients could be ` +
      `the one that it created: ${candidates.map(describeClient).join("; ")}`,
    {
      nextStep:
        "`genesyscloud-oauth recover` shows them, and takes the one that you name with --take. Or adopt it with the resource " +
        'option import: "<id>", then change secretVersion to get a secret.',
    },
  );
}

async function readOrNothing(session: Session, clientId: string): Promise<ApiOAuthClient | undefined> {
  try {
    return await session.api.getClient(clientId);
  } catch (error) {
    requireNotCancelled(error);
    // Not visible yet, or no answer: the next round asks again.
    return undefined;
  }
}

async function listOrNothing(session: Session): Promise<ReadonlyMap<string, ApiOAuthClient> | undefined> {
  try {
    return await session.listAll();
  } catch (error) {
    requireNotCancelled(error);
    // The caller tries again, and reports it if there is never an answer.
    return undefined;
  }
}

function requireNotCancelled(error: unknown): void {
  if (isErrorOf(error, CancelledError)) throw error;
}
