import { randomUUID } from "node:crypto";
import type { OAuthClientState } from "../../provider/model/oauth-client.ts";
import { EngineFailure } from "../engine/engine-failure.ts";
import { type ExportedState, pendingOperationsOf, type ResourceText, resourcesOf } from "../engine/exported-state.ts";
import { isMarkedSecret, markedSecret } from "../engine/marked-secrets.ts";

/** A client that goes into the state. */
export interface NewResource {
  /** The resource as the engine described it before the client was created. */
  readonly described: ResourceText;
  readonly outputs: OAuthClientState;
}

const STACK_TYPE = "pulumi:pulumi:Stack";
/** The default provider of each face. */
const DEFAULT_PROVIDERS = /::pulumi:providers:(pulumi-nodejs|genesyscloud-oauth)::default[^:]*$/;

/** Why the engine acts on the resource in its next run although the program does not change it. */
const SECRET_DUE = "The secret of the client was lost in an interrupted run, and a new one is due.";

/**
 * What a resource needs in the state and does not find there, in words; undefined if nothing is missing. The stack's own resource and
 * the default providers don't count, since they can be added.
 * @param more URNs that will be in the state too.
 */
export function missingIn(
  state: ExportedState,
  { parent, provider, dependencies }: ResourceText,
  more: ReadonlySet<string>,
): string | undefined {
  const urns = new Set([...resourcesOf(state).map(({ urn }) => urn), ...more]);
  const needed = [parent, provider === undefined ? undefined : splitReference(provider).urn, ...(dependencies ?? [])];
  const missing = needed.find((urn) => urn !== undefined && !urns.has(urn) && !canBeAdded(urn));
  return missing === undefined ? undefined : `it needs ${missing}, which is not in the state`;
}

/**
 * The state with clients that an interrupted run has created, whose secrets are still due, and without the pending operations that are settled.
 * @param settled URNs of the resources whose pending creations are settled.
 * @param now the time of the change.
 */
export function withNewClients(
  state: ExportedState,
  added: readonly NewResource[],
  settled: ReadonlySet<string>,
  now: Date,
): ExportedState {
  const resources = [...resourcesOf(state)];
  for (const { described, outputs } of added) {
    if (described.parent !== undefined) ensurePresent(resources, described.parent);
    const provider = described.provider === undefined ? undefined : presentProvider(resources, described.provider);
    const time = now.toISOString();
    resources.push({
      ...described,
      ...(provider === undefined ? {} : { provider }),
      id: outputs.clientId,
      outputs: outputsText(described, outputs),
      created: time,
      modified: time,
      initErrors: [SECRET_DUE],
    });
  }
  const pending = pendingOperationsOf(state).filter(
    ({ type, resource }) => type !== "creating" || !settled.has(resource.urn),
  );
  return { ...state, deployment: { ...state.deployment, resources, pending_operations: pending } };
}

/**
 * The state with the final outputs of clients whose secrets have been generated.
 * @throws EngineFailure if it has changed so that one of them is no longer as we have left it.
 */
export function withSecrets(state: ExportedState, outputsByUrn: ReadonlyMap<string, OAuthClientState>): ExportedState {
  const done = new Set<string>();
  const resources = resourcesOf(state).map((resource) => {
    const outputs = outputsByUrn.get(resource.urn);
    if (outputs === undefined || resource.id !== outputs.clientId || resource.outputs?.secretPending !== true) {
      return resource;
    }
    done.add(resource.urn);
    const { initErrors, ...finished } = resource;
    return { ...finished, outputs: outputsText(resource, outputs) };
  });
  if (done.size < outputsByUrn.size) throw new EngineFailure("The state has changed while secrets were generated.");
  return { ...state, deployment: { ...state.deployment, resources } };
}

/** The outputs as the engine keeps them: with the provider text of a dynamic resource, and secrets marked. The import encrypts them. */
function outputsText({ inputs = {} }: ResourceText, outputs: OAuthClientState): Record<string, unknown> {
  const { clientSecret, ...others } = outputs;
  return {
    ...(inputs.__provider === undefined ? {} : { __provider: inputs.__provider }),
    ...asSecretAs(inputs, { ...others }),
    clientSecret: markedSecret(clientSecret),
  };
}

/** Marks what the inputs of the same name mark, as the engine does for providers that know no secrets. */
function asSecretAs(
  inputs: Readonly<Record<string, unknown>>,
  outputs: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const marked = Object.entries(outputs).map(([key, value]) => {
    const input = inputs[key];
    if (!isRecord(input)) return [key, value];
    if (isMarkedSecret(input)) return [key, markedSecret(value)];
    return [key, isRecord(value) ? asSecretAs(input, value) : value];
  });
  return Object.fromEntries(marked);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function canBeAdded(urn: string): boolean {
  return typeOfUrn(urn) === STACK_TYPE || DEFAULT_PROVIDERS.test(urn);
}

/** Adds the stack's own resource if a later `destroy` has removed it. */
function ensurePresent(resources: ResourceText[], urn: string): void {
  if (resources.some((resource) => resource.urn === urn) || typeOfUrn(urn) !== STACK_TYPE) return;
  resources.push({ urn, custom: false, type: STACK_TYPE });
}

/** The reference to the provider that is in the state, which is added if there is none. Its configuration follows with the next `up`. */
function presentProvider(resources: ResourceText[], reference: string): string {
  const { urn } = splitReference(reference);
  const present = resources.find((resource) => resource.urn === urn);
  const id = present?.id ?? randomUUID();
  if (present === undefined) resources.push({ urn, custom: true, id, type: typeOfUrn(urn) });
  return `${urn}::${id}`;
}

/** `<urn>::<id>`. */
function splitReference(reference: string): { readonly urn: string } {
  return { urn: reference.slice(0, reference.lastIndexOf("::")) };
}

/** The type within `urn:pulumi:<stack>::<project>::<types of the parents>$<type>::<name>`. */
function typeOfUrn(urn: string): string {
  const types = urn.split("::")[2] ?? "";
  return types.slice(types.lastIndexOf("$") + 1);
}
