import type { ExportedState, PendingOperation, ResourceText } from "../../../cli/engine/exported-state.ts";
import type { Candidate } from "../../../cli/recover/candidates.ts";
import type { Attempt, Creation, Origin } from "../../../cli/recover/creations.ts";
import type { ApiOAuthClient } from "../../../provider/api/api-types.ts";
import { OAUTH_CLIENT_TYPE } from "../../../provider/model/oauth-client.ts";

/** When the sample state was written. */
export const WRITTEN_AT = "2026-11-24T12:00:00.000Z";

export const STACK_URN = "urn:pulumi:dev::program::pulumi:pulumi:Stack::program-dev";
export const PROVIDER_URN = "urn:pulumi:dev::program::pulumi:providers:pulumi-nodejs::default";

/** Canonical inputs of a client. */
export const INPUTS = {
  name: "App",
  authorizedGrantType: "CODE",
  accessTokenValiditySeconds: 86_400,
  registeredRedirectUris: ["https://app.example.com/callback"],
  state: "active",
};

/** The client that these inputs make. */
export function clientOf(id: string, more: Partial<ApiOAuthClient> = {}): ApiOAuthClient {
  const { registeredRedirectUris: registeredRedirectUri, ...fields } = INPUTS;
  return { id, ...fields, registeredRedirectUri, dateCreated: "2026-11-24T11:59:59.000Z", ...more };
}

export function urnOf(name: string): string {
  return `urn:pulumi:dev::program::${OAUTH_CLIENT_TYPE}::${name}`;
}

/** A client as the engine describes it before it exists. */
export function described(name: string, inputs: object = INPUTS): ResourceText {
  return {
    urn: urnOf(name),
    custom: true,
    type: OAUTH_CLIENT_TYPE,
    inputs: { __provider: "text", ...inputs },
    parent: STACK_URN,
    provider: `${PROVIDER_URN}::p-1`,
    additionalSecretOutputs: ["clientSecret"],
  };
}

export function pending(name: string, inputs: object = INPUTS, type = "creating"): PendingOperation {
  return { resource: described(name, inputs), type };
}

export function stateOf(
  resources: readonly ResourceText[],
  operations: readonly PendingOperation[] = [],
): ExportedState {
  const deployment = { manifest: { time: WRITTEN_AT }, resources: [...resources], pending_operations: [...operations] };
  return { version: 3, deployment, features: ["kept"] };
}

/** A creation with one attempt. */
export function creationOf(name: string, origin: Origin = "pending", more: Partial<Creation> = {}): Creation {
  const resource = { urn: urnOf(name), type: OAUTH_CLIENT_TYPE, name };
  return { resource, origin, attempts: [attemptOf(name)], ...more };
}

export function attemptOf(name: string, inputs: object = INPUTS): Attempt {
  return { resource: described(name, inputs), inputs, unknown: [], recordedAt: Date.parse(WRITTEN_AT) };
}

/** An equal client as a candidate. */
export function candidateOf(client: ApiOAuthClient, more: Partial<Candidate> = {}): Candidate {
  return { client, attempt: attemptOf("app"), match: "equal", differs: [], isMarked: false, ...more };
}
