import PQueue from "p-queue";
import { rememberAlterations } from "../../provider/lifecycle/alterations.ts";
import { regenerateSecret } from "../../provider/lifecycle/regenerate-secret.ts";
import { removeLeftOver } from "../../provider/lifecycle/remove-left-over.ts";
import type { Identity, Session } from "../../provider/lifecycle/session.ts";
import type { OAuthClientInputs, OAuthClientState } from "../../provider/model/oauth-client.ts";
import { observedState } from "../../provider/model/translate.ts";
import { EngineFailure } from "../engine/engine-failure.ts";
import type { EngineStack } from "../engine/engine-stack.ts";
import { type ExportedState, parseExport } from "../engine/exported-state.ts";
import type { KnownSecrets } from "../engine/known-secrets.ts";
import { writeBackup } from "./backups.ts";
import type { Candidate } from "./candidates.ts";
import type { Creation } from "./creations.ts";
import { type NewResource, withNewClients, withSecrets } from "./new-state.ts";
import { writeUndecided } from "./undecided.ts";

/** Where it is to be done. */
export interface SettlePlace {
  readonly stack: EngineStack;
  readonly session: Session;
  readonly identity: Identity;
  /** Learns the new secrets. */
  readonly secrets: KnownSecrets;
}

/** What is to be done. */
export interface Plan {
  /** The export that the plan was made from. */
  readonly exported: string;
  readonly takes: readonly { readonly urn: string; readonly candidate: Candidate }[];
  /** URNs whose pending creations are settled, with those of `takes`. */
  readonly settled: ReadonlySet<string>;
  /** Interrupted creations that are still to be decided. */
  readonly undecided: readonly Creation[];
  /** Ids of the clients to delete. */
  readonly deletes: readonly string[];
}

/** What was done. */
export interface Settlement {
  /** Path of the backup; undefined if the state was not to be changed. */
  readonly backup?: string;
  /** Whether the state was replaced, if it was to be. */
  readonly isImported: boolean;
  /** URNs of resources whose clients are in the state. */
  readonly taken: ReadonlySet<string>;
  /** Of these, the ones whose secrets are still due, and why. */
  readonly secretsDue: ReadonlyMap<string, string>;
  /** A line for each deleted client, by its id. */
  readonly deleted: ReadonlyMap<string, string>;
  /** What failed. */
  readonly errors: readonly string[];
}

/** How many secrets are generated at the same time. */
const PARALLEL_SECRETS = 8;

/**
 * Does what the plan says, in an order that loses nothing wherever it is interrupted: the clients go into the state first, with a note
 * that their secrets are due. If this command ends there, the next `pulumi up` generates them. The new secrets follow.
 */
export async function settle(place: SettlePlace, plan: Plan): Promise<Settlement> {
  const isStateChanged = plan.settled.size > 0;
  const changed = isStateChanged ? await settleState(place, plan) : keepState(place, plan);
  const deleted = new Map<string, string>();
  const errors = [...changed.errors];
  if (changed.isImported === isStateChanged) {
    for (const clientId of plan.deletes) {
      try {
        deleted.set(clientId, await removeLeftOver(place.session, clientId, true));
      } catch (error) {
        errors.push(textOf(error));
      }
    }
  }
  return { ...changed, deleted, errors };
}

type ChangedState = Omit<Settlement, "deleted">;

const NOTHING: ChangedState = { isImported: false, taken: new Set(), secretsDue: new Map(), errors: [] };

function keepState({ stack }: SettlePlace, { undecided }: Plan): ChangedState {
  // What the state itself still says needs no record.
  const recorded = undecided.filter(({ origin }) => origin === "recorded");
  writeUndecided(stack, recorded);
  return NOTHING;
}

async function settleState(place: SettlePlace, { exported, takes, settled, undecided }: Plan): Promise<ChangedState> {
  const { stack, session, identity, secrets } = place;
  const now = new Date();
  const added = takes.map(({ candidate }) => newResource(session, identity, candidate));
  const owed = withNewClients(parseExport(exported), added, settled, now);
  const isUnchanged = (await stack.exportText()) === exported;
  if (!isUnchanged) throw new EngineFailure("The state has changed meanwhile. Run this again.");
  const backup = writeBackup(stack, exported, now);
  writeUndecided(stack, undecided);
  try {
    await stack.importText(JSON.stringify(owed));
  } catch (error) {
    const errors = [`The state could not be replaced: ${textOf(error)}`];
    return { ...NOTHING, backup, errors };
  }
  const { outputs, failures } = await generateSecrets(session, takes, added);
  const errors = [...failures].map(([urn, reason]) => `${urn}: ${reason}`);
  const secretsDue = new Map(failures);
  for (const { clientSecret } of outputs.values()) secrets.remember(clientSecret);
  try {
    if (outputs.size > 0) await importSecrets(stack, outputs);
  } catch (error) {
    errors.push(`New secrets were generated, and could not be recorded: ${textOf(error)}`);
    for (const urn of outputs.keys()) secretsDue.set(urn, "the next `pulumi up` generates another one");
  }
  return { backup, isImported: true, taken: new Set(takes.map(({ urn }) => urn)), secretsDue, errors };
}

async function importSecrets(stack: EngineStack, outputs: ReadonlyMap<string, OAuthClientState>): Promise<void> {
  const state: ExportedState = parseExport(await stack.exportText());
  await stack.importText(JSON.stringify(withSecrets(state, outputs)));
}

/** Every client that gets a new secret, and why the others do not. Both by URN. */
async function generateSecrets(session: Session, takes: Plan["takes"], added: readonly NewResource[]) {
  const outputs = new Map<string, OAuthClientState>();
  const failures = new Map<string, string>();
  const parallel = new PQueue({ concurrency: PARALLEL_SECRETS });
  await parallel.addAll(
    takes.map(({ urn, candidate }, index) => async () => {
      const owed = added[index]?.outputs;
      if (owed === undefined) return;
      try {
        const { secretVersion } = candidate.attempt.inputs;
        outputs.set(urn, await regenerateSecret(session, owed.clientId, owed, secretVersion));
      } catch (error) {
        failures.set(urn, textOf(error));
      }
    }),
  );
  return { outputs, failures };
}

/** The client as the resource, its secret still due. */
function newResource(session: Session, { organizationId }: Identity, { client, attempt }: Candidate): NewResource {
  const { secretVersion, ...inputs } = attempt.inputs as OAuthClientInputs;
  const outputs = observedState(client, {
    ...inputs,
    ...rememberAlterations(session, client, inputs),
    clientSecret: "",
    // Where the API does not tell it: a client that was created minutes ago must not look deleted.
    dateCreated: new Date(session.api.serverNow()).toISOString(),
    organizationId,
    apiUrl: session.api.apiUrl,
    secretPending: true,
  });
  return { described: attempt.resource, outputs };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
