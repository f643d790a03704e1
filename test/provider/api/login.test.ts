import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { AuthenticationError, NoAnswerError, RateLimitError } from "../../../provider/errors/index.ts";
import { DEFAULT_LOGIN } from "../../../simulator/index.ts";
import { REQUESTS_UNTIL_GIVEN_UP, startConnected } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";
import { startTcpProxy } from "../../support/tcp-proxy.ts";

const LOGIN = { route: "/oauth/token" };

/** The next step of every failed login. */
function expectDoctorOnce({ message }: Error): void {
  expect(message.split("`npx genesyscloud-oauth doctor` checks the login, the region and the network.")).toHaveLength(
    2,
  );
}

const NEW_CLIENT = { name: "Reporting", authorizedGrantType: "CODE" };

describe("the login", () => {
  it("happens once, however many callers wait for it and follow it", async () => {
    await using session = await startConnected({ latencyMs: 5 });
    const { api, simulator } = session;
    await Promise.all(Array.from({ length: 30 }, () => api.listScopes()));
    await api.tokenInfo();
    expect(simulator.log.table()).toEqual({
      "POST /oauth/token": 1,
      "GET /api/v2/oauth/scopes": 30,
      "GET /api/v2/tokens/me": 1,
    });
  });

  it("does not happen before the first call", async () => {
    await using session = await startConnected();
    expect(session.simulator.log.count()).toBe(0);
  });

  it("is renewed a minute before the token expires, and not earlier", async () => {
    let now = 1_000_000;
    await using session = await startConnected({ tokenLifetimeSeconds: 3_600 }, { now: () => now });
    const { api, simulator } = session;
    await api.tokenInfo();
    now += 3_539_999;
    await api.tokenInfo();
    expect(simulator.log.count(LOGIN)).toBe(1);
    now += 1;
    await Promise.all([api.tokenInfo(), api.tokenInfo()]);
    expect(simulator.log.count(LOGIN)).toBe(2);
    expect(simulator.log.count({ status: 401 })).toBe(0);
  });

  it("keeps a token that lives shorter than a minute for half its life", async () => {
    let now = 1_000_000;
    await using session = await startConnected({ tokenLifetimeSeconds: 20 }, { now: () => now });
    const { api, simulator } = session;
    await api.tokenInfo();
    now += 9_999;
    await api.tokenInfo();
    expect(simulator.log.count(LOGIN)).toBe(1);
    now += 1;
    await api.tokenInfo();
    expect(simulator.log.count(LOGIN)).toBe(2);
  });

  it("is repeated once when the API refuses the token, and the call with it", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    await api.tokenInfo();
    simulator.revokeTokens();
    expect(await api.tokenInfo()).toMatchObject({ organization: simulator.organization });
    expect(simulator.log.count(LOGIN)).toBe(2);
    expect(simulator.log.count({ route: "/api/v2/tokens/me" })).toBe(3);
  });

  it("is repeated also for a create, which was refused before anything was made", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    await api.tokenInfo();
    simulator.revokeTokens();
    const created = await api.createClient(NEW_CLIENT);
    expect(created.secret).toBe(simulator.clients.secretOf(created.id));
    expect(simulator.log.count(LOGIN)).toBe(2);
    expect(simulator.log.count({ method: "POST", route: "/api/v2/oauth/clients" })).toBe(2);
    expect(simulator.clients.list()).toHaveLength(1);
  });

  it("is repeated once for all callers whose token was refused", async () => {
    await using session = await startConnected({ latencyMs: 5 });
    const { api, simulator } = session;
    await api.tokenInfo();
    simulator.revokeTokens();
    await Promise.all(Array.from({ length: 10 }, () => api.listScopes()));
    expect(simulator.log.count(LOGIN)).toBe(2);
    expect(simulator.log.count({ route: "/api/v2/oauth/scopes" })).toBe(20);
  });

  it("is not repeated a second time in one call", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    const route = "/api/v2/oauth/scopes";
    const refusal = { kind: "status", status: 401, code: "bad.credentials" } as const;
    simulator.faults.add({ route, times: Number.POSITIVE_INFINITY, action: refusal });
    const error = await failureOf(api.listScopes());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status: 401, operation: "list OAuth scopes", genesysCode: "bad.credentials" });
    expect(simulator.log.count(LOGIN)).toBe(2);
    expect(simulator.log.count({ route })).toBe(2);
  });

  it("is tried again by the next call after it failed", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    simulator.faults.add({ ...LOGIN, action: { kind: "status", status: 403, code: "forbidden" } });
    await failureOf(api.tokenInfo());
    expect(await api.tokenInfo()).toMatchObject({ OAuthClient: { id: DEFAULT_LOGIN.clientId } });
    expect(simulator.log.count(LOGIN)).toBe(2);
  });

  it("is not tried again after id and secret were refused: every caller gets the same error", async () => {
    await using session = await startConnected(
      {},
      {},
      { credentials: { kind: "client", clientId: DEFAULT_LOGIN.clientId, clientSecret: "mistyped-secret" } },
    );
    const { api, simulator } = session;
    const errors = await Promise.all([failureOf(api.tokenInfo()), failureOf(api.homeDivision())]);
    expect(await failureOf(api.allClients())).toBe(errors[0]);
    expect(errors[1]).toBe(errors[0]);
    expect(simulator.log.count(LOGIN)).toBe(1);
  });

  it("names the code, the correlation id and the keys to check when the secret is wrong", async () => {
    await using session = await startConnected(
      {},
      {},
      { credentials: { kind: "client", clientId: DEFAULT_LOGIN.clientId, clientSecret: "mistyped-secret" } },
    );
    const error = await failureOf(session.api.tokenInfo());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      status: 401,
      genesysCode: "invalid_client",
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      operation: `log in to Genesys Cloud at ${session.simulator.url}`,
    });
    expect(error.message).toContain("authentication failed (HTTP 401, code invalid_client, correlation id ");
    expect(error.message).toContain("genesyscloud:oauthClientSecret");
    expectDoctorOnce(error);
    expect(session.simulator.log.table()).toEqual({ "POST /oauth/token": 1 });
  });

  it("fails once for all callers that wait for it", async () => {
    await using session = await startConnected({ latencyMs: 5 });
    const { api, simulator } = session;
    simulator.faults.add({ ...LOGIN, action: { kind: "status", status: 400, code: "invalid_client" } });
    const errors = await Promise.all([failureOf(api.tokenInfo()), failureOf(api.listScopes())]);
    for (const error of errors) expect(error).toBeInstanceOf(AuthenticationError);
    expect(simulator.log.table()).toEqual({ "POST /oauth/token": 1 });
  });

  it.each([
    ["a page instead of JSON", { kind: "html" }, "not the JSON"],
    ["500", { kind: "status", status: 500 }, "HTTP 500"],
    ["a redirect", { kind: "status", status: 302, headers: { location: "https://sso.example.com/" } }, "not the JSON"],
    ["no answer at all", { kind: "hang-before" }, "no answer within the time limit"],
  ] as const)("gives up in bounded time when the login host answers with %s", async (_name, action, words) => {
    await using session = await startConnected({}, { requestTimeoutMs: action.kind === "hang-before" ? 60 : 2_000 });
    const { api, simulator } = session;
    simulator.faults.add({ ...LOGIN, times: Number.POSITIVE_INFINITY, action });
    const error = await failureOf(api.tokenInfo());
    expect(error).toBeInstanceOf(NoAnswerError);
    expect(error.message).toContain(`Cannot log in to Genesys Cloud at ${simulator.url}`);
    expect(error.message).toContain(words);
    expect(error.message).toContain("genesyscloud:loginUrl");
    expectDoctorOnce(error);
    expect(simulator.log.table()).toEqual({ "POST /oauth/token": REQUESTS_UNTIL_GIVEN_UP });
  });

  it("points at the host, not at the credentials, when the host has no login", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    simulator.faults.add({ ...LOGIN, action: { kind: "status", status: 404, body: "<h1>Not Found</h1>" } });
    const error = await failureOf(api.tokenInfo());
    expect(error).toBeInstanceOf(NoAnswerError);
    expect(error.message).toContain("genesyscloud:loginUrl");
    expectDoctorOnce(error);
    expect(simulator.log.count()).toBe(1);
  });

  it("gives up in bounded time when the login host refuses connections", async () => {
    await using session = await startConnected();
    await using proxy = await startTcpProxy(session.simulator);
    await proxy.refuse();
    const error = await failureOf(session.connect({}, { loginUrl: proxy.url }).tokenInfo());
    expect(error).toBeInstanceOf(NoAnswerError);
    expect(error.message).toContain("ECONNREFUSED");
    expectDoctorOnce(error);
    expect(session.simulator.log.count()).toBe(0);
  });

  it("gives up with a RateLimitError when the login host answers 429 for ever", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    simulator.faults.add({ ...LOGIN, times: Number.POSITIVE_INFINITY, action: { kind: "status", status: 429 } });
    const error = await failureOf(api.tokenInfo());
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ status: 429 });
    expectDoctorOnce(error);
  });

  it("survives a 429 and a 500 of the login host", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    simulator.faults.add({ ...LOGIN, action: { kind: "status", status: 429 } });
    simulator.faults.add({ ...LOGIN, action: { kind: "status", status: 500 } });
    expect(await api.tokenInfo()).toMatchObject({ OAuthClient: { id: DEFAULT_LOGIN.clientId } });
    expect(simulator.log.count(LOGIN)).toBe(3);
  });

  it("refuses an answer without a token", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    simulator.faults.add({ ...LOGIN, action: { kind: "status", status: 200, body: { token_type: "bearer" } } });
    const error = await failureOf(api.tokenInfo());
    expect(error).toBeInstanceOf(NoAnswerError);
    expectDoctorOnce(error);
    expect(simulator.log.table()).toEqual({ "POST /oauth/token": 1 });
  });
});

