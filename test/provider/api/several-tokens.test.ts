import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { RateLimit } from "../../../simulator/index.ts";
import { type Connected, startConnected } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";

const LOGIN = { route: "/oauth/token" };
const SCOPES = { method: "GET", route: "/api/v2/oauth/scopes" };
const BUDGET = 50;
/** A minute of the real API, scaled, for what has to wait for it. */
const SHORT_MS = 4_000;
/** Longer than a test may take: whoever waits for it fails. */
const LONG_MS = 60_000;
const WAITS = { backoffMs: 50, maxRetries: 4, maxRateLimitWaitMs: 60_000 };

interface Organisation {
  readonly windowMs?: number;
  readonly per?: RateLimit["per"];
  readonly budget?: number;
  readonly allowed?: number;
  readonly maxTokens?: number;
  readonly loginsAllowed?: number;
}

/** A program that believes in `budget` requests a window and token, and an organisation that allows and counts as given. */
function startPaced(organisation: Organisation) {
  const {
    allowed = organisation.budget ?? BUDGET,
    windowMs = SHORT_MS,
    per = "token",
    budget = BUDGET,
    maxTokens = 10,
    loginsAllowed,
  } = organisation;
  return startConnected(
    {
      latencyMs: 5,
      rateLimit: { requests: allowed, windowMs, per },
      loginRateLimit: loginsAllowed === undefined ? false : { requests: loginsAllowed, windowMs: 3_600_000 },
    },
    { rateWindowMs: windowMs, retryBounds: WAITS },
    { requestsPerMinute: budget, maxTokens },
  );
}

/** As the engine does: so many at a time. */
async function work({ api }: Pick<Connected, "api">, count: number, parallel = 8): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await api.listScopes();
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}

function counts({ simulator: { log } }: Connected) {
  return { logins: log.count(LOGIN), done: log.count({ ...SCOPES, status: 200 }), refused: log.count({ status: 429 }) };
}

describe.concurrent("work within the budget of one token", () => {
  it.each([1, BUDGET - 1, BUDGET])("of %i requests logs in once", async (requests) => {
    await using session = await startPaced({ windowMs: LONG_MS });
    await work(session, requests);
    expect(counts(session)).toEqual({ logins: 1, done: requests, refused: 0 });
  });

  it("logs in once too if its requests are spread over time", async () => {
    const windowMs = 1_000;
    await using session = await startPaced({ windowMs });
    for (let round = 0; round < 5; round++) {
      await work(session, BUDGET / 2);
      await sleep(windowMs / 2 + 20);
    }
    expect(counts(session)).toEqual({ logins: 1, done: 2.5 * BUDGET, refused: 0 });
  });
});

describe.concurrent("work beyond the budget of one token", () => {
  it.each([BUDGET + 1, 2 * BUDGET, 4 * BUDGET + 1])(
    "of %i requests takes a token for each budget",
    async (requests) => {
      await using session = await startPaced({ windowMs: LONG_MS });
      await work(session, requests);
      expect(counts(session)).toEqual({ logins: Math.ceil(requests / BUDGET), done: requests, refused: 0 });
    },
  );

  it("waits for the window as soon as there are `maxTokens`", async () => {
    await using session = await startPaced({ maxTokens: 2 });
    const start = performance.now();
    await work(session, 2 * BUDGET + 10);
    expect(counts(session)).toEqual({ logins: 2, done: 2 * BUDGET + 10, refused: 0 });
    expect(performance.now() - start).toBeGreaterThanOrEqual(SHORT_MS);
  });

  it("goes on with one token if the login host takes no further login", async () => {
    await using session = await startPaced({ loginsAllowed: 1 });
    await work(session, BUDGET + 10);
    const { simulator } = session;
    expect(counts(session)).toEqual({ logins: 2, done: BUDGET + 10, refused: 1 });
    expect(simulator.log.count({ ...LOGIN, status: 429 })).toBe(1);
  });

  it.each([400, 401, 403, 500])("goes on with one token if a further login fails with %i", async (status) => {
    await using session = await startPaced({});
    await session.api.tokenInfo();
    session.simulator.faults.add({ ...LOGIN, times: 100, action: { kind: "status", status } });
    await work(session, BUDGET + 10);
    expect(counts(session)).toMatchObject({ done: BUDGET + 10, refused: 0 });
  });

  it("sends one request at a time to a token that has not shown yet that it works", async () => {
    await using session = await startPaced({ per: "organization" });
    await work(session, BUDGET + 10, 32);
    const { logins, done } = counts(session);
    expect({ logins, done }).toEqual({ logins: 2, done: BUDGET + 10 });
    // Ten wait for the second token. One hears the refusal, or a few where room had nearly opened, until one succeeds.
    const statuses = session.simulator.log
      .all()
      .toSorted((a, b) => a.at - b.at)
      .map(({ status }) => status);
    const afterRefusal = statuses.slice(statuses.indexOf(429));
    expect(statuses).toContain(429);
    expect(afterRefusal.indexOf(200)).toBeLessThanOrEqual(5);
  });
});

