import type { ClientBody } from "../clients/client-request.ts";
import type { IsOn } from "./active-variants.ts";

/** What `unknown-fields` adds, to clients and to all other objects alike. No SDK has a field of this name. */
export const UNKNOWN_FIELDS = {
  platformProfile: { tier: "standard", networks: [{ cidr: "198.51.100.0/24" }], limits: { perMinute: 300 } },
} as const;

/** A client's settings as they are stored, which with some variants is not as they were sent. */
export function asStored(body: ClientBody, isOn: IsOn): ClientBody {
  const { description, ...stored } = body;
  // The API would refuse a name that has no letters left. Here it stays, because the check of the request is over.
  if (isOn("name-trimmed")) stored.name = body.name.trim().replaceAll(/\s+/g, " ") || body.name;
  if (isOn("redirect-uri-gets-slash"))
    stored.registeredRedirectUri = distinct(body.registeredRedirectUri.map(withSlash));
  if (isOn("scopes-lower-cased")) stored.scope = distinct(body.scope.map((scope) => scope.toLowerCase()));
  const kept = isOn("description-trimmed") ? description?.trim() : description;
  return kept ? { ...stored, description: kept } : stored;
}

/** A client as it is stored when it is new, or when a release of Genesys adds fields to all clients. */
export function withUnknownFields(body: ClientBody, isOn: IsOn): ClientBody {
  return isOn("unknown-fields") ? { ...body, extra: { ...structuredClone(UNKNOWN_FIELDS), ...body.extra } } : body;
}

function withSlash(uri: string): string {
  return /[?#]|\/$/.test(uri) ? uri : `${uri}/`;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
