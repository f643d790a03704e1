import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { OAuthApi } from "../../../provider/api/oauth-api.ts";
import { NoAnswerError } from "../../../provider/errors/index.ts";
import { type FaultAction, startSimulator } from "../../../simulator/index.ts";
import {
  type Connected,
  connectTo,
  REQUESTS_UNTIL_GIVEN_UP,
  REQUESTS_UNTIL_RATE_LIMIT_ERROR,
  startConnected,
} from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";
import { startTcpProxy } from "../../support/tcp-proxy.ts";

const CLIENTS = "/api/v2/oauth/clients";
const ONE = `${CLIENTS}/{clientId}`;
const REQUEST = { name: "Reporting", authorizedGrantType: "CODE", state: "inactive" };
const FOR_EVER = Number.POSITIVE_INFINITY;

interface Call {
  readonly method: string;
  readonly route: string;
  run(api: OAuthApi, clientId: string): Promise<unknown>;
}

const CALLS = {
  GET: { method: "GET", route: ONE, run: (api, id) => api.getClient(id) },
  PUT: { method: "PUT", route: ONE, run: (api, id) => api.updateClient(id, REQUEST) },
  DELETE: { method: "DELETE", route: ONE, run: (api, id) => api.deleteClient(id) },
  create: { method: "POST", route: CLIENTS, run: (api) => api.createClient(REQUEST) },
  secret: { method: "POST", route: `${ONE}/secret`, run: (api, id) => api.regenerateSecret(id) },
} satisfies Record<string, Call>;

type CallName = keyof typeof CALLS;

/** How many requests arrive, and how it ends: `done`, or the name of the error. */
type Expected = readonly [requests: number, outcome: string];

const GIVEN_UP = [REQUESTS_UNTIL_GIVEN_UP, "NoAnswerError"] as const;
const REFUSED_FOR_EVER = [REQUESTS_UNTIL_RATE_LIMIT_ERROR, "RateLimitError"] as const;
const SECOND_TIME = [2, "done"] as const;
const NOT_REPEATED = [1, "NoAnswerError"] as const;
/** The first DELETE was applied, so the second one finds nothing; for the resource that is a success. */
const GONE_ALREADY = [2, "NotFoundError"] as const;

const status = (code: number, headers: Record<string, string> = {}): FaultAction => ({
  kind: "status",
  status: code,
  headers,
});

