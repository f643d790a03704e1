import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import type { FaultAction } from "../../../simulator/index.ts";
import { APP } from "../../harness/sample-clients.ts";
import { REQUESTS_UNTIL_GIVEN_UP } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";
import { CLIENTS, CREATE, canonical, FOR_EVER, LIST, LOGIN, ROTATE, startWorld } from "./lifecycle-world.ts";

const INPUTS = canonical({ ...APP, secretVersion: 1 });
const WINDOW_MS = 30_000;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Faults after which the client exists, and nobody was told its secret. */
const LOST: Record<string, FaultAction> = {
  "a reset after it was applied": { kind: "reset-after" },
  "a time-out after it was applied": { kind: "hang-after" },
  "broken JSON": { kind: "truncated-json" },
  "a proxy's page after it was applied": { kind: "html-after" },
  "500 after it was applied": { kind: "status-after", status: 500 },
  "502 after it was applied": { kind: "status-after", status: 502 },
  "503 after it was applied": { kind: "status-after", status: 503, headers: { "retry-after": "1" } },
  "504 after it was applied": { kind: "status-after", status: 504 },
  "an answer without a secret": {
    kind: "status-after",
    status: 200,
    body: { id: "5a1c2e9b-0f3d-4c6a-8b7e-1d2f3a4b5c00" },
  },
};

/** Faults after which there is no client. */
const NEVER_APPLIED: Record<string, FaultAction> = {
  "a reset before it was applied": { kind: "reset-before" },
  "a time-out before it was applied": { kind: "hang-before" },
  "a proxy's page": { kind: "html" },
  "500 without effect": { kind: "status", status: 500 },
  "503 without effect": { kind: "status", status: 503, headers: { "retry-after": "1" } },
};

/** Short only where a time-out is what is tested: on a busy machine any answer may take a while. */
const patienceWith = ({ kind }: FaultAction) => ({ requestTimeoutMs: kind.startsWith("hang") ? 1_000 : 15_000 });

