import { randomUUID } from "node:crypto";
import { OTHER_USER_ID } from "../directory/default-seed.ts";
import type { ClientSeed } from "../options.ts";
import { type ClientBody, DEFAULT_VALIDITY_SECONDS } from "./client-request.ts";
import { type ClientRecord, newSecret } from "./client-store.ts";

const knownFields = new Set([
  "id",
  "secret",
  "name",
  "description",
  "authorizedGrantType",
  "accessTokenValiditySeconds",
  "registeredRedirectUri",
  "scope",
  "roleIds",
  "roleDivisions",
  "state",
  "dateToDelete",
  "dateCreated",
  "dateModified",
  "createdBy",
  "modifiedBy",
  "selfUri",
]);

function bodyOfSeed(seed: ClientSeed): ClientBody {
  return {
    name: seed.name ?? "Seeded client",
    ...(seed.description ? { description: seed.description } : {}),
    authorizedGrantType: seed.authorizedGrantType ?? "CODE",
    accessTokenValiditySeconds: seed.accessTokenValiditySeconds ?? DEFAULT_VALIDITY_SECONDS,
    registeredRedirectUri: [...(seed.registeredRedirectUri ?? [])],
    scope: [...(seed.scope ?? [])],
    roleDivisions: (seed.roleDivisions ?? []).map((roleDivision) => ({ ...roleDivision })),
    state: seed.state ?? "active",
    extra: Object.fromEntries(Object.entries(seed).filter(([field]) => !knownFields.has(field))),
  };
}

function epochOf(date: string | undefined, fallback: number): number {
  return date === undefined ? fallback : Date.parse(date);
}

/** Completes a seeded client. Nothing is checked: a test may need what the API would refuse. */
export function recordOfSeed(seed: ClientSeed, now: number): ClientRecord {
  const dateCreated = epochOf(seed.dateCreated, now);
  return {
    id: seed.id ?? randomUUID(),
    body: bodyOfSeed(seed),
    secret: seed.secret ?? newSecret(),
    dateCreated,
    dateModified: epochOf(seed.dateModified, dateCreated),
    createdBy: seed.createdBy?.id ?? OTHER_USER_ID,
    modifiedBy: seed.modifiedBy?.id ?? OTHER_USER_ID,
    ...(seed.dateToDelete === undefined ? {} : { dateToDelete: Date.parse(seed.dateToDelete) }),
    visibleAt: 0,
  };
}

/** Lays a patch over a client; `undefined` takes an optional field away. */
export function patchedBody(body: ClientBody, patch: { [field: string]: unknown }): ClientBody {
  const { extra, ...known } = body;
  const merged: Record<string, unknown> = { ...extra, ...known, ...patch };
  for (const [field, value] of Object.entries(merged)) if (value === undefined) delete merged[field];
  return bodyOfSeed(merged as ClientSeed);
}