/** Fault, how often it strikes, what follows for calls that may be repeated, for a create, and for a DELETE where it differs. */
const FAULTS: readonly (readonly [string, FaultAction, number, Expected, Expected, Expected?])[] = [
  ["429 once", status(429), 1, SECOND_TIME, SECOND_TIME],
  ["429 five times", status(429), 5, [6, "done"], [6, "done"]],
  ["429 for ever", status(429), FOR_EVER, REFUSED_FOR_EVER, REFUSED_FOR_EVER],
  [
    "429 for ever, asking for no wait",
    status(429, { "retry-after": "0" }),
    FOR_EVER,
    REFUSED_FOR_EVER,
    REFUSED_FOR_EVER,
  ],
  [
    "429 for ever, with a date gone by",
    status(429, { "retry-after": "Mon, 01 Jan 2024 00:00:00 GMT" }),
    FOR_EVER,
    REFUSED_FOR_EVER,
    REFUSED_FOR_EVER,
  ],
  ["429 with an unreadable Retry-After", status(429, { "retry-after": "soon" }), 1, SECOND_TIME, SECOND_TIME],
  [
    "429 that asks for an hour",
    status(429, { "retry-after": "3600" }),
    1,
    [1, "RateLimitError"],
    [1, "RateLimitError"],
  ],
  ["500 once", status(500), 1, SECOND_TIME, NOT_REPEATED],
  ["500 for ever", status(500), FOR_EVER, GIVEN_UP, NOT_REPEATED],
  ["502 once", status(502), 1, SECOND_TIME, NOT_REPEATED],
  ["503 once", status(503), 1, SECOND_TIME, NOT_REPEATED],
  ["504 once", status(504), 1, SECOND_TIME, NOT_REPEATED],
  ["503 that asks for an hour", status(503, { "retry-after": "3600" }), 1, NOT_REPEATED, NOT_REPEATED],
  ["501, which does not pass", status(501), 1, NOT_REPEATED, NOT_REPEATED],
  ["400", status(400), 1, [1, "ApiError"], [1, "ApiError"]],
  ["403", status(403), 1, [1, "ApiError"], [1, "ApiError"]],
  ["404", status(404), 1, [1, "NotFoundError"], [1, "NotFoundError"]],
  ["409", status(409), 1, [1, "ApiError"], [1, "ApiError"]],
  ["500 after it was applied", { kind: "status-after", status: 500 }, 1, SECOND_TIME, NOT_REPEATED, GONE_ALREADY],
  ["a reset before it was applied", { kind: "reset-before" }, 1, SECOND_TIME, NOT_REPEATED],
  ["a reset after it was applied", { kind: "reset-after" }, 1, SECOND_TIME, NOT_REPEATED, GONE_ALREADY],
  ["a reset for ever", { kind: "reset-before" }, FOR_EVER, GIVEN_UP, NOT_REPEATED],
  ["no answer, not applied", { kind: "hang-before" }, 1, SECOND_TIME, NOT_REPEATED],
  ["no answer, applied", { kind: "hang-after" }, 1, SECOND_TIME, NOT_REPEATED, GONE_ALREADY],
  ["JSON cut in two", { kind: "truncated-json" }, 1, SECOND_TIME, NOT_REPEATED, GONE_ALREADY],
  ["a page, not applied", { kind: "html" }, 1, SECOND_TIME, NOT_REPEATED],
  ["a page, applied", { kind: "html-after" }, 1, SECOND_TIME, NOT_REPEATED, GONE_ALREADY],
  ["pages for ever", { kind: "html" }, FOR_EVER, GIVEN_UP, NOT_REPEATED],
  ["a redirect for ever", status(302, { location: "https://sso.example.com/" }), FOR_EVER, GIVEN_UP, NOT_REPEATED],
];

/** Logged in, with one inactive client. */
async function startWithClient(requestTimeoutMs: number): Promise<Connected & { readonly clientId: string }> {
  const session = await startConnected({}, { requestTimeoutMs });
  const { id } = session.simulator.clients.create({ state: "inactive" });
  await session.api.tokenInfo();
  session.simulator.log.clear();
  return { ...session, clientId: id };
}

async function outcomeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "done",
    (error: unknown) => (error instanceof Error ? error.name : "no Error"),
  );
}

const CASES = FAULTS.map(([fault, action, times, repeatable, once, deletion = repeatable]) => {
  return {
    fault,
    action,
    times,
    expected: { GET: repeatable, PUT: repeatable, secret: repeatable, create: once, DELETE: deletion },
  };
});

describe.each(CASES)("$fault", ({ action, times, expected }) => {
  it.each(Object.keys(CALLS) as CallName[])("on %s is repeated as its retry class says", async (name) => {
    const call: Call = CALLS[name];
    const [requests, outcome] = expected[name];
    await using session = await startWithClient(action.kind.startsWith("hang") ? 300 : 5_000);
    const { api, simulator, clientId } = session;
    simulator.faults.add({ method: call.method, route: call.route, times, action });
    expect(await outcomeOf(call.run(api, clientId))).toBe(outcome);
    expect(simulator.log.count()).toBe(requests);
    expect(simulator.log.count({ method: call.method, route: call.route })).toBe(requests);
    // Whatever happened: never a second client from one create.
    expect(simulator.clients.list().filter(({ id }) => id !== clientId).length).toBeLessThanOrEqual(1);
  });
});

describe("a lost answer", () => {
  it("to a new secret is made good by another one, and the last is the one in force", async () => {
    await using session = await startWithClient(2_000);
    const { api, simulator, clientId } = session;
    simulator.faults.add({ route: `${ONE}/secret`, action: { kind: "reset-after" } });
    const { secret } = await api.regenerateSecret(clientId);
    expect(secret).toBe(simulator.clients.secretOf(clientId));
    expect(simulator.clients.secretsGenerated(clientId)).toBe(3);
  });

  it("to a create is reported as possibly applied", async () => {
    await using session = await startWithClient(2_000);
    const { api, simulator } = session;
    simulator.faults.add({ method: "POST", route: CLIENTS, action: { kind: "reset-after" } });
    expect(await failureOf(api.createClient(REQUEST))).toMatchObject({ mayHaveBeenApplied: true });
    expect(simulator.clients.list()).toHaveLength(2);
  });
});

