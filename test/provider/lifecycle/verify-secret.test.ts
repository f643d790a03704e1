import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import type { OAuthClientState } from "../../../provider/model/oauth-client.ts";
import type { FaultAction } from "../../../simulator/index.ts";
import { APP, SERVICE } from "../../harness/sample-clients.ts";
import {
  CLIENT,
  canonical,
  createdBefore,
  FOR_EVER,
  type LifecycleWorld,
  recordBodies,
  startWorld,
} from "./lifecycle-world.ts";
import { GRANTS, INVALID, LOGIN_ROUTE, presented, refreshed, UNKNOWN, VALID, verified } from "./verified-clients.ts";

describe.each(Object.entries(GRANTS))("the secret of a %s client", (_grant, news) => {
  it("is valid while it works, at the cost of one request", async () => {
    await using world = await startWorld();
    const state = await verified(world, news);
    const { state: after, ...found } = await refreshed(world, state);
    expect(found).toMatchObject(VALID);
    expect(after).toEqual(state);
    expect(presented(world)).toBe(1);
  });

  it("is invalid when somebody else has regenerated it, at the cost of two requests", async () => {
    await using world = await startWorld();
    const state = await verified(world, news);
    world.simulator.clients.regenerateSecret(state.clientId);
    expect(await refreshed(world, state)).toMatchObject(INVALID);
    expect(presented(world)).toBe(2);
  });

  it("is not asked about without verifySecret", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world, news);
    world.simulator.clients.regenerateSecret(state.clientId);
    expect(await refreshed(world, state)).toMatchObject({ status: undefined, drift: undefined });
    expect(presented(world)).toBe(0);
  });
});

