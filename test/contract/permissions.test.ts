import { afterAll, beforeAll, expect, it } from "vitest";
import type { OAuthApi } from "../../provider/api/oauth-api.ts";
import { DEFAULT_LOGIN } from "../../simulator/index.ts";
import { type Connected, startConnected } from "../support/connect.ts";
import { failureOf } from "../support/failures.ts";
import { OfficialSdk } from "./official-sdk.ts";
import { OPERATIONS } from "./operations.ts";
import { LAST_WEEK, PORTAL, SEED, SERVICE } from "./seed.ts";

const REQUEST = { name: "Automation", authorizedGrantType: "CODE" };
const permissions = new Set<string>();
const login = {
  ...DEFAULT_LOGIN,
  name: "restricted",
  get permissions() {
    return [...permissions];
  },
};
let session: Connected;
let sdk: OfficialSdk;

beforeAll(async () => {
  session = await startConnected({ seed: SEED, logins: [login] });
  sdk = new OfficialSdk(session.simulator);
});

afterAll(() => session[Symbol.asyncDispose]());

/** What both sides send for an operation: ours, and the parameters of the SDK's. */
const CALLS: Record<string, readonly [ours: (api: OAuthApi) => Promise<unknown>, ...theirs: unknown[]]> = {
  getOauthClients: [(api) => api.allClients()],
  postOauthClients: [(api) => api.createClient(REQUEST), REQUEST],
  getOauthClient: [(api) => api.getClient(PORTAL), PORTAL],
  putOauthClient: [(api) => api.updateClient(PORTAL, REQUEST), PORTAL, REQUEST],
  deleteOauthClient: [(api) => api.deleteClient(PORTAL), PORTAL],
  postOauthClientSecret: [(api) => api.regenerateSecret(PORTAL), PORTAL],
  getOauthScopes: [(api) => api.listScopes()],
  getOauthScope: [(api) => api.getScope("users"), "users"],
  getOauthAuthorizations: [(api) => api.listAuthorizations()],
  getOauthAuthorization: [(api) => api.getAuthorization(PORTAL), PORTAL],
  postOauthClientUsageQuery: [
    (api) => api.queryUsage(SERVICE, { interval: LAST_WEEK }),
    SERVICE,
    { interval: LAST_WEEK },
  ],
  getOauthClientUsageSummary: [(api) => api.summarizeUsage(SERVICE, 7), SERVICE, { days: 7 }],
  getOauthClientUsageQueryResult: [(api) => api.usageResults(SERVICE, SERVICE), SERVICE, SERVICE],
};

const ALL = [...new Set(OPERATIONS.flatMap(({ permission }) => permission ?? []))];

it.each(OPERATIONS)("$request needs $permission, and both sides hear it", async ({ sdk: operation, permission }) => {
  const [ours, ...theirs] = CALLS[operation] ?? [];
  if (ours === undefined) throw new Error(`There is no call for ${operation}.`);
  permissions.clear();
  if (permission === undefined) {
    const answer = await ours(session.api);
    // Of a listing, our side passes the entities on.
    const expected = Array.isArray(answer) ? expect.objectContaining({ entities: answer }) : answer;
    expect(await sdk.call(operation, ...theirs)).toEqual(expected);
    return;
  }
  for (const other of ALL) if (other !== permission) permissions.add(other);
  await expect(sdk.call(operation, ...theirs)).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining(permission),
  });
  const error = await failureOf(ours(session.api));
  expect(error).toMatchObject({ name: "ApiError", status: 403 });
  expect(error.message).toContain(`a role with the permission ${permission}`);
});
