import type { ApiCredential, ApiCredentialType } from "./api-types.ts";
import { isObject } from "./client-shape.ts";
import { isUuid } from "./identifiers.ts";

/** Reads an integration credential from an answer. @returns undefined for anything without an id. */
export function readApiCredential(answer: unknown): ApiCredential | undefined {
  if (!isObject(answer)) return undefined;
  const id = textOf(answer.id);
  if (id === undefined) return undefined;
  const type = isObject(answer.type) ? (textOf(answer.type.name) ?? textOf(answer.type.id)) : textOf(answer.type);
  const read = {
    name: textOf(answer.name),
    type,
    createdDate: textOf(answer.createdDate),
    modifiedDate: textOf(answer.modifiedDate),
    selfUri: textOf(answer.selfUri),
  };
  const present = Object.entries(read).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(present), id: canonicalCredentialId(id) };
}

/** Reads a type of credential from an answer. @returns undefined for anything without a name. */
export function readCredentialType(answer: unknown): ApiCredentialType | undefined {
  if (!isObject(answer)) return undefined;
  const name = textOf(answer.name) ?? textOf(answer.id);
  const required = Array.isArray(answer.required) ? answer.required.filter((field) => typeof field === "string") : [];
  return name === undefined ? undefined : { name, required };
}

/** UUIDs mean the same in upper and lower case. */
export function canonicalCredentialId(id: string): string {
  return isUuid(id) ? id.toLowerCase() : id;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
