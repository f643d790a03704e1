import { isDeepStrictEqual } from "node:util";
import { CERTAINLY_OLDER_MS } from "../../provider/lifecycle/take-over.ts";
import { withoutKeptInputs } from "../../provider/model/kept-inputs.ts";
import { isAlikeName } from "../../provider/model/same-client.ts";
import { bestOf, type Candidate, type FoundClients } from "./candidates.ts";
import type { Choices } from "./choices.ts";
import type { Attempt, Creation } from "./creations.ts";
import type { OtherStack } from "./other-stacks.ts";

/**
 * What is to be done about a creation. `take`: the client goes into the state. `drop`: nothing is left over, so the pending operation goes;
 * the next `pulumi up` creates what the program declares. `undecided`: only a person can know.
 */
export type Verdict =
  | { readonly kind: "take"; readonly candidate: Candidate; readonly isNamed: boolean }
  | { readonly kind: "drop" }
  | { readonly kind: "undecided"; readonly reasons: readonly string[] };

/** A creation with what was found about it. */
export interface Judged {
  readonly creation: Creation;
  readonly candidates: readonly Candidate[];
  readonly verdict: Verdict;
}

/** What a verdict rests on. */
export interface Evidence {
  readonly creations: readonly Creation[];
  readonly candidates: FoundClients["candidates"];
  /** The other stacks that could have a client. */
  readonly others: readonly OtherStack[];
  readonly choices: Choices;
  /** Difference between the server's clock and ours, in milliseconds. */
  readonly clockDifferenceMs: number;
  /** Why the resource can't be written into the state, e.g. because its parent is not there; undefined if it can. */
  readonly obstacleTo: (attempt: Attempt) => string | undefined;
}

/**
 * Decides what is certain: creations that are pending in this very stack, with no more equal clients than there are equal creations; and
 * clients that carry the ownership mark of their resource.
 * Creations of which nothing is left to say are left out.
 */
export function judge(evidence: Evidence): readonly Judged[] {
  const { creations, choices } = evidence;
  const verdicts = new Map<Creation, Verdict>();
  const gone = new Set([...choices.takes.values(), ...choices.deletes]);
  const open = (creation: Creation): Open => ({
    creation,
    candidates: bestOf(candidatesOf(evidence, creation).filter(({ client }) => !gone.has(client.id))),
  });
  const unnamed = creations.filter(({ resource }) => !choices.takes.has(resource.urn));
  const interrupted = unnamed.filter(({ origin }) => origin !== "planned");
  for (const group of groupsOf(interrupted.map(open))) {
    for (const [creation, verdict] of judgeGroup(group, evidence)) verdicts.set(creation, verdict);
  }
  for (const verdict of verdicts.values()) if (verdict.kind === "take") gone.add(verdict.candidate.client.id);
  // What the preview alone tells of claims nothing.
  for (const creation of unnamed.filter(({ origin }) => origin === "planned")) {
    for (const [, verdict] of judgeGroup([open(creation)], evidence)) verdicts.set(creation, verdict);
  }
  return creations.flatMap((creation): readonly Judged[] => {
    const verdict = namedVerdict(evidence, creation) ?? verdicts.get(creation);
    if (verdict === undefined) return [];
    const shown = verdict.kind === "take" ? [verdict.candidate] : open(creation).candidates;
    return [{ creation, candidates: shown, verdict }];
  });
}

function namedVerdict(evidence: Evidence, creation: Creation): Verdict | undefined {
  const id = evidence.choices.takes.get(creation.resource.urn);
  const candidate = candidatesOf(evidence, creation).find(({ client }) => client.id === id);
  return candidate === undefined ? undefined : { kind: "take", candidate, isNamed: true };
}

function candidatesOf({ candidates }: Evidence, { resource }: Creation): readonly Candidate[] {
  return candidates.get(resource.urn) ?? [];
}

/** A creation with the candidates that are still open. */
interface Open {
  readonly creation: Creation;
  readonly candidates: readonly Candidate[];
}

