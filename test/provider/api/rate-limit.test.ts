import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { RequestWindow } from "../../../provider/api/request-window.ts";
import { startConnected } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";

const SCOPES = { method: "GET", route: "/api/v2/oauth/scopes" };
const NEW_CLIENT = { name: "Reporting", authorizedGrantType: "CODE" };
const requests = (count: number, send: () => Promise<unknown>) => Promise.all(Array.from({ length: count }, send));

describe.concurrent("the budget of requests", () => {
  it("is spent at full speed, and what goes beyond it waits for the window", async () => {
    await using session = await startConnected({}, { rateWindowMs: 1_500 }, { requestsPerMinute: 10, maxTokens: 1 });
    const { api, simulator } = session;
    await requests(12, () => api.listScopes());
    const arrivals = simulator.log
      .all()
      .filter(({ route }) => route === SCOPES.route)
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    const [first = 0] = arrivals;
    expect(arrivals.filter((at) => at - first < 1_500)).toHaveLength(10);
    expect(arrivals).toHaveLength(12);
  });

  it("counts repeated requests too", async () => {
    await using session = await startConnected({}, { rateWindowMs: 400 }, { requestsPerMinute: 3, maxTokens: 1 });
    const { api, simulator } = session;
    simulator.faults.add({ ...SCOPES, times: 3, action: { kind: "status", status: 500 } });
    const start = Date.now();
    await api.listScopes();
    expect(simulator.log.count(SCOPES)).toBe(4);
    expect((simulator.log.all().at(-1)?.at ?? 0) - start).toBeGreaterThanOrEqual(390);
  });

  it("goes to writes before reads, so that little time passes between a GET and its PUT", async () => {
    await using session = await startConnected({}, { rateWindowMs: 300 }, { requestsPerMinute: 1, maxTokens: 1 });
    const { api, simulator } = session;
    await api.tokenInfo();
    await Promise.all([api.listScopes(), api.homeDivision(), api.createClient(NEW_CLIENT)]);
    expect(
      simulator.log
        .all()
        .map(({ method }) => method)
        .slice(2),
    ).toEqual(["GET", "POST", "GET"]);
  });

  it("does not count the login", async () => {
    // A minute per request: this would not end within the test's time if the login were one.
    await using session = await startConnected({}, {}, { requestsPerMinute: 1 });
    await session.api.tokenInfo();
    expect(session.simulator.log.count()).toBe(2);
  });
});

describe("a program within its budget", () => {
  it("is never refused by a Genesys Cloud with the same limit", async () => {
    const windowMs = 300;
    await using session = await startConnected(
      { rateLimit: { requests: 10, windowMs } },
      { rateWindowMs: windowMs },
      { requestsPerMinute: 10, maxTokens: 1 },
    );
    const { api, simulator } = session;
    // The first requests take longest: their window at Genesys Cloud begins late.
    simulator.faults.add({ ...SCOPES, times: 10, action: { kind: "delay", ms: 40 } });
    await requests(32, () => api.listScopes());
    expect(simulator.log.count({ ...SCOPES, status: 200 })).toBe(32);
    expect(simulator.log.count({ status: 429 })).toBe(0);
  });
});

describe.concurrent("a 429", () => {
  it("holds back every other call until its Retry-After is over", async () => {
    await using session = await startConnected({}, { retryBounds: { backoffMs: 1 } });
    const { api, simulator } = session;
    await api.tokenInfo();
    simulator.faults.add({
      route: "/api/v2/tokens/me",
      action: { kind: "status", status: 429, headers: { "retry-after": "1" } },
    });
    const refused = api.tokenInfo();
    while (simulator.log.count({ status: 429 }) === 0) await sleep(1);
    const refusedAt = simulator.log.all().at(-1)?.at ?? 0;
    // The answer is logged before it leaves: give it a moment to arrive.
    await sleep(20);
    await Promise.all([refused, requests(5, () => api.listScopes())]);
    const later = simulator.log.all().filter(({ at }) => at > refusedAt);
    expect(later).toHaveLength(6);
    expect(Math.min(...later.map(({ at }) => at)) - refusedAt).toBeGreaterThanOrEqual(980);
  });

  it("that asks for more than we wait fails its own call only", async () => {
    await using session = await startConnected();
    const { api, simulator } = session;
    simulator.faults.add({
      route: "/api/v2/tokens/me",
      action: { kind: "status", status: 429, headers: { "retry-after": "3600" } },
    });
    expect((await failureOf(api.tokenInfo())).name).toBe("RateLimitError");
    await api.listScopes();
    expect(simulator.log.count(SCOPES)).toBe(1);
  });
});

describe("a window", () => {
  it("stays closed until the longest of overlapping pauses is over", async () => {
    const window = new RequestWindow(100, 1_000);
    window.pauseFor(1_000);
    window.pauseFor(20);
    await sleep(40);
    expect(window.hasRoom).toBe(false);
    await sleep(1_000);
    expect(window.hasRoom).toBe(true);
  });
});

describe("a program", () => {
  it("ends while requests still count, and stays while one waits for room", async () => {
    const source = (name: string) => JSON.stringify(new URL(`../../../provider/api/${name}.ts`, import.meta.url).href);
    const program = `
      const { TokenPool } = await import(${source("token-pool")});
      const { Redactor } = await import(${source("redaction")});
      const credentials = { kind: "token", accessToken: "a token" };
      const budget = { maxTokens: 1, requestsPerWindow: 5, windowMs: 60_000 };
      const pool = new TokenPool({ credentials, redactor: new Redactor(), now: Date.now, ...budget });
      const refused = await pool.lease("read");
      refused.endRefused(50);
      (await pool.lease("read")).end();
      console.log("done");
    `;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], { timeout: 10_000 });
    expect(stdout).toBe("done\n");
  });
});
