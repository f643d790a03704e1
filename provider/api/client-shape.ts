import type { ApiEntityRef, ApiOAuthClient, ApiRoleDivision } from "./api-types.ts";

/**
 * Reads an OAuth client from an answer, whatever form the API gives to it: `null` for what is absent, numbers as texts, ids in capitals, grant
 * types with underscores, values of another type. A field that can't be read is absent. Fields that no model documents are kept as they are,
 * because a PUT must send them back.
 * @returns undefined for anything without an id.
 */
export function readClient(answer: unknown): ApiOAuthClient | undefined {
  if (!isObject(answer)) return undefined;
  const id = textOf(answer.id);
  if (id === undefined) return undefined;
  const read = Object.entries(answer).flatMap(([field, value]): [string, unknown][] => {
    // The API may name a field like a method of every object, such as valueOf.
    const reader = Object.hasOwn(READERS, field) ? READERS[field] : undefined;
    const usable = reader === undefined ? value : reader(value);
    return usable === undefined ? [] : [[field, usable]];
  });
  return { ...Object.fromEntries(read), id: id.toLowerCase() };
}

type Reader = (value: unknown) => unknown;

const READERS: Readonly<Record<string, Reader>> = {
  id: textOf,
  name: textOf,
  description: textOf,
  authorizedGrantType: (value) => textOf(value)?.toUpperCase().replaceAll("_", "-"),
  accessTokenValiditySeconds: numberOf,
  registeredRedirectUri: listOf(textOf),
  scope: listOf(textOf),
  roleDivisions: listOf(roleDivisionOf),
  state: (value) => textOf(value)?.toLowerCase(),
  dateToDelete: textOf,
  dateCreated: textOf,
  dateModified: textOf,
  createdBy: referenceOf,
  modifiedBy: referenceOf,
  selfUri: textOf,
  secret: textOf,
};

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Reads a reference to another entity. @returns undefined for anything without an id. */
export function readReference(answer: unknown): ApiEntityRef | undefined {
  if (!isObject(answer)) return undefined;
  const [id, name] = [textOf(answer.id), textOf(answer.name)];
  return id === undefined ? undefined : { id, ...(name === undefined ? {} : { name }) };
}

/** A number, also one that is written as a text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

function listOf<T>(read: (element: unknown) => T | undefined): (value: unknown) => readonly T[] | undefined {
  return (value) => (Array.isArray(value) ? value.map(read).filter((element) => element !== undefined) : undefined);
}

function roleDivisionOf(value: unknown): ApiRoleDivision | undefined {
  if (!isObject(value)) return undefined;
  const [roleId, divisionId] = [textOf(value.roleId), textOf(value.divisionId)];
  return roleId === undefined || divisionId === undefined ? undefined : { roleId, divisionId };
}

function referenceOf(value: unknown): ApiEntityRef | undefined {
  const id = isObject(value) ? textOf(value.id) : undefined;
  return id === undefined ? undefined : { id: id.toLowerCase() };
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