/** The creations in groups that share no candidate. */
function groupsOf(all: readonly Open[]): readonly (readonly Open[])[] {
  const groups: Open[][] = [];
  for (const open of all) {
    const ids = new Set(open.candidates.map(({ client }) => client.id));
    const shared = groups.filter((group) =>
      group.some(({ candidates }) => candidates.some(({ client }) => ids.has(client.id))),
    );
    for (const group of shared) groups.splice(groups.indexOf(group), 1);
    groups.push([...shared.flat(), open]);
  }
  return groups;
}

function judgeGroup(group: readonly Open[], evidence: Evidence): readonly (readonly [Creation, Verdict])[] {
  const [first] = group;
  if (first === undefined) return [];
  const clients = distinct(group.flatMap(({ candidates }) => candidates));
  const doubts = [...doubtsAboutGroup(group, clients), ...clients.flatMap((client) => doubtsAbout(client, evidence))];
  return group.flatMap(({ creation, candidates }, index): readonly (readonly [Creation, Verdict])[] => {
    if (clients.length === 0 || (doubts.length === 0 && index >= clients.length)) {
      // Nobody needs to be told of what the next run creates anyway, or of what the record says.
      return creation.origin === "pending" ? [[creation, { kind: "drop" }]] : [];
    }
    const candidate = candidates.find(({ client }) => client.id === clients[index]?.client.id);
    const obstacle = candidate === undefined ? undefined : evidence.obstacleTo(candidate.attempt);
    const reasons = [
      ...doubtsAboutCreation(creation, candidate),
      ...doubts,
      ...(obstacle === undefined ? [] : [obstacle]),
    ];
    if (candidate === undefined || reasons.length > 0) {
      return [[creation, { kind: "undecided", reasons: [...new Set(reasons)] }]];
    }
    return [[creation, { kind: "take", candidate, isNamed: false }]];
  });
}

function doubtsAboutCreation({ origin, existingId }: Creation, candidate: Candidate | undefined): readonly string[] {
  if (origin === "planned" && candidate?.isMarked !== true) {
    return ["nothing in the state says that this stack has created it"];
  }
  if (existingId !== undefined) return [`the resource has another client by now: ${existingId}`];
  return [];
}

function doubtsAboutGroup(group: readonly Open[], clients: readonly Candidate[]): readonly string[] {
  const [first] = group;
  const similar = clients.filter(({ match, isMarked }) => match === "similar" && !isMarked);
  const names = group.map(({ creation }) => creation.resource.name).join(", ");
  const isSame = ({ creation, candidates }: Open) =>
    candidates.length === clients.length && isDeepStrictEqual(askedFor(creation), first && askedFor(first.creation));
  if (similar.length > 0) return similar.map(({ client, differs }) => `${client.id} differs in ${differs.join(", ")}`);
  if (group.some(({ creation }) => creation.existingId !== undefined) && group.length > 1)
    return [`the interrupted creations of ${names} have the same candidates`];
  if (!group.every(isSame)) return [`the interrupted creations of ${names} differ, and share candidates`];
  if (clients.length > group.length) return [`${clients.length} clients are equal to it`];
  return [];
}

function doubtsAbout(
  { client, attempt, isMarked }: Candidate,
  { others, clockDifferenceMs }: Evidence,
): readonly string[] {
  if (isMarked) return [];
  const createdAt = Date.parse(client.dateCreated ?? "") - clockDifferenceMs;
  const isOlder = attempt.recordedAt !== undefined && createdAt < attempt.recordedAt - CERTAINLY_OLDER_MS;
  const rivals = others.filter(({ pendingNames }) =>
    pendingNames.some((name) => name === undefined || isAlikeName(client.name, name)),
  );
  const unread = others.filter(({ error }) => error !== undefined);
  return [
    ...(isOlder ? [`${client.id} is older than the interrupted run by more than a day`] : []),
    ...rivals.map(({ name }) => `a creation of this name is also pending in stack ${name}`),
    ...unread.map(({ name }) => `stack ${name} could not be read, and could have it`),
  ];
}

/** What was sent to Genesys Cloud, of the last attempt. */
function askedFor({ attempts }: Creation): unknown {
  return withoutKeptInputs(attempts.at(-1)?.inputs ?? {});
}

function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.client.id, candidate])).values()];
}
