import PQueue from "p-queue";
import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { growingWaits, readLiveClient } from "../../provider/lifecycle/read-live.ts";
import type { Session } from "../../provider/lifecycle/session.ts";
import { changedProperties } from "../../provider/model/changes.ts";
import type { OAuthClientInputs } from "../../provider/model/oauth-client.ts";
import { isAlike, isAlikeName, isAsAskedFor } from "../../provider/model/same-client.ts";
import { isPendingDeletion, observedInputs } from "../../provider/model/translate.ts";
import type { Attempt, Creation } from "./creations.ts";

/** A client that could be what a creation has left behind. */
export interface Candidate {
  readonly client: ApiOAuthClient;
  /** The creation that it fits. */
  readonly attempt: Attempt;
  /** `equal` in every property that was sent, or `similar`: a few values are in another form, or not known. */
  readonly match: "equal" | "similar";
  /** The properties that differ, or that can't be compared. */
  readonly differs: readonly string[];
  /** Whether it carries the ownership mark of the resource: then it is its own, whatever else is not known. */
  readonly isMarked: boolean;
}

/** The clients of the organisation that could be left over. */
export interface FoundClients {
  /** Clients whose names fit at least one creation, as their own GET tells them, by id. */
  readonly live: ReadonlyMap<string, ApiOAuthClient>;
  /** Candidates by the URN of the creation, the oldest first. */
  readonly candidates: ReadonlyMap<string, readonly Candidate[]>;
}

/** Whether a client can be a left-over at all: no known stack has it, and it is not the login's own. */
export type IsFree = (clientId: string) => boolean;

/** How many clients are read at the same time. */
const PARALLEL_READS = 8;
/** For how long after an interruption a client may be missing from the listing, in milliseconds. */
const FRESH_MS = 5 * 60_000;

/**
 * Looks for the clients that creations may have left behind. A client that was created seconds ago may not be visible yet: if there are fewer
 * candidates than pending creations, the listing is read again until the consistency window has passed.
 * @param readOwners called after a listing that has brought new clients that fit, so that a client that a stack is just creating is in its state by then.
 * @param now clock in epoch milliseconds.
 */
export async function findCandidates(
  session: Session,
  creations: readonly Creation[],
  readOwners: () => Promise<IsFree>,
  now: () => number = Date.now,
): Promise<FoundClients> {
  const live = new Map<string, ApiOAuthClient>();
  const names = [...new Set(creations.flatMap(namesOf))];
  if (names.length === 0) return { live, candidates: new Map() };
  const reads = new PQueue({ concurrency: PARALLEL_READS });
  const waits = isFresh(creations, now()) ? growingWaits(session.consistencyWindowMs) : [];
  let isFree: IsFree = () => true;
  // Read to its end, however entries move between its pages.
  let listed = await session.reader.wholeListing();
  for (const wait of [...waits, undefined]) {
    const fitting = [...listed.values()].filter(
      ({ id, name }) => !live.has(id) && (name === undefined || names.some((asked) => isAlikeName(name, asked))),
    );
    // The entries of a listing may lack fields: the clients themselves tell.
    await reads.addAll(
      fitting.map(({ id, dateCreated }) => async () => {
        const client = await readLiveClient(session, id, dateCreated, (clientId) => session.api.getClient(clientId));
        if (client !== undefined) live.set(id, client);
      }),
    );
    if (fitting.some((client) => live.has(client.id))) isFree = await readOwners();
    const free = [...live.values()].filter(({ id }) => isFree(id));
    const candidates = new Map(creations.map((creation) => [creation.resource.urn, candidatesOf(creation, free)]));
    if (wait === undefined || !mayBeMissing(creations, candidates)) return { live, candidates };
    await session.sleep(wait);
    listed = await session.listAll();
  }
  throw new Error("unreachable: the last wait is undefined");
}

/** Those of a list that fit equally, or else all. */
export function bestOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const equal = candidates.filter(({ match }) => match === "equal");
  return equal.length > 0 ? equal : candidates;
}

/** Whether there are fewer candidates than pending creations, in all or of one. */
function mayBeMissing(creations: readonly Creation[], candidates: FoundClients["candidates"]): boolean {
  const pending = creations.filter(
    (creation) => creation.origin === "pending" && creation.existingId === undefined && namesOf(creation).length > 0,
  );
  const found = pending.map(({ resource }) => bestOf(candidates.get(resource.urn) ?? []));
  const ids = new Set(found.flat().map(({ client }) => client.id));
  return ids.size < pending.length || found.some((list) => list.length === 0);
}

/** Whether a client fits what a creation asked for; undefined if it does not. */
export function matchOf(client: ApiOAuthClient, attempt: Attempt): Candidate | undefined {
  const { inputs, unknown } = attempt;
  if (inputs.name === undefined || inputs.importId !== undefined || isPendingDeletion(client)) return undefined;
  const observed = observedInputs(client, { extraProperties: inputs.extraProperties });
  const assumed = unknown.map((property) => [property, observed[property as keyof OAuthClientInputs]] as const);
  const asked = { ...inputs, ...Object.fromEntries(assumed.filter(([, value]) => value !== undefined)) };
  // The mark of another resource names the owner.
  if (observed.ownershipMark !== undefined && observed.ownershipMark !== asked.ownershipMark) return undefined;
  const isMarked = observed.ownershipMark !== undefined;
  const isEqual = isAsAskedFor(client, asked as OAuthClientInputs);
  if (isEqual && unknown.length === 0) return { client, attempt, match: "equal", differs: [], isMarked };
  if (!isEqual && !isAlike(client, asked as OAuthClientInputs)) return undefined;
  const changed = changedProperties(asked as OAuthClientInputs, observed).filter(
    (property) => !unknown.includes(property),
  );
  const differs = [...changed, ...unknown.map((property) => `${property} (not known)`)];
  return { client, attempt, match: "similar", differs, isMarked };
}

function candidatesOf({ attempts }: Creation, clients: readonly ApiOAuthClient[]): readonly Candidate[] {
  const matches = clients.flatMap(
    (client) => bestOf(attempts.flatMap((attempt) => matchOf(client, attempt) ?? []))[0] ?? [],
  );
  return matches.toSorted(byDate);
}

function byDate({ client: a }: Candidate, { client: b }: Candidate): number {
  const [first, second] = [a, b].map(({ dateCreated = "", id }) => `${dateCreated} ${id}`) as [string, string];
  return first < second ? -1 : 1;
}

function namesOf({ attempts }: Creation): readonly string[] {
  return attempts.flatMap(({ inputs: { name, importId } }) =>
    name === undefined || importId !== undefined ? [] : [name],
  );
}

/** Whether a creation may have been interrupted just now. */
function isFresh(creations: readonly Creation[], now: number): boolean {
  return creations.some(({ attempts }) =>
    attempts.some(({ recordedAt }) => recordedAt !== undefined && Math.abs(now - recordedAt) < FRESH_MS),
  );
}
