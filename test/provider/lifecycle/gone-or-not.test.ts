import { describe, expect, it } from "vitest";
import { deleteOAuthClient } from "../../../provider/lifecycle/delete.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import type { Session } from "../../../provider/lifecycle/session.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import type { OAuthClientState } from "../../../provider/model/oauth-client.ts";
import type { FaultAction } from "../../../simulator/index.ts";
import { APP } from "../../harness/sample-clients.ts";
import { REQUESTS_UNTIL_GIVEN_UP } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";
import {
  anHourAgo,
  CLIENT,
  canonical,
  createdBefore,
  DELETE,
  FOR_EVER,
  LOGIN,
  PUT,
  READ,
  SECRET,
  startWorld,
  writes,
} from "./lifecycle-world.ts";

const INPUTS = canonical(APP);
const RENAMED = canonical({ ...APP, name: "Renamed" });
const WINDOW_MS = 30_000;
const MONTH_MS = 31 * 86_400_000;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Each operation on an existing client. */
const OPERATIONS: Record<string, (session: Session, state: OAuthClientState) => Promise<unknown>> = {
  read: (session, state) => readOAuthClient(session, state.clientId, state),
  update: (session, state) => updateOAuthClient(session, state.clientId, state, RENAMED),
  delete: (session, state) => deleteOAuthClient(session, state.clientId, state),
};

describe("the 404 of an old client", () => {
  it("is a deletion at once: one request, no wait", async () => {
    await using world = await startWorld({ clock: anHourAgo });
    const state = await createdBefore(world);
    world.simulator.clock.advance(6 * 60_000);
    world.simulator.clients.remove(state.clientId);
    expect(await readOAuthClient(world.process(), state.clientId, state)).toBeUndefined();
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1 });
    await deleteOAuthClient(world.process(), state.clientId, state);
    const error = await failureOf(updateOAuthClient(world.process(), state.clientId, state, RENAMED));
    expect(error.name).toBe("NotFoundError");
    expect(error.message).toContain("pulumi refresh");
    expect(world.simulator.log.count({ route: CLIENT })).toBe(3);
    expect(world.waits).toEqual([]);
    expect(writes(world.simulator)).toBe(0);
  });
});

describe("the 404 of a client that was created minutes ago", () => {
  it.each(Object.entries(OPERATIONS))("is asked again until the client shows itself (%s)", async (_name, operate) => {
    await using world = await startWorld({ consistencyWindowMs: 8_000 });
    const state = await createdBefore(world);
    await operate(world.process(), state);
    expect(sum(world.waits)).toBeGreaterThanOrEqual(8_000 - 100);
    expect(sum(world.waits)).toBeLessThan(WINDOW_MS);
    expect(world.simulator.log.count({ method: "GET", route: CLIENT })).toBe(world.waits.length + 1);
  });

  it("is a deletion when the window has passed: a bounded number of requests, with growing waits", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world);
    world.simulator.clients.remove(state.clientId);
    expect(await readOAuthClient(world.process(), state.clientId, state)).toBeUndefined();
    expect(sum(world.waits)).toBe(WINDOW_MS);
    expect(world.waits.slice(0, -1)).toEqual([...world.waits.slice(0, -1)].sort((a, b) => a - b));
    expect(world.simulator.log.count({ method: "GET", route: CLIENT })).toBe(world.waits.length + 1);
    expect(world.waits.length).toBeLessThanOrEqual(7);
  });
});

describe("what is not an answer", () => {
  const FAILURES: readonly (readonly [string, FaultAction, string, number])[] = [
    ["401", { kind: "status", status: 401 }, "AuthenticationError", 2],
    ["403", { kind: "status", status: 403 }, "ApiError", 1],
    ["500", { kind: "status", status: 500 }, "NoAnswerError", REQUESTS_UNTIL_GIVEN_UP],
    ["a time-out", { kind: "hang-before" }, "NoAnswerError", REQUESTS_UNTIL_GIVEN_UP],
    ["a reset", { kind: "reset-before" }, "NoAnswerError", REQUESTS_UNTIL_GIVEN_UP],
    ["a proxy's page", { kind: "html" }, "NoAnswerError", REQUESTS_UNTIL_GIVEN_UP],
  ];
  const cases = FAILURES.flatMap(([failure, action, name, requests]) =>
    Object.entries(OPERATIONS).map(([operation, operate]) => ({ operation, failure, action, name, requests, operate })),
  );

  it.each(cases)(
    "throws in $operation: $failure is no deletion",
    async ({ failure, action, name, requests, operate }) => {
      await using world = await startWorld();
      const state = await createdBefore(world);
      world.simulator.faults.add({ method: "GET", route: CLIENT, times: FOR_EVER, action });
      const session = world.process({ connection: { requestTimeoutMs: failure === "a time-out" ? 400 : 15_000 } });
      expect(await failureOf(operate(session, state))).toMatchObject({ name, nextStep: expect.any(String) });
      expect(world.simulator.log.count({ method: "GET", route: CLIENT })).toBe(requests);
      expect(writes(world.simulator)).toBe(0);
      expect(world.simulator.clients.list()).toHaveLength(1);
      expect(world.waits).toEqual([]);
    },
  );
});

