import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Cancellation } from "../../../provider/api/cancellation.ts";
import type { OAuthApi } from "../../../provider/api/oauth-api.ts";
import { CancelledError, NoAnswerError } from "../../../provider/errors/index.ts";
import type { FaultAction } from "../../../simulator/index.ts";
import { type Connected, startConnected } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";

const CLIENTS = "/api/v2/oauth/clients";
const ONE = `${CLIENTS}/{clientId}`;
const REQUEST = { name: "Reporting", authorizedGrantType: "CODE", state: "inactive" };
/** Nobody waits so long, on however slow a machine. */
const NEVER_MS = 3_600_000;

describe("a cancelled run", () => {
  let world: Connected;
  let cancellation: Cancellation;
  let api: OAuthApi;
  let clientId: string;

  beforeEach(async () => {
    world = await startConnected();
    cancellation = new Cancellation();
    api = world.connect({ cancellation, requestTimeoutMs: NEVER_MS });
    clientId = world.simulator.clients.create({ name: "Existing" }).id;
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const fault = (method: string, route: string, action: FaultAction) =>
    world.simulator.faults.add({ method, route, times: Number.POSITIVE_INFINITY, action });
  /** The fault cancels the run at the moment at which the request is there. */
  const cancelling = { kind: "call", before: () => cancellation.cancel() } as const;

  it("sends nothing more, not even a login", async () => {
    cancellation.cancel();
    cancellation.cancel();
    expect(await failureOf(api.getClient(clientId))).toBeInstanceOf(CancelledError);
    expect(await failureOf(api.createClient(REQUEST))).toMatchObject({ mayHaveBeenApplied: false });
    expect(world.simulator.log.all()).toEqual([]);
  });

  it("ends a read that is underway", async () => {
    fault("GET", ONE, cancelling);
    fault("GET", ONE, { kind: "hang-before" });
    expect((await failureOf(api.getClient(clientId))).message).toContain(
      "the run was cancelled before the answer came",
    );
  });

  it("takes the answer to a request that changes something, if it comes in time", async () => {
    fault("POST", CLIENTS, cancelling);
    const created = await api.createClient(REQUEST);
    expect(created.secret).toBe(world.simulator.clients.secretOf(created.id));
  });

  it("leaves such a request in doubt if no answer comes", async () => {
    fault("POST", CLIENTS, { kind: "call", after: () => new Promise(() => cancellation.cancel()) });
    const failure = await failureOf(api.createClient(REQUEST));
    expect(failure).toBeInstanceOf(NoAnswerError);
    expect(failure).toMatchObject({ mayHaveBeenApplied: true });
    expect(world.simulator.clients.list()).toHaveLength(2);
  });

  it.each(["GET", "PUT"] as const)("does not send a failed %s again", async (method) => {
    fault(method, ONE, { kind: "status", status: 503, headers: { "retry-after": "20" } });
    const call = failureOf(method === "GET" ? api.getClient(clientId) : api.updateClient(clientId, REQUEST));
    await vi.waitFor(() => expect(world.simulator.log.count({ method, route: ONE })).toBe(1));
    // Most likely the answer is there by now, and the call waits to be repeated.
    await sleep(50);
    cancellation.cancel();
    await call;
    expect(world.simulator.log.count({ method, route: ONE })).toBe(1);
  });

  it("ends a wait for the rate limit", async () => {
    const slow = world.connect({ cancellation, rateWindowMs: NEVER_MS }, { requestsPerMinute: 1, maxTokens: 1 });
    await slow.getClient(clientId);
    const waiting = failureOf(slow.getClient(clientId));
    cancellation.cancel();
    expect(await waiting).toBeInstanceOf(CancelledError);
  });

  it("ends a pause", async () => {
    const pause = failureOf(api.pause(NEVER_MS));
    cancellation.cancel();
    expect(await pause).toBeInstanceOf(CancelledError);
  });
});
