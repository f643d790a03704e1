import { isDeepStrictEqual } from "node:util";
import type { OAuthClientInputs } from "../../provider/model/oauth-client.ts";
import { isOAuthClientType } from "../../provider/model/plugin-tokens.ts";
import { containsUnknown } from "../../provider/model/unknown.ts";
import type { ExportedState, PendingOperation, ResourceText } from "../engine/exported-state.ts";
import { pendingOperationsOf, resourcesOf, writtenAt } from "../engine/exported-state.ts";
import { inClear, isMarkedSecret } from "../engine/marked-secrets.ts";
import type { PlannedCreation } from "../engine/preview-plan.ts";
import { nameOfUrn, type ResourceRef } from "../engine/resource-ref.ts";
import type { Undecided } from "./undecided.ts";

/**
 * How we know of a creation. `pending`: the engine recorded in this state that it began. `recorded`: it did so in an earlier
 * state, and our own record still says so. `planned`: the next `pulumi up` would create the client, and nothing more is known.
 */
export type Origin = "pending" | "recorded" | "planned";

/** What one creation asked for. */
export interface Attempt {
  /** The resource as the engine describes it. Secrets are encrypted. */
  readonly resource: ResourceText;
  /** The canonical inputs, secrets in clear, without those that are not known. */
  readonly inputs: Partial<OAuthClientInputs>;
  /** Inputs whose values are not known here: they are secret, or depend on a resource that does not exist yet. */
  readonly unknown: readonly string[];
  /** When the state that tells of it was written, in epoch milliseconds. The creation began before. */
  readonly recordedAt: number | undefined;
}

/** A resource whose client may exist although no state has it. */
export interface Creation {
  readonly resource: ResourceRef;
  readonly origin: Origin;
  /** The record that tells of it. */
  readonly recordedIn?: string;
  /** Several, if several runs were killed. */
  readonly attempts: readonly Attempt[];
  /** Id of the client that the resource has by now, from a later run. */
  readonly existingId?: string;
}

/** Where creations are looked for. */
export interface Sources {
  readonly state: ExportedState;
  /** The same state, exported with its secrets in clear. */
  readonly stateInClear: ExportedState;
  /** What was pending in earlier states. */
  readonly undecided: Undecided;
  /** Empty if the preview failed. */
  readonly planned: readonly PlannedCreation[];
}

/** Every creation of an OAuth client that may have left a client behind, each resource once. */
export function findCreations({ state, stateInClear, undecided, planned }: Sources): readonly Creation[] {
  const creations = new Map<string, Creation>();
  const existing = new Map(
    resourcesOf(state).flatMap(({ urn, id, delete: isObsolete }) =>
      id === undefined || isObsolete === true ? [] : [[urn, id]],
    ),
  );
  const note = (origin: Origin, attempt: Attempt, recordedIn?: string) => {
    const { urn, type } = attempt.resource;
    // An adoption writes nothing to Genesys Cloud, so it leaves nothing behind.
    if (!isOAuthClientType(type) || (origin !== "pending" && attempt.inputs.importId !== undefined)) return;
    const known = creations.get(urn);
    if (known !== undefined) {
      if (origin !== "planned") creations.set(urn, { ...known, attempts: withAttempt(known.attempts, attempt) });
      return;
    }
    const existingId = existing.get(urn);
    creations.set(urn, {
      resource: { urn, type, name: nameOfUrn(urn) },
      origin,
      ...(recordedIn === undefined ? {} : { recordedIn }),
      attempts: [attempt],
      ...(existingId === undefined ? {} : { existingId }),
    });
  };

  const inputsInClear = pendingOperationsOf(stateInClear).map(({ resource }) => resource.inputs ?? {});
  pendingOperationsOf(state).forEach((operation, index) => {
    if (!isCreation(operation)) return;
    note("pending", attemptOf(operation.resource, inputsInClear[index] ?? {}, writtenAt(state)));
  });
  for (const { recordedAt, resource } of undecided.creations) {
    note("recorded", attemptOf(resource, resource.inputs ?? {}, recordedAt), undecided.file);
  }
  for (const resource of planned) note("planned", attemptOf(resource, resource.inputs ?? {}, undefined));
  return [...creations.values()];
}

/** The pending operations that are not about OAuth clients being created. An import drops them too. */
export function otherPendingOperations(state: ExportedState): readonly PendingOperation[] {
  return pendingOperationsOf(state).filter(
    (operation) => !isCreation(operation) || !isOAuthClientType(operation.resource.type),
  );
}

/** The record repeats what the state still says if the import after it failed. */
function withAttempt(attempts: readonly Attempt[], attempt: Attempt): readonly Attempt[] {
  const isKnown = attempts.some(
    ({ recordedAt, resource }) =>
      recordedAt === attempt.recordedAt && isDeepStrictEqual(resource.inputs, attempt.resource.inputs),
  );
  return isKnown ? attempts : [...attempts, attempt];
}

function isCreation({ type }: PendingOperation): boolean {
  return type === "creating";
}

function attemptOf(
  resource: ResourceText,
  inputs: Readonly<Record<string, unknown>>,
  recordedAt: number | undefined,
): Attempt {
  const { __provider, ...own } = inputs;
  const values = Object.entries(own).map(([property, value]) => [property, clearValue(value)] as const);
  const unknown = values.flatMap(([property, value]) => (isKnown(value) ? [] : [property]));
  const known = Object.fromEntries(values.filter(([, value]) => isKnown(value)));
  return { resource, inputs: known as Partial<OAuthClientInputs>, unknown, recordedAt };
}

/** What the preview, and an export with encrypted secrets, show in place of a secret. */
const HIDDEN = "[secret]";

function isKnown(value: unknown): boolean {
  if (value === HIDDEN || containsUnknown(value)) return false;
  if (typeof value !== "object" || value === null) return true;
  return !isMarkedSecret(value) && Object.values(value).every(isKnown);
}

/** The value with every secret in it in clear, as far as the export shows them. */
function clearValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isMarkedSecret(value)) return typeof value.plaintext === "string" ? clearValue(inClear(value)) : value;
  if (Array.isArray(value)) return value.map(clearValue);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, clearValue(part)]));
}