describe("after a lost answer", () => {
  it.each(Object.entries(LOST))("(%s) the one client is taken over, with a new secret", async (_name, action) => {
    await using world = await startWorld();
    const { simulator } = world;
    const session = world.process({ connection: patienceWith(action) });
    await session.clientsBefore();
    simulator.faults.add({ method: "POST", route: CLIENTS, action });
    const state = await createOAuthClient(session, INPUTS);

    expect(simulator.clients.list().map(({ id }) => id)).toEqual([state.clientId]);
    expect(simulator.clients.secretsGenerated(state.clientId)).toBe(2);
    expect(state.clientSecret).toBe(simulator.clients.secretOf(state.clientId));
    expect(state).toMatchObject({ name: "App", secretVersion: "1" });
    expect(state).not.toHaveProperty("secretPending");
    expect(simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 2, [CREATE]: 1, [ROTATE]: 1 });
    expect(world.waits).toEqual([]);
  });

  it.each(Object.entries(NEVER_APPLIED))(
    "(%s) the request is sent once more, when the client is surely absent",
    async (_name, action) => {
      await using world = await startWorld();
      const { simulator } = world;
      const session = world.process({ connection: patienceWith(action) });
      simulator.faults.add({ method: "POST", route: CLIENTS, action });
      const state = await createOAuthClient(session, INPUTS);

      expect(sum(world.waits)).toBe(WINDOW_MS);
      expect(simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 1 + world.waits.length + 1, [CREATE]: 2 });
      expect(simulator.clients.list().map(({ id }) => id)).toEqual([state.clientId]);
      expect(simulator.clients.secretsGenerated(state.clientId)).toBe(1);
      expect(state.clientSecret).toBe(simulator.clients.secretOf(state.clientId));
    },
  );

  it.each([1_000, 10_000, 29_000])(
    "the listing is waited for when it lags by %i ms, and the request is not sent twice",
    async (consistencyWindowMs) => {
      await using world = await startWorld({ consistencyWindowMs });
      const { simulator } = world;
      simulator.faults.add({ method: "POST", route: CLIENTS, action: { kind: "reset-after" } });
      const state = await createOAuthClient(world.process(), INPUTS);
      expect(simulator.log.count({ method: "POST", route: CLIENTS })).toBe(1);
      expect(simulator.clients.list().map(({ id }) => id)).toEqual([state.clientId]);
      expect(state.clientSecret).toBe(simulator.clients.secretOf(state.clientId));
      expect(sum(world.waits)).toBeGreaterThanOrEqual(consistencyWindowMs);
      expect(sum(world.waits)).toBeLessThanOrEqual(WINDOW_MS);
      // Growing waits: a handful of listings, not one a second.
      expect(world.waits.length).toBeLessThanOrEqual(7);
    },
  );

  it("the second request's lost answer is taken over too", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    simulator.faults.add({ method: "POST", route: CLIENTS, action: { kind: "reset-before" } });
    simulator.faults.add({ method: "POST", route: CLIENTS, action: { kind: "reset-after" } });
    const state = await createOAuthClient(world.process(), INPUTS);
    expect(simulator.log.count({ method: "POST", route: CLIENTS })).toBe(2);
    expect(simulator.clients.list().map(({ id }) => id)).toEqual([state.clientId]);
    expect(state.clientSecret).toBe(simulator.clients.secretOf(state.clientId));
  });

  it("it ends when the second request fails too, with nothing left behind", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    simulator.faults.add({ method: "POST", route: CLIENTS, times: FOR_EVER, action: { kind: "status", status: 500 } });
    const error = await failureOf(createOAuthClient(world.process(), INPUTS));
    expect(error).toMatchObject({ name: "NoAnswerError", status: 500, nextStep: expect.any(String) });
    expect(simulator.log.count({ method: "POST", route: CLIENTS })).toBe(2);
    expect(sum(world.waits)).toBe(2 * WINDOW_MS);
    expect(simulator.clients.list()).toEqual([]);
  });

  it("an unreadable listing leaves the outcome unknown, and says who finds it out", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const unreadable = { method: "GET", route: CLIENTS, skip: 1, times: FOR_EVER };
    simulator.faults.add({ method: "POST", route: CLIENTS, action: { kind: "reset-after" } });
    simulator.faults.add({ ...unreadable, action: { kind: "status", status: 500 } });
    const error = await failureOf(createOAuthClient(world.process(), INPUTS));
    expect(error.name).toBe("NoAnswerError");
    expect(error.message).toMatch(/it is unknown whether the client was created/i);
    expect(error.message).toContain("`genesyscloud-oauth recover` before the next `pulumi up`");
    expect(simulator.log.count({ method: "POST", route: CLIENTS })).toBe(1);
    expect(simulator.log.count({ method: "GET", route: CLIENTS })).toBe(
      1 + (world.waits.length + 1) * REQUESTS_UNTIL_GIVEN_UP,
    );
  });

  it("a listing that fails for a moment is asked again", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const times = REQUESTS_UNTIL_GIVEN_UP;
    simulator.faults.add({ method: "POST", route: CLIENTS, action: { kind: "reset-after" } });
    simulator.faults.add({ method: "GET", route: CLIENTS, skip: 1, times, action: { kind: "status", status: 500 } });
    const state = await createOAuthClient(world.process(), INPUTS);
    expect(simulator.log.count({ method: "GET", route: CLIENTS })).toBe(1 + times + 1);
    expect(simulator.log.count({ method: "POST", route: CLIENTS })).toBe(1);
    expect(simulator.clients.list().map(({ id }) => id)).toEqual([state.clientId]);
  });
});

describe("twins: clients of one program that differ in nothing", () => {
  it.each([
    ["every answer is lost", 3, 0],
    ["the first answer is lost", 1, 0],
    ["the last answer is lost", 1, 2],
  ])("get a client each when %s", async (_name, times, skip) => {
    await using world = await startWorld({ consistencyWindowMs: 5_000 });
    const { simulator } = world;
    const session = world.process();
    simulator.faults.add({ method: "POST", route: CLIENTS, skip, times, action: { kind: "reset-after" } });
    const states = await Promise.all([1, 2, 3].map(() => createOAuthClient(session, INPUTS)));

    const ids = states.map(({ clientId }) => clientId);
    expect(new Set(ids).size).toBe(3);
    expect(
      simulator.clients
        .list()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...ids].sort());
    for (const state of states) expect(state.clientSecret).toBe(simulator.clients.secretOf(state.clientId));
    expect(simulator.log.count({ method: "POST", route: CLIENTS })).toBe(3);
    expect(sum(ids.map((id) => simulator.clients.secretsGenerated(id)))).toBe(3 + times);
  });
});
