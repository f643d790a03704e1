import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { isErrorOf, NotFoundError } from "../../provider/errors/index.ts";
import { requireOrganizationOf, requireSameHost } from "../../provider/lifecycle/guards.ts";
import type { Identity, Session } from "../../provider/lifecycle/session.ts";
import { belongingsOf } from "../engine/deployment.ts";
import type { Engine } from "../engine/engine.ts";
import { EngineFailure } from "../engine/engine-failure.ts";
import type { EngineStack } from "../engine/engine-stack.ts";
import { type ExportedState, parseExport } from "../engine/exported-state.ts";
import type { KnownSecrets } from "../engine/known-secrets.ts";
import type { PlannedCreation } from "../engine/preview-plan.ts";
import { findCandidates } from "./candidates.ts";
import { type Choices, checkChoices } from "./choices.ts";
import { type Attempt, type Creation, findCreations, otherPendingOperations } from "./creations.ts";
import { describeJudged } from "./describe-judged.ts";
import { missingIn } from "./new-state.ts";
import { clientIdsOf, type OtherStack, readOtherStacks } from "./other-stacks.ts";
import type { RecoverReport } from "./report.ts";
import type { RecoverOptions } from "./run-recover.ts";
import { type Plan, settle } from "./settle.ts";
import { readUndecided } from "./undecided.ts";
import { type Judged, judge } from "./verdicts.ts";

/** What a run works with. */
export interface Workplace {
  readonly engine: Engine;
  readonly stack: EngineStack;
  readonly session: Session;
  /** Id of the client that the configuration logs in as; undefined with a ready token. */
  readonly loginId: string | undefined;
  readonly options: RecoverOptions;
  readonly secrets: KnownSecrets;
}

/**
 * Finds the clients that interrupted creations have left behind, and settles what is certain or was decided.
 * @param note called with each part of the report, as soon as it is known.
 */
export async function recoverClients(place: Workplace, note: (part: Partial<RecoverReport>) => void): Promise<void> {
  const { engine, stack, session, options } = place;
  options.onProgress("Reading the state, and what `pulumi up` would do");
  const [exported, { planned, failure }] = await Promise.all([readStates(place), previewed(stack)]);
  const { state } = exported;
  const identity = await requireOwnOrganization(session, state);
  note({
    organization: { id: identity.organizationId, name: identity.organizationName },
    otherPendingOperations: otherPendingOperations(state).map(({ resource }) => resource.urn),
    ...(failure === undefined ? {} : { errors: failure }),
  });

  const creations = findCreations({ ...exported, undecided: readUndecided(stack), planned });
  options.onProgress("Looking for left-over clients");
  // Tokens need not tell whose they are.
  const login = (identity.clientId ?? place.loginId)?.toLowerCase();
  const owners: Owners = { own: clientIdsOf(state), login, others: [] };
  const readOwners = async () => {
    owners.others = await readOtherStacks(engine, stack, options.otherStacks);
    note({ otherStacks: owners.others.map(({ name }) => name) });
    requireGiven(owners.others);
    return (id: string) => whyNotFree(id, owners) === undefined;
  };
  const { live, candidates } = await findCandidates(session, creations, readOwners);
  if (owners.others.length === 0 && options.takes.length + options.deletes.length > 0) await readOwners();

  const { others } = owners;
  const named = new Set(options.takes.map(({ resource }) => resource));
  const obstacleTo = (attempt: Attempt) => obstacleIn(state, attempt, creations, named);
  const { choices, refusals } = checkChoices(options.takes, options.deletes, {
    creations,
    candidates,
    whyNotFree: (id) => whyNotFree(id, owners),
    clients: await withNamed(session, live, options),
    obstacleTo,
    unreadStacks: others.flatMap(({ name, error }) => (error === undefined ? [] : [name])),
  });
  if (refusals.length > 0) throw new EngineFailure(...refusals);

  const judged = judge({
    creations,
    candidates,
    others,
    choices,
    clockDifferenceMs: session.api.serverNow() - Date.now(),
    obstacleTo,
  });
  note(describeJudged(judged, choices, undefined));
  if (!options.isConfirmed) return;
  options.onProgress("Settling what is certain");
  const settlement = await settle({ ...place, identity }, planOf(exported.text, judged, choices, creations));
  note(describeJudged(judged, choices, settlement));
  note({ ...(settlement.backup === undefined ? {} : { backup: settlement.backup }), errors: settlement.errors });
}