describe("many refusals", () => {
  it("leave a call all its retries for another failure", async () => {
    await using session = await startWithClient(2_000);
    const { api, simulator, clientId } = session;
    simulator.faults.add({ times: 6, action: status(429) });
    simulator.faults.add({ times: 4, action: status(503) });
    expect(await api.getClient(clientId)).toMatchObject({ id: clientId });
    expect(simulator.log.count()).toBe(11);
  });
});

describe.concurrent("Retry-After", () => {
  const inOneSecond = (): string => "1";
  const inTwoSeconds = (): string => new Date(Date.now() + 2_000).toUTCString();

  it.each([
    ["seconds, after a 429", 429, inOneSecond, "create"],
    ["an HTTP date, after a 429", 429, inTwoSeconds, "create"],
    ["seconds, after a 503", 503, inOneSecond, "GET"],
    ["an HTTP date, after a 503", 503, inTwoSeconds, "GET"],
  ] as const)("is honoured: %s, also beyond the time-out of a request", async (_form, code, retryAfter, name) => {
    const call: Call = CALLS[name];
    await using session = await startConnected({}, { retryBounds: { backoffMs: 1 }, requestTimeoutMs: 500 });
    const { api, simulator } = session;
    const { id } = simulator.clients.create({});
    await api.tokenInfo();
    simulator.faults.add({
      method: call.method,
      route: call.route,
      action: status(code, { "retry-after": retryAfter() }),
    });
    await call.run(api, id);
    const [first, second, third] = simulator.log.all().filter(({ route }) => route === call.route);
    expect(third).toBeUndefined();
    // Timers may fire a millisecond early; a date holds whole seconds only.
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(980);
  });
});

describe("a refused connection", () => {
  it.each(Object.keys(CALLS) as CallName[])(
    "is safe to repeat: %s arrives once when the host is back",
    async (name) => {
      const call: Call = CALLS[name];
      await using simulator = Object.assign(await startSimulator(), { [Symbol.asyncDispose]: () => simulator.close() });
      await using proxy = await startTcpProxy(simulator);
      const { id } = simulator.clients.create({ state: "inactive" });
      const api = connectTo(proxy, { retryBounds: { backoffMs: 20 } });
      await api.tokenInfo();
      api.close();
      await proxy.refuse();
      const done = call.run(api, id);
      await sleep(30);
      await proxy.accept();
      await done;
      expect(simulator.log.count({ method: call.method, route: call.route })).toBe(1);
      expect(simulator.clients.list()).toHaveLength({ create: 2, DELETE: 0 }[name as string] ?? 1);
      api.close();
    },
  );

  it.each(Object.keys(CALLS) as CallName[])("for ever ends %s in bounded time, as surely not applied", async (name) => {
    await using session = await startConnected();
    await using proxy = await startTcpProxy(session.simulator);
    const api = session.connect({}, { apiUrl: proxy.url });
    const { id } = session.simulator.clients.create({});
    await api.tokenInfo();
    await proxy.refuse();
    api.close();
    const error = await failureOf(CALLS[name].run(api, id));
    expect(error).toBeInstanceOf(NoAnswerError);
    expect(error).toMatchObject({ mayHaveBeenApplied: false });
    expect(error.message).toContain("no connection to Genesys Cloud (ECONNREFUSED)");
    expect(session.simulator.log.count()).toBe(2);
  });
});

describe("a redirect", () => {
  it("is never followed: the token stays with its host", async () => {
    await using other = await startConnected();
    await using session = await startWithClient(2_000);
    const { api, simulator, clientId } = session;
    const location = `${other.simulator.url}${CLIENTS}/${clientId}`;
    simulator.faults.add({ times: FOR_EVER, action: status(307, { location }) });
    const error = await failureOf(api.getClient(clientId));
    expect(error).toMatchObject({ name: "NoAnswerError", status: 307 });
    expect(other.simulator.log.count()).toBe(0);
  });
});
