import { InvalidInputError } from "../errors/index.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether the text is a UUID, the form of all ids of OAuth clients. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * Passes an OAuth client id on, ready for a URL path.
 * @throws InvalidInputError if it is not a UUID, before any URL is built from it.
 */
export function requireClientId(clientId: string): string {
  if (typeof clientId === "string" && isUuid(clientId)) return clientId.toLowerCase();
  throw new InvalidInputError(
    `${quote(clientId)} is not an OAuth client id. Client ids are UUIDs such as 3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e.`,
  );
}

/**
 * Passes an identifier that is not a UUID on (scope id, execution id), ready for a URL path.
 * @throws InvalidInputError if it holds anything that could lead to another path.
 */
export function requirePathSegment(kind: string, text: string): string {
  if (typeof text === "string" && /^[A-Za-z0-9_:.~-]+$/.test(text) && !/^\.+$/.test(text)) {
    return encodeURIComponent(text);
  }
  throw new InvalidInputError(`${quote(text)} is not ${kind}: letters, digits and - _ : . ~ only.`);
}

function quote(value: unknown): string {
  const text = typeof value === "string" ? value : String(value);
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
