import { isDeepStrictEqual } from "node:util";
import type { ApiOAuthClient } from "../api/api-types.ts";
import { withoutKeptInputs } from "./kept-inputs.ts";
import type { OAuthClientInputs } from "./oauth-client.ts";
import { observedInputs } from "./translate.ts";

/** Whether the live client matches the inputs in every field that a creation sends. */
export function isAsAskedFor(live: ApiOAuthClient, inputs: OAuthClientInputs): boolean {
  const observed = observedInputs(live, { extraProperties: inputs.extraProperties });
  return isDeepStrictEqual(observed, withoutKeptInputs(inputs));
}

/**
 * Whether the live client matches the inputs but for the form in which Genesys Cloud may keep a value: white space, upper and lower case, a slash at the
 * end of a URI.
 */
export function isAlike(live: ApiOAuthClient, inputs: OAuthClientInputs): boolean {
  const observed = observedInputs(live, { extraProperties: inputs.extraProperties });
  return isDeepStrictEqual(loosely(observed), loosely(withoutKeptInputs(inputs)));
}

/** Whether a name could be what Genesys Cloud made of another one. */
export function isAlikeName(name: string | undefined, asked: string): boolean {
  return name !== undefined && loosely(name) === loosely(asked);
}

function loosely(value: unknown): unknown {
  if (typeof value === "string") {
    return value.normalize("NFC").trim().replaceAll(/\s+/g, " ").replace(/\/+$/, "").toLowerCase();
  }
  if (Array.isArray(value)) return value.map(loosely).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, loosely(inner)]));
}

/** Describes a client within an error: id, name, state and date of creation. */
export function describeClient({ id, name = "", state, dateCreated }: ApiOAuthClient): string {
  return `${id} (${JSON.stringify(name)}, ${state ?? "active"}, created ${dateCreated ?? "at an unknown time"})`;
}
