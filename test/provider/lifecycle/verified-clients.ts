import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import type { OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { secretRefused } from "../../../provider/model/translate.ts";
import { APP, SERVICE } from "../../harness/sample-clients.ts";
import { createdBefore, type LifecycleWorld, type ProcessTuning } from "./lifecycle-world.ts";

const { registeredRedirectUris: _, ...USERS } = APP;
export const LOGIN_ROUTE = "/oauth/token";
/** Clients whose secrets can be checked. */
export const GRANTS: Record<string, Record<string, unknown>> = {
  "CLIENT-CREDENTIALS": SERVICE,
  CODE: APP,
  "CODE without a redirect URI": USERS,
  "SAML2-BEARER": { ...USERS, authorizedGrantType: "SAML2-BEARER" },
  PASSWORD: { ...USERS, authorizedGrantType: "PASSWORD" },
};

/** A client whose secret is checked, as a process before left it, long enough ago for its secret to be known everywhere. */
export async function verified(
  world: LifecycleWorld,
  news: Record<string, unknown> = SERVICE,
): Promise<OAuthClientState> {
  const state = await createdBefore(world, { ...news, verifySecret: true });
  world.simulator.clock.advance(3_600_000);
  return state;
}

/** What one refresh finds, in a process of its own. */
export async function refreshed(world: LifecycleWorld, state: OAuthClientState, tuning?: ProcessTuning) {
  const found = await readOAuthClient(world.process(tuning), state.clientId, state);
  if (found === undefined) throw new Error("the client is gone");
  return { status: found.state.secretStatus, drift: found.inputs.secretStatus, ...found };
}

export const VALID = { status: "valid", drift: undefined };
export const INVALID = { status: "invalid", drift: secretRefused() };
export const UNKNOWN = { status: "unknown", drift: undefined };

/** How often a secret was presented. The login of the process itself is another one. */
export const presented = ({ simulator }: LifecycleWorld) => (simulator.log.table()["POST /oauth/token"] ?? 0) - 1;