describe.concurrent("a limit that covers more than a token", () => {
  const budget = 150;

  it.each(["client", "organization"] as const)("per %s is kept by all tokens together", async (per) => {
    await using session = await startPaced({ per, budget });
    const requests = 2 * budget + 50;
    await work(session, requests);
    const { logins, done, refused } = counts(session);
    expect({ logins, done }).toEqual({ logins: 2, done: requests });
    expect(refused).toBeLessThan(0.02 * requests);
  });

  it("and is shared with another program slows both down, and fails nothing", async () => {
    await using session = await startPaced({ per: "organization" });
    const tuning = { rateWindowMs: SHORT_MS, retryBounds: WAITS };
    const other = { api: session.connect(tuning, { requestsPerMinute: BUDGET }) };
    await Promise.all([work(session, BUDGET + 10, 4), work(other, BUDGET + 10, 4)]);
    expect(counts(session)).toMatchObject({ done: 2 * BUDGET + 20 });
    expect(session.simulator.log.count(LOGIN)).toBeLessThanOrEqual(4);
  });

  it("is kept although it allows more than one budget", async () => {
    await using session = await startPaced({ per: "organization", budget, allowed: 1.73 * budget });
    await work(session, 3 * budget, 4);
    const { logins, done, refused } = counts(session);
    expect(done).toBe(3 * budget);
    expect(logins).toBeLessThanOrEqual(3);
    expect(refused).toBeLessThan(0.02 * 3 * budget);
  });
});

describe.concurrent("several tokens", () => {
  it("are renewed one by one when the API refuses them", async () => {
    await using session = await startPaced({ windowMs: LONG_MS });
    await work(session, 2 * BUDGET + 1);
    session.simulator.revokeTokens();
    await work(session, 10);
    expect(counts(session)).toMatchObject({ logins: 4, done: 2 * BUDGET + 11 });
    await work(session, BUDGET - 21);
    expect(counts(session)).toMatchObject({ logins: 4, done: 3 * BUDGET - 10 });
  });

  it("are fetched one after the other", async () => {
    const budget = 10;
    await using session = await startPaced({ windowMs: LONG_MS, budget });
    session.simulator.faults.add({ ...LOGIN, times: 10, action: { kind: "delay", ms: 100 } });
    await work(session, 3 * budget + 1, 3 * budget + 1);
    const logins = session.simulator.log.all().filter(({ route }) => route === LOGIN.route);
    const waits = logins.slice(1).map(({ at }, index) => at - (logins[index]?.at ?? 0));
    expect(waits).toHaveLength(3);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(90);
  });

  it("end in the error of the API where a 401 has another reason than the token's age", async () => {
    await using session = await startPaced({ windowMs: LONG_MS });
    await work(session, BUDGET + 1);
    session.simulator.faults.add({ ...SCOPES, times: 100, action: { kind: "status", status: 401 } });
    expect(await failureOf(session.api.listScopes())).toMatchObject({ status: 401 });
    expect(counts(session).logins).toBe(3);
  });

  it("are not made from a ready token", async () => {
    await using session = await startPaced({});
    const accessToken = session.simulator.issueToken();
    const api = session.connect(
      { rateWindowMs: SHORT_MS, retryBounds: WAITS },
      { requestsPerMinute: BUDGET, credentials: { kind: "token", accessToken } },
    );
    await work({ api }, BUDGET + 10);
    expect(counts(session)).toMatchObject({ logins: 0, done: BUDGET + 10, refused: 0 });
  });
});
