import type { ApiOAuthClient } from "../api/api-types.ts";
import { AmbiguousError, PartialFailureError } from "../errors/index.ts";
import { belongingOf } from "../model/belonging.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { splitMark } from "../model/ownership-mark.ts";
import { describeClient, isAlikeName } from "../model/same-client.ts";
import {
  creationRequest,
  inputsOfState,
  type ObservedInputs,
  observedInputs,
  observedState,
} from "../model/translate.ts";
import { similarityKey } from "./ownership.ts";
import type { Identity, Session } from "./session.ts";
import { CLOCK_TOLERANCE_MS, findCreatedClient, type LostCreation } from "./take-over.ts";

/** The id of a creation in doubt, for as long as it is not settled. No client has it. */
export const ID_IN_DOUBT = "creation-in-doubt";

/** How long after the request its client may have been created, in milliseconds. */
const LONGEST_CREATION_MS = 5 * 60_000;

/** A state that only says that the client may exist. */
export type StateInDoubt = OAuthClientState & Required<Pick<OAuthClientState, "creationInDoubt">>;

export function isInDoubt(state: Partial<OAuthClientState>): state is StateInDoubt {
  return state.creationInDoubt !== undefined;
}

/**
 * What the engine keeps if the run is cancelled before the answer to the creation came. Nobody has been given the secret in that
 * answer, so the client gets another one as soon as it is found.
 * @param listed the clients before the request.
 */
export function keptInDoubt(
  identity: Identity,
  inputs: OAuthClientInputs,
  { sentAt, creatorId }: LostCreation,
  listed: ReadonlyMap<string, ApiOAuthClient>,
): PartialFailureError {
  const alike = [...listed.values()].filter(({ name }) => isAlikeName(name, inputs.name));
  const asked = { ...creationRequest(inputs), id: "" } as ApiOAuthClient;
  const state: OAuthClientState = {
    ...observedState(asked, { ...inputs, clientSecret: "", ...belongingOf(identity) }),
    creationInDoubt: {
      sentAt: new Date(sentAt).toISOString(),
      before: alike.map(({ id }) => id),
      ...(creatorId === undefined ? {} : { creatorId }),
    },
  };
  return new PartialFailureError(
    ID_IN_DOUBT,
    { ...state },
    `The run was cancelled before Genesys Cloud answered the creation of OAuth client ${JSON.stringify(inputs.name)}. The next \`pulumi up\` finds out whether it exists.`,
  );
}

/**
 * The client that a creation in doubt has made; undefined if it has made none. Changes nothing.
 * @throws AmbiguousError if it could be somebody else's client.
 */
export function settleCreation(
  session: Session,
  identity: Identity,
  state: StateInDoubt,
): Promise<ApiOAuthClient | undefined> {
  const inputs = inputsOfState(state);
  return session.inTurn(similarityKey(inputs), async () => {
    const { before, creatorId, sentAt } = state.creationInDoubt;
    const invisibleUntil = Date.parse(sentAt) + session.consistencyWindowMs;
    const lost = {
      sentAt: Date.parse(sentAt),
      invisibleMs: Math.min(Math.max(invisibleUntil - session.api.serverNow(), 0), session.consistencyWindowMs),
      wasThere: (clientId: string) => before.includes(clientId),
      creatorId,
    };
    const summary = `The answer to the creation of ${JSON.stringify(inputs.name)} was lost.`;
    const found = await findCreatedClient(session, identity, inputs, lost, summary);
    if (found === undefined) return undefined;
    const client = found.dateCreated === undefined ? await session.api.getClient(found.id) : found;
    if (!isCertain(client, inputs, lost)) throw notCertain(client);
    session.ownership.claim(client.id);
    return client;
  });
}

/** Reads a creation in doubt for a refresh. A client that is found gets its secret with the next update. */
export async function readInDoubt(
  session: Session,
  identity: Identity,
  state: StateInDoubt,
): Promise<{ readonly id: string; readonly state: OAuthClientState; readonly inputs: ObservedInputs } | undefined> {
  const live = await settleCreation(session, identity, state);
  if (live === undefined) return undefined;
  const { creationInDoubt, ...kept } = state;
  const known = { ...kept, secretPending: true } as const;
  return { id: live.id, state: observedState(live, known), inputs: observedInputs(live, known) };
}

/** Between the request and now, anybody may have made an equal client. The mark decides, or else the date. */
function isCertain(
  { description, dateCreated }: ApiOAuthClient,
  { ownershipMark }: OAuthClientInputs,
  { sentAt }: LostCreation,
): boolean {
  if (ownershipMark !== undefined) return splitMark(description).ownershipMark === ownershipMark;
  const createdAt = Date.parse(dateCreated ?? "");
  return createdAt >= sentAt - CLOCK_TOLERANCE_MS && createdAt <= sentAt + LONGEST_CREATION_MS;
}

function notCertain(client: ApiOAuthClient): AmbiguousError {
  return new AmbiguousError(
    `A run was cancelled while it created this resource, and client ${describeClient(client)} may be what it created, or somebody else's`,
    {
      clientId: client.id,
      nextStep:
        "Take the resource out of the state with `pulumi state delete`. If the client is yours, adopt it then with the resource option " +
        `import: "${client.id}".`,
    },
  );
}
