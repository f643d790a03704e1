import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { deleteOAuthClient } from "../../../provider/lifecycle/delete.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import type { Session } from "../../../provider/lifecycle/session.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import type { OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { APP } from "../../harness/sample-clients.ts";
import { CLIENT, CLIENTS, canonical, createdBefore, SECRET, startWorld } from "./lifecycle-world.ts";

const LIMIT = 300;
/** A minute of the real API, scaled. */
const WINDOW_MS = 4_000;
const CLIENT_COUNT = 600;
/** As the engine would: four times the cores of a usual machine. */
const PARALLEL = 32;

describe("600 creates with one token against a limit of 300 requests per window", () => {
  it("all succeed, the first 300 at full speed, with less than 2 % of the requests refused", {
    timeout: 60_000,
  }, async () => {
    await using world = await startWorld({ rateLimit: { requests: LIMIT, windowMs: WINDOW_MS } });
    const { log, clients } = world.simulator;
    const session = world.process({
      connection: {
        rateWindowMs: WINDOW_MS,
        retryBounds: { backoffMs: 250, maxRetries: 4, maxRateLimitWaitMs: 60_000 },
      },
      configuration: { requestsPerMinute: LIMIT, maxTokens: 1 },
    });
    const start = Date.now();
    const names = Array.from({ length: CLIENT_COUNT }, (_, index) => `Client ${index}`).values();
    const createAll = async () => {
      for (const name of names) await createOAuthClient(session, canonical({ ...APP, name }));
    };
    await Promise.all(Array.from({ length: PARALLEL }, createAll));
    const elapsedMs = Date.now() - start;

    const arrivals = log.all().map(({ at }) => at - start);
    const soon = arrivals.filter((at) => at < WINDOW_MS);
    expect(clients.list()).toHaveLength(CLIENT_COUNT);
    expect(log.count({ method: "POST", route: CLIENTS, status: 200 })).toBe(CLIENT_COUNT);
    expect(log.count({ status: 429 })).toBeLessThan(0.02 * log.count());
    // The login has a limit of its own, so it comes on top.
    expect(soon.length).toBeGreaterThanOrEqual(LIMIT);
    expect(soon.length).toBeLessThanOrEqual(LIMIT + 1);
    // 602 requests with 300 per window need two waits, and no third.
    expect(elapsedMs).toBeGreaterThanOrEqual(2 * WINDOW_MS);
    expect(elapsedMs).toBeLessThan(4 * WINDOW_MS);
  });
});

interface Method {
  readonly method: string;
  readonly route: string;
  run(session: Session, state: OAuthClientState): Promise<unknown>;
}

const METHODS: Record<string, Method> = {
  "POST of a client": {
    method: "POST",
    route: CLIENTS,
    run: (session) => createOAuthClient(session, canonical({ ...APP, name: "Another" })),
  },
  "the listing": {
    method: "GET",
    route: CLIENTS,
    run: (session) => createOAuthClient(session, canonical({ ...APP, name: "Another" })),
  },
  GET: { method: "GET", route: CLIENT, run: (session, state) => readOAuthClient(session, state.clientId, state) },
  PUT: {
    method: "PUT",
    route: CLIENT,
    run: (session, state) => updateOAuthClient(session, state.clientId, state, canonical({ ...APP, name: "Renamed" })),
  },
  "POST of a secret": {
    method: "POST",
    route: SECRET,
    run: (session, state) => updateOAuthClient(session, state.clientId, state, canonical({ ...APP, secretVersion: 1 })),
  },
  DELETE: {
    method: "DELETE",
    route: CLIENT,
    run: (session, state) => deleteOAuthClient(session, state.clientId, state),
  },
};

describe.concurrent.each(Object.entries(METHODS))("a 429 for %s", (_name, { method, route, run }) => {
  it("is waited out for as long as Retry-After says", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world);
    const retryBounds = { backoffMs: 1, maxRetries: 4, maxRateLimitWaitMs: 60_000 };
    const action = { kind: "status", status: 429, headers: { "Retry-After": "1" } } as const;
    world.simulator.faults.add({ method, route, action });
    await run(world.process({ connection: { retryBounds } }), state);
    const [refused, repeated] = world.simulator.log
      .all()
      .filter((entry) => entry.method === method && entry.route === route);
    expect(refused?.status).toBe(429);
    expect(repeated?.status).toBeLessThan(300);
    expect((repeated?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(980);
    expect((repeated?.at ?? 0) - (refused?.at ?? 0)).toBeLessThan(2_500);
  });

  it("is survived five times in a row, and done once", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world);
    world.simulator.faults.add({ method, route, times: 5, action: { kind: "status", status: 429 } });
    await run(world.process(), state);
    expect(world.simulator.log.count({ method, route })).toBe(6);
    expect(world.simulator.log.count({ method, route, status: 429 })).toBe(5);
  });
});
