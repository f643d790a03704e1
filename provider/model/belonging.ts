import type { OAuthClientState } from "./oauth-client.ts";

/** Where a state belongs: no login of another organisation, and no other host, may act on it. */
export type Belonging = Pick<OAuthClientState, "organizationId" | "apiUrl">;

/** What a new state keeps of the login. */
export function belongingOf({ organizationId, apiUrl }: Belonging): Belonging {
  return { organizationId, apiUrl };
}
