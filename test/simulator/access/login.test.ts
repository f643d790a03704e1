import { describe, expect, it } from "vitest";
import { DEFAULT_LOGIN, DIVISION_IDS, ROLE_IDS } from "../../../simulator/index.ts";
import { CLIENTS, logIn, sessionOn, startSession } from "../api.ts";

const forAutomation = {
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roleDivisions: [{ roleId: ROLE_IDS.oauthAutomation, divisionId: DIVISION_IDS.home }],
};

describe("login", () => {
  it("answers a bearer token that works", async () => {
    await using session = await startSession();
    const { status, body } = await logIn(session.simulator);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "bearer", expires_in: 86_400 });
    const me = await sessionOn(session.simulator, String(body.access_token)).call("GET", "/api/v2/tokens/me");
    expect(me.body).toMatchObject({
      organization: session.simulator.organization,
      OAuthClient: { id: DEFAULT_LOGIN.clientId },
    });
  });

  it("refuses a wrong secret, an unknown client and another grant", async () => {
    await using session = await startSession();
    const wrong = await logIn(session.simulator, { ...DEFAULT_LOGIN, clientSecret: "wrong" });
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual({
      error: "invalid_client",
      description: "authentication failed",
      error_description: "authentication failed",
    });
    const unknown = await logIn(session.simulator, { clientId: "nobody", clientSecret: "wrong" });
    expect(unknown.body.error).toBe("invalid_client");
    const password = await logIn(session.simulator, DEFAULT_LOGIN, { grant_type: "password" });
    expect([password.status, password.body.error]).toEqual([400, "unauthorized_client"]);
    const device = await logIn(session.simulator, DEFAULT_LOGIN, { grant_type: "device_code" });
    expect([device.status, device.body.error]).toEqual([400, "unsupported_grant_type"]);
  });

  it("lets a client made in the simulator in, with the permissions of its roles, until its secret changes", async () => {
    await using session = await startSession();
    const client = await session.create(forAutomation);
    const first = await logIn(session.simulator, { clientId: client.id, clientSecret: client.secret });
    const own = sessionOn(session.simulator, String(first.body.access_token));
    expect((await own.call("GET", CLIENTS)).status).toBe(200);
    expect((await own.call("GET", "/api/v2/oauth/authorizations")).status).toBe(200);
    const regenerated = await own.call("POST", `${CLIENTS}/${client.id}/secret`);
    expect((await logIn(session.simulator, { clientId: client.id, clientSecret: client.secret })).status).toBe(401);
    const clientSecret = String(regenerated.body.secret);
    expect((await logIn(session.simulator, { clientId: client.id, clientSecret })).status).toBe(200);
  });

  it.each([
    ["CODE", "authorization_code"],
    ["SAML2-BEARER", "urn:ietf:params:oauth:grant-type:saml2-bearer"],
    ["PASSWORD", "password"],
  ])("asks a %s client for its secret before it looks at what it presents", async (authorizedGrantType, grant_type) => {
    await using session = await startSession();
    const { id: clientId, secret: clientSecret } = await session.create({ authorizedGrantType });
    const errors = async (form: Record<string, string>) => {
      const right = await logIn(session.simulator, { clientId, clientSecret }, form);
      const wrong = await logIn(session.simulator, { clientId, clientSecret: "wrong" }, form);
      return [right, wrong].map(({ status, body }) => `${status} ${body.error}`);
    };
    expect(await errors({ grant_type })).toEqual(["400 invalid_grant", "401 invalid_client"]);
    expect(await errors({ grant_type: "client_credentials" })).toEqual([
      "400 unauthorized_client",
      "401 invalid_client",
    ]);
  });

  it("shuts an inactive client out, its tokens too", async () => {
    await using session = await startSession();
    const client = await session.create(forAutomation);
    const own = sessionOn(session.simulator, session.simulator.issueToken(client.id));
    session.simulator.clients.edit(client.id, { state: "inactive" });
    expect((await own.call("GET", CLIENTS)).status).toBe(401);
    expect((await logIn(session.simulator, { clientId: client.id, clientSecret: client.secret })).status).toBe(401);
  });

  it("has a rate limit of its own when asked for", async () => {
    await using session = await startSession({ loginRateLimit: { requests: 1, windowMs: 10_000 } });
    expect((await logIn(session.simulator)).status).toBe(200);
    const refused = await logIn(session.simulator);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "10"]);
    session.simulator.clock.advance(10_000);
    expect((await logIn(session.simulator)).status).toBe(200);
  });
});

describe("token", () => {
  it("is refused when missing, unknown, expired or revoked", async () => {
    await using session = await startSession({ tokenLifetimeSeconds: 60, clock: () => 0 });
    const { simulator } = session;
    const missing = await session.call("GET", CLIENTS, undefined, { authorization: "" });
    expect([missing.status, missing.body.code]).toEqual([401, "bad.credentials"]);
    expect((await sessionOn(simulator, "unknown").call("GET", CLIENTS)).status).toBe(401);
    simulator.clock.advance(59_999);
    expect((await session.call("GET", CLIENTS)).status).toBe(200);
    simulator.clock.advance(1);
    expect((await session.call("GET", CLIENTS)).status).toBe(401);
    const later = sessionOn(simulator, simulator.issueToken());
    simulator.revokeTokens();
    expect((await later.call("GET", CLIENTS)).status).toBe(401);
  });

  it("has its rate limit in a rolling window, with the wait in Retry-After", async () => {
    await using session = await startSession({ rateLimit: { requests: 2, windowMs: 60_000 }, clock: () => 1_000_000 });
    const { simulator } = session;
    await session.call("GET", CLIENTS);
    simulator.clock.advance(40_000);
    expect((await session.call("GET", CLIENTS)).headers.get("inin-ratelimit-count")).toBe("2");
    const refused = await session.call("GET", CLIENTS);
    expect([refused.status, refused.body.code]).toEqual([429, "too.many.requests.retry.after"]);
    expect(refused.headers.get("retry-after")).toBe("20");
    const other = sessionOn(simulator, simulator.issueToken());
    expect((await other.call("GET", CLIENTS)).status).toBe(200);
    simulator.clock.advance(20_000);
    expect((await session.call("GET", CLIENTS)).status).toBe(200);
    expect((await session.call("GET", CLIENTS)).status).toBe(429);
  });
});