/** The state twice: as it can be written again, and with secrets in clear to compare with. */
async function readStates({ stack, secrets }: Workplace) {
  const text = await stack.exportText();
  const deployment = await stack.state();
  secrets.rememberMarked(deployment);
  const state = parseExport(text);
  const stateInClear = parseExport(JSON.stringify({ version: state.version, deployment }));
  if (state.deployment.manifest.time !== stateInClear.deployment.manifest.time) {
    throw new EngineFailure("The state has changed while it was read. Run this again.");
  }
  return { text, state, stateInClear };
}

async function previewed(
  stack: EngineStack,
): Promise<{ readonly planned: readonly PlannedCreation[]; readonly failure?: readonly string[] }> {
  try {
    return { planned: await stack.previewCreations() };
  } catch (error) {
    const reasons = error instanceof EngineFailure ? error.reasons : [String(error)];
    return { planned: [], failure: reasons.map((reason) => `pulumi preview failed: ${reason}`) };
  }
}

/** The guard of every operation of the provider. With a wrong login, every left-over would look gone. */
async function requireOwnOrganization(session: Session, { deployment }: ExportedState): Promise<Identity> {
  const belongings = belongingsOf(deployment);
  // The host comes first: on another host, the login itself would fail with a misleading message.
  for (const belonging of belongings) requireSameHost(session.api.apiUrl, belonging);
  const identity = await session.identity();
  for (const belonging of belongings) requireOrganizationOf(identity, belonging);
  return identity;
}

function requireGiven(others: readonly OtherStack[]): void {
  const unread = others.filter(({ isGiven, error }) => isGiven && error !== undefined);
  if (unread.length > 0)
    throw new EngineFailure(...unread.map(({ name, error }) => `Stack ${name} can't be read: ${error}`));
}

/** Who has clients that can't be left over. */
interface Owners {
  /** Ids of this stack's clients, in lower case. */
  readonly own: ReadonlySet<string>;
  /** Id of the client that we are logged in as. */
  readonly login: string | undefined;
  others: readonly OtherStack[];
}

function whyNotFree(id: string, { own, login, others }: Owners): string | undefined {
  if (own.has(id)) return "this stack has the client";
  if (login === id) return "the client is the one that this command is logged in as";
  const owner = others.find(({ clientIds }) => clientIds.has(id));
  return owner === undefined ? undefined : `stack ${owner.name} has the client`;
}

/** Why a resource can't be written into the state as it was described. */
function obstacleIn(
  state: ExportedState,
  { resource, unknown }: Attempt,
  creations: readonly Creation[],
  named: ReadonlySet<string>,
): string | undefined {
  if (unknown.length > 0) return `${unknown.join(", ")} of the resource can't be read here`;
  const more = creations.filter((one) => named.has(one.resource.name) || named.has(one.resource.urn));
  return missingIn(state, resource, new Set(more.map((one) => one.resource.urn)));
}

/** The clients that were read, and those that a person has named. */
async function withNamed(
  session: Session,
  live: ReadonlyMap<string, ApiOAuthClient>,
  { takes, deletes }: RecoverOptions,
): Promise<ReadonlyMap<string, ApiOAuthClient>> {
  const clients = new Map(live);
  for (const id of new Set([...takes.map(({ clientId }) => clientId), ...deletes])) {
    if (clients.has(id)) continue;
    try {
      clients.set(id, await session.api.getClient(id));
    } catch (error) {
      if (!isErrorOf(error, NotFoundError)) throw error;
    }
  }
  return clients;
}

function planOf(exported: string, judged: readonly Judged[], choices: Choices, creations: readonly Creation[]): Plan {
  const takes = judged.flatMap(({ creation, verdict }) =>
    verdict.kind === "take" ? [{ urn: creation.resource.urn, candidate: verdict.candidate }] : [],
  );
  const dropped = judged.flatMap(({ creation, verdict }) => (verdict.kind === "drop" ? [creation.resource.urn] : []));
  const settled = new Set([...takes.map(({ urn }) => urn), ...dropped]);
  const isJudged = (creation: Creation) => judged.some((one) => one.creation === creation);
  const undecided = creations.filter(
    (creation) =>
      creation.origin !== "planned" &&
      !settled.has(creation.resource.urn) &&
      // What has its client by now, and has left no other one behind, is settled.
      (creation.existingId === undefined || isJudged(creation)),
  );
  return { exported, takes, settled, undecided, deletes: [...choices.deletes] };
}
