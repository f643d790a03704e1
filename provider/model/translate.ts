import type { ApiOAuthClient, ApiOAuthClientRequest } from "../api/api-types.ts";
import { alterations, asAskedFor } from "./altered-values.ts";
import { withoutUndefined } from "./canonical.ts";
import { CLIENT_FIELD_LIST, canonicalValue, eachField, withEmptyValues } from "./client-fields.ts";
import { observedExtraProperties } from "./extra-properties.ts";
import { type KeptInputs, keptInputs } from "./kept-inputs.ts";
import type { AlteredValues, OAuthClientInputs, OAuthClientState, SecretStatus } from "./oauth-client.ts";
import { splitMark, withMark } from "./ownership-mark.ts";

/** Replaces `state` while Genesys Cloud keeps a deleted client for seven days. It differs from every declared state. */
export const PENDING_DELETION = "pending deletion";

/** Replaces `secretVersion` while a new secret is still due. It differs from every declared version. */
export const PENDING_SECRET = "pending: not generated yet";

/** Stands among the inputs that are read while the secret does not work. No program has it, so a difference shows. */
export function secretRefused(remedy: "secretVersion" | "rotation" = "secretVersion"): string {
  return `invalid: the secret in the stack no longer works. Change ${remedy} to generate a new one.`;
}

/** Properties of the resource that the API does not return. They are carried over from the state. */
export type Unobservable = Pick<OAuthClientState, "clientSecret" | "organizationId" | "apiUrl" | "dateCreated"> &
  KeptInputs &
  Partial<Pick<OAuthClientState, "secretDate" | "secretStatus" | "secretPending" | "alteredValues">>;

/** The inputs of a live client. `secretStatus` is there while the secret does not work, so that a difference shows. */
export type ObservedInputs = OAuthClientInputs & { readonly secretStatus?: string };

/** The extra properties that the program names. Only these are looked at in the live client. */
interface Wanted {
  readonly extraProperties?: OAuthClientInputs["extraProperties"] | undefined;
}

const READ_ONLY = ["id", "secret", "dateCreated", "dateModified", "createdBy", "modifiedBy", "selfUri", "dateToDelete"];

/** Assumed: the deprecated `roleIds` of an answer only repeats `roleDivisions`. Sending it back could restore a removed role. */
const SUPERSEDED = ["roleIds"];

/** Body of the `POST` that creates the client: only what the program says, defaults included. */
export function creationRequest(inputs: OAuthClientInputs): ApiOAuthClientRequest {
  return { ...withoutUndefined({ ...managedFields(inputs) }), ...inputs.extraProperties } as ApiOAuthClientRequest;
}

/**
 * Body of the `PUT`: the live client, overlaid with what the program manages. `PUT` replaces the client, so unknown fields
 * are sent back. Removed values are sent empty, because Genesys Cloud silently keeps a list that is left out.
 * @param before the previous inputs. Extra properties that are no longer wanted are left out, which clears them.
 */
export function replacementRequest(
  live: ApiOAuthClient,
  inputs: OAuthClientInputs,
  before: Pick<OAuthClientInputs, "extraProperties">,
): ApiOAuthClientRequest {
  const dropped = new Set([...READ_ONLY, ...SUPERSEDED, ...Object.keys(before.extraProperties ?? {})]);
  const kept = Object.entries(live).filter(([field]) => !dropped.has(field));
  const emptied = Object.fromEntries(CLIENT_FIELD_LIST.map(([, { apiField, empty }]) => [apiField, empty]));
  const managed = Object.entries(managedFields(inputs)).flatMap(([field, value]): [string, unknown][] => {
    if (value !== undefined) return [[field, value]];
    // Sends an empty value only if there is something to clear. Some grant types refuse even the empty field (scope, roleDivisions).
    return isEmpty(live[field]) ? [] : [[field, emptied[field]]];
  });
  return Object.fromEntries([
    ...kept,
    ...managed,
    ...Object.entries(inputs.extraProperties ?? {}),
  ]) as ApiOAuthClientRequest;
}

/** Body of a `PUT` that changes only the state, e.g. before a deletion. */
export function stateChangeRequest(live: ApiOAuthClient, state: "active" | "inactive"): ApiOAuthClientRequest {
  const dropped = new Set([...READ_ONLY, ...SUPERSEDED]);
  return Object.fromEntries([
    ...Object.entries(live).filter(([field]) => !dropped.has(field)),
    ["state", state],
  ]) as ApiOAuthClientRequest;
}

