import { z } from "zod";
import { isCredentialType, isOAuthClientType } from "../../provider/model/plugin-tokens.ts";
import { inClear } from "./marked-secrets.ts";

const properties = z.record(z.string(), z.unknown());

/** What is looked at in every resource of a state. */
export const resourceShape = {
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  inputs: properties.optional(),
  outputs: properties.optional(),
  delete: z.boolean().optional(),
};

const deployment = z.object({
  resources: z.array(z.object({ ...resourceShape, external: z.boolean().optional() })).nullish(),
});

/** A resource as the state keeps it. */
export type StoredResource = NonNullable<z.infer<typeof deployment>["resources"]>[number];

/** The OAuth clients of an exported state, those included that the program merely reads. */
export function oauthClientsOf(state: unknown): readonly StoredResource[] {
  return resourcesOf(state).filter(({ type }) => isOAuthClientType(type));
}

/** The integration credentials of an exported state, those included that the program merely reads. */
export function credentialsOf(state: unknown): readonly StoredResource[] {
  return resourcesOf(state).filter(({ type }) => isCredentialType(type));
}

function resourcesOf(state: unknown): readonly StoredResource[] {
  return deployment.parse(state).resources ?? [];
}

/** Where an OAuth client of a state belongs, as far as the state tells. */
export interface Belonging {
  readonly clientId?: string;
  readonly organizationId?: string;
  readonly apiUrl?: string;
}

/** Where each OAuth client of an exported state belongs. */
export function belongingsOf(state: unknown): readonly Belonging[] {
  return oauthClientsOf(state).map(({ id, outputs = {} }) => ({
    ...(id === undefined ? {} : { clientId: id }),
    ...textOf("apiUrl", outputs),
    ...textOf("organizationId", outputs),
  }));
}

function textOf<K extends string>(key: K, outputs: Readonly<Record<string, unknown>>): { readonly [P in K]?: string } {
  const value = inClear(outputs[key]);
  return (typeof value === "string" ? { [key]: value } : {}) as { readonly [P in K]?: string };
}