describe("a ready token", () => {
  it("is used as it is, without a login", async () => {
    await using session = await startConnected();
    const { simulator } = session;
    const api = session.connect(
      {},
      { credentials: { kind: "token", accessToken: simulator.issueToken() }, loginUrl: undefined },
    );
    expect(await api.tokenInfo()).toMatchObject({ OAuthClient: { id: DEFAULT_LOGIN.clientId } });
    expect(simulator.log.table()).toEqual({ "GET /api/v2/tokens/me": 1 });
  });

  it("is never renewed", async () => {
    await using session = await startConnected();
    const { simulator } = session;
    const accessToken = simulator.issueToken();
    const api = session.connect({}, { credentials: { kind: "token", accessToken } });
    simulator.revokeTokens();
    const error = await failureOf(api.tokenInfo());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status: 401, genesysCode: "bad.credentials" });
    expect(error.message).toContain("new access token");
    expectDoctorOnce(error);
    expect(simulator.log.table()).toEqual({ "GET /api/v2/tokens/me": 1 });
  });
});

describe("a token that expires while its call waits", () => {
  it("is renewed before the call is repeated", async () => {
    let now = 1_000_000;
    await using session = await startConnected(
      { tokenLifetimeSeconds: 3_600 },
      { now: () => now, retryBounds: { backoffMs: 20 } },
    );
    const { api, simulator } = session;
    simulator.faults.add({ route: "/api/v2/tokens/me", action: { kind: "status", status: 500 } });
    const waiting = api.tokenInfo();
    while (simulator.log.count({ status: 500 }) === 0) await sleep(1);
    now += 3_600_000;
    await waiting;
    expect(simulator.log.count(LOGIN)).toBe(2);
  });
});