/**
 * The inputs that describe the live client. The engine compares them with the program. A value that Genesys Cloud keeps in
 * its own form counts as what the program asked for, as long as it has that form.
 */
export function observedInputs(live: ApiOAuthClient, carried: Partial<Unobservable> & Wanted): ObservedInputs {
  const inputs = asAskedFor({ ...observedValues(live, carried), ...echoed(carried) }, carried.alteredValues);
  if (statusOf(carried) !== "invalid") return inputs;
  return { ...inputs, secretStatus: secretRefused(carried.rotationSlot === undefined ? "secretVersion" : "rotation") };
}

/** The values of the live client, as a program would write them. */
function observedValues(live: ApiOAuthClient, carried: Wanted): OAuthClientInputs {
  const { description, ownershipMark } = splitMark(live.description);
  return withoutUndefined({
    ...eachField((_, field) => canonicalValue(live[field.apiField], field)),
    description,
    ...(isPendingDeletion(live) ? { state: PENDING_DELETION } : {}),
    extraProperties: observedExtraProperties(carried.extraProperties, live),
    ownershipMark,
  }) as OAuthClientInputs;
}

/** What the API does not tell, as the state has it. */
function echoed(carried: Partial<Unobservable>): KeptInputs {
  return { ...keptInputs(carried), ...(carried.secretPending ? { secretVersion: PENDING_SECRET } : {}) };
}

/** What is known of the secret; undefined if nobody asks. While a new secret is due, the old one may or may not work. */
export function statusOf({
  verifySecret,
  secretStatus = "unknown",
  secretPending,
}: Pick<Partial<OAuthClientState>, "verifySecret" | "secretStatus" | "secretPending">): SecretStatus | undefined {
  if (!verifySecret) return undefined;
  return secretPending ? "unknown" : secretStatus;
}

/** What Genesys Cloud made of the values that a write asked for, if it changed any. */
export function alteredValuesIn(answer: ApiOAuthClient, asked: OAuthClientInputs): AlteredValues | undefined {
  return alterations(asked, observedValues(answer, asked));
}

/** The complete outputs: the live client, plus what only the state knows. */
export function observedState(live: ApiOAuthClient, carried: Unobservable & Wanted): OAuthClientState {
  const values = observedValues(live, carried);
  return withoutUndefined({
    ...withEmptyValues(values),
    ...echoed(carried),
    state: live.state ?? "active",
    secretVersion: carried.secretVersion,
    clientId: live.id,
    clientSecret: carried.clientSecret,
    secretDate: carried.secretDate,
    secretStatus: statusOf(carried),
    dateCreated: live.dateCreated ?? carried.dateCreated,
    dateModified: live.dateModified,
    createdBy: live.createdBy?.id,
    modifiedBy: live.modifiedBy?.id,
    dateToDelete: live.dateToDelete,
    selfUri: live.selfUri,
    organizationId: carried.organizationId,
    apiUrl: carried.apiUrl,
    secretPending: carried.secretPending,
    alteredValues: carried.alteredValues,
  }) as OAuthClientState;
}

/** The canonical inputs contained in the outputs. They describe the client as last known. */
export function inputsOfState(state: OAuthClientState): OAuthClientInputs {
  const values = withoutUndefined({
    ...eachField((property, field) => canonicalValue(state[property], field)),
    extraProperties: state.extraProperties,
    ownershipMark: state.ownershipMark,
    ...keptInputs(state),
  }) as OAuthClientInputs;
  return asAskedFor(values, state.alteredValues);
}

/** Whether the client is deleted, but kept by Genesys Cloud until `dateToDelete`. */
export function isPendingDeletion(live: ApiOAuthClient): boolean {
  return typeof live.dateToDelete === "string" && live.dateToDelete !== "";
}

/** Whether Genesys Cloud support has locked the client. It must then not be touched. */
export function isDisabled(live: ApiOAuthClient): boolean {
  return live.state === "disabled";
}

function managedFields(inputs: OAuthClientInputs): Readonly<Record<string, unknown>> {
  return {
    ...Object.fromEntries(CLIENT_FIELD_LIST.map(([property, { apiField }]) => [apiField, inputs[property]])),
    description: withMark(inputs.description, inputs.ownershipMark),
  };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