describe("a deletion that is still pending", () => {
  it.each(["active", "inactive"])(
    "is drift in state, and the next update restores the client under its id (%s)",
    async (declared) => {
      await using world = await startWorld({ clock: anHourAgo });
      const { simulator } = world;
      const inputs = canonical({ ...APP, state: declared });
      const state = await createdBefore(world, inputs as unknown as Record<string, unknown>);
      simulator.clients.edit(state.clientId, { state: "inactive", dateToDelete: "2099-01-01T00:00:00.000Z" });
      const read = await readOAuthClient(world.process(), state.clientId, state);
      expect(read?.inputs).toEqual({ ...inputs, state: expect.not.stringMatching(/^(in)?active$/) });
      expect(read?.state.dateToDelete).toBe("2099-01-01T00:00:00.000Z");

      const updated = await updateOAuthClient(world.process(), state.clientId, read?.state ?? state, inputs);
      const live = simulator.clients.get(state.clientId);
      expect(live).not.toHaveProperty("dateToDelete");
      expect(live?.state).toBe(declared);
      expect(updated).not.toHaveProperty("dateToDelete");
      expect(updated.clientSecret).toBe(simulator.clients.secretOf(state.clientId));
      expect((await readOAuthClient(world.process(), state.clientId, updated))?.inputs).toEqual(inputs);
    },
  );

  it("is a success for delete: one read, nothing written", async () => {
    await using world = await startWorld({ clock: () => Date.now() - MONTH_MS });
    const { simulator } = world;
    const state = await createdBefore(world);
    simulator.clock.advance(MONTH_MS);
    await deleteOAuthClient(world.process(), state.clientId, state);
    expect(simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1, [PUT]: 1, [DELETE]: 1 });
    const pending = simulator.clients.get(state.clientId);
    expect(pending?.dateToDelete).toEqual(expect.any(String));
    simulator.log.clear();
    await deleteOAuthClient(world.process(), state.clientId, state);
    expect(simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1 });
    expect(simulator.clients.get(state.clientId)).toEqual(pending);
  });
});

describe("a client that Genesys support has disabled", () => {
  it("is reported by read as drift in state", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world);
    world.simulator.clients.edit(state.clientId, { state: "disabled" });
    const read = await readOAuthClient(world.process(), state.clientId, state);
    expect(read?.inputs.state).toBe("disabled");
    expect(read?.state.clientSecret).toBe(state.clientSecret);
  });

  const ROTATED = canonical({ ...APP, secretVersion: 1 });
  const CHANGES: typeof OPERATIONS = {
    ...OPERATIONS,
    rotate: (session, state) => updateOAuthClient(session, state.clientId, state, ROTATED),
    "enable again": (session, state) =>
      updateOAuthClient(session, state.clientId, { ...state, state: "disabled" }, INPUTS),
  };
  it.each(Object.entries(CHANGES).filter(([name]) => name !== "read"))(
    "is not touched by %s",
    async (name, operate) => {
      await using world = await startWorld();
      const state = await createdBefore(world);
      world.simulator.clients.edit(state.clientId, { state: "disabled" });
      const error = await failureOf(operate(world.process(), state));
      expect(error.name).toBe("GuardError");
      expect(error.message).toContain("Customer Care");
      // A rotation is one request, which Genesys Cloud refuses: looking first would cost every rotation a second one.
      const refused = world.simulator.log.count({ route: SECRET, status: 400 });
      expect(refused).toBe(name === "rotate" ? 1 : 0);
      expect(writes(world.simulator)).toBe(refused);
      expect(world.simulator.clients.secretsGenerated(state.clientId)).toBe(1);
    },
  );
});