describe("what is presented to the login host", () => {
  it("makes no token but for CLIENT-CREDENTIALS, and names no user that could be there", async () => {
    await using world = await startWorld();
    const states: OAuthClientState[] = [];
    for (const news of Object.values(GRANTS)) states.push(await verified(world, news));
    const bodies = recordBodies(world.simulator, "POST", LOGIN_ROUTE);
    const tokens = world.simulator.allSecrets().length;
    const session = world.process();
    await session.identity();
    for (const state of states) await readOAuthClient(session, state.clientId, state);
    // The process itself, and the client that logs in by itself.
    expect(world.simulator.allSecrets()).toHaveLength(tokens + 2);
    expect(bodies.slice(1)).toEqual([
      { grant_type: "client_credentials" },
      { grant_type: "authorization_code", code: expect.any(String), redirect_uri: APP.registeredRedirectUris[0] },
      { grant_type: "authorization_code", code: expect.any(String), redirect_uri: "https://nobody.invalid/" },
      {
        grant_type: "urn:ietf:params:oauth:grant-type:saml2-bearer",
        orgName: "nobody.invalid",
        assertion: expect.any(String),
      },
      { grant_type: "password", username: expect.stringMatching(/@nobody\.invalid$/), password: expect.any(String) },
    ]);
  });

  it("leaves the tokens alone that the client has", async () => {
    await using world = await startWorld();
    const state = await verified(world);
    const token = world.simulator.issueToken(state.clientId);
    await refreshed(world, state);
    const answer = await fetch(`${world.simulator.url}/api/v2/tokens/me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
  });

  it("is presented once in a process, however often the client is read", async () => {
    await using world = await startWorld();
    const state = await verified(world);
    const session = world.process();
    for (let read = 0; read < 3; read++) await readOAuthClient(session, state.clientId, state);
    expect(presented(world)).toBe(1);
  });

  it("takes nothing of the API's budget", async () => {
    await using world = await startWorld({ loginRateLimit: false });
    const state = await verified(world);
    await refreshed(world, state, { configuration: { requestsPerMinute: 2 } });
    expect(world.simulator.log.table()).toMatchObject({ "GET /api/v2/tokens/me": 1, [`GET ${CLIENT}`]: 1 });
  });
});

describe("only invalid_client is invalid", () => {
  /** Whether a login is that of a CODE client, and not that of the process itself. */
  const isMadeUp = (body: unknown) => JSON.stringify(body)?.includes("authorization_code") === true;
  const refusal = (status: number, error: unknown): FaultAction => ({
    kind: "status",
    status,
    body: { error, error_description: "refused" },
  });
  const ANSWERS: Record<string, [FaultAction, typeof VALID | typeof INVALID | typeof UNKNOWN]> = {
    "400 invalid_client": [refusal(400, "invalid_client"), INVALID],
    "401 invalid_client": [refusal(401, "invalid_client"), INVALID],
    "403 invalid_client": [refusal(403, "invalid_client"), UNKNOWN],
    "400 invalid_grant": [refusal(400, "invalid_grant"), VALID],
    "400 invalid_request": [refusal(400, "invalid_request"), UNKNOWN],
    "400 unauthorized_client": [refusal(400, "unauthorized_client"), UNKNOWN],
    "400 unsupported_grant_type": [refusal(400, "unsupported_grant_type"), UNKNOWN],
    "400 invalid_scope": [refusal(400, "invalid_scope"), UNKNOWN],
    "401 with another shape": [refusal(401, { code: "invalid_client" }), UNKNOWN],
    "401 with a page": [{ kind: "status", status: 401, body: "invalid_client" }, UNKNOWN],
    "403 for an address that is not allowed": [refusal(403, "access_denied"), UNKNOWN],
    "429": [{ kind: "status", status: 429, headers: { "Retry-After": "30" } }, UNKNOWN],
    "500": [{ kind: "status", status: 500 }, UNKNOWN],
    "503 that names invalid_client": [refusal(503, "invalid_client"), UNKNOWN],
    "a redirect": [{ kind: "status", status: 302, headers: { Location: "https://example.com/" } }, UNKNOWN],
    "a page": [{ kind: "html" }, UNKNOWN],
    "JSON that is cut off": [{ kind: "truncated-json" }, UNKNOWN],
    "200 without a token": [{ kind: "status", status: 200, body: {} }, UNKNOWN],
    "a lost connection": [{ kind: "reset-before" }, UNKNOWN],
    "a time-out": [{ kind: "hang-before" }, UNKNOWN],
  };

  it.each(Object.entries(ANSWERS))("%s", async (_name, [action, expected]) => {
    await using world = await startWorld();
    const state = await verified(world, APP);
    const fault = world.simulator.faults.add({ route: LOGIN_ROUTE, times: FOR_EVER, match: isMadeUp, action });
    // Only what never answers must be given up soon.
    const connection = action.kind === "hang-before" ? { requestTimeoutMs: 1_000 } : {};
    const found = await refreshed(world, state, { connection });
    expect(found).toMatchObject(expected);
    expect(fault.hits).toBeGreaterThan(0);
    expect(fault.hits).toBeLessThanOrEqual(2);
  });

  it("is unknown for CLIENT-CREDENTIALS also after invalid_grant, which says nothing of its secret", async () => {
    await using world = await startWorld();
    const state = await verified(world);
    world.simulator.faults.add({ route: LOGIN_ROUTE, skip: 1, action: refusal(400, "invalid_grant") });
    expect(await refreshed(world, state)).toMatchObject(UNKNOWN);
  });

  it("repeats a request whose connection broke, once", async () => {
    await using world = await startWorld();
    const state = await verified(world);
    const fault = world.simulator.faults.add({ route: LOGIN_ROUTE, skip: 1, action: { kind: "reset-before" } });
    expect(await refreshed(world, state)).toMatchObject(VALID);
    expect([fault.hits, presented(world)]).toEqual([1, 2]);
  });

  it("asks a login host that does not answer about no further client", async () => {
    await using world = await startWorld();
    const states: OAuthClientState[] = [];
    for (let count = 0; count < 12; count++) states.push(await verified(world, { ...SERVICE, name: `${count}` }));
    world.simulator.faults.add({
      route: LOGIN_ROUTE,
      skip: 1,
      times: FOR_EVER,
      action: { kind: "status", status: 503 },
    });
    const session = world.process();
    const found = await Promise.all(states.map((state) => readOAuthClient(session, state.clientId, state)));
    expect(found.map((read) => read?.state.secretStatus)).toEqual(states.map(() => "unknown"));
    // Those that were on their way when the first answer came.
    expect(presented(world)).toBeLessThanOrEqual(4);
  });
});

describe("clients that are not asked about", () => {
  const CASES: Record<string, (world: LifecycleWorld) => Promise<OAuthClientState>> = {
    inactive: (world) => verified(world, { ...SERVICE, state: "inactive" }),
    "deactivated by somebody": async (world) => {
      const state = await verified(world);
      world.simulator.clients.edit(state.clientId, { state: "inactive" });
      return state;
    },
    disabled: async (world) => {
      const state = await verified(world);
      world.simulator.clients.edit(state.clientId, { state: "disabled" });
      return state;
    },
    "pending deletion": async (world) => {
      const state = await verified(world);
      world.simulator.clients.edit(state.clientId, { dateToDelete: "2099-01-01T00:00:00.000Z" });
      return state;
    },
    TOKEN: (world) => verified(world, { ...APP, authorizedGrantType: "TOKEN" }),
    "without a known secret": async (world) => ({ ...(await verified(world)), clientSecret: "" }),
  };

  it.each(Object.entries(CASES))("%s", async (_name, prepare) => {
    await using world = await startWorld();
    const state = await prepare(world);
    world.simulator.log.clear();
    expect(await refreshed(world, state)).toMatchObject(UNKNOWN);
    expect(presented(world)).toBe(0);
  });

  it("adopted without its secret: until secretVersion generates one", async () => {
    await using world = await startWorld();
    const { clientId } = await createdBefore(world, SERVICE);
    const adopted = { ...SERVICE, verifySecret: true };
    const state = await createOAuthClient(world.process(), canonical({ ...adopted, importId: clientId }));
    expect([state.secretStatus, state.secretDate]).toEqual(["unknown", undefined]);
    expect(await refreshed(world, state)).toMatchObject(UNKNOWN);
    const rotated = await updateOAuthClient(
      world.process(),
      clientId,
      state,
      canonical({ ...adopted, importId: clientId, secretVersion: 1 }),
    );
    expect([rotated.secretStatus, rotated.secretDate]).toEqual(["valid", expect.any(String)]);
  });
});
