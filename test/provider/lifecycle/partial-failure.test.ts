import { describe, expect, it } from "vitest";
import { PartialFailureError } from "../../../provider/errors/index.ts";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { deleteOAuthClient } from "../../../provider/lifecycle/delete.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import type { OAuthClientState } from "../../../provider/model/oauth-client.ts";
import type { FaultRule } from "../../../simulator/index.ts";
import { APP } from "../../harness/sample-clients.ts";
import { REQUESTS_UNTIL_GIVEN_UP } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";
import { startTcpProxy } from "../../support/tcp-proxy.ts";
import {
  CLIENTS,
  canonical,
  createdBefore,
  FOR_EVER,
  type LifecycleWorld,
  LOGIN,
  PUT,
  READ,
  ROTATE,
  SECRET,
  startWorld,
} from "./lifecycle-world.ts";

const ROTATION = { method: "POST", route: SECRET };
const refusal = { kind: "status", status: 403 } as const;

/** What the engine keeps after a partial failure. @throws Error if it was none. */
async function keptAfter(
  operation: Promise<unknown>,
): Promise<{ error: PartialFailureError; state: OAuthClientState }> {
  const error = await failureOf(operation);
  if (!(error instanceof PartialFailureError)) throw error;
  return { error, state: error.properties as unknown as OAuthClientState };
}

/** A client whose answer was lost, and whose new secret was refused. */
async function withSecretOwed(world: LifecycleWorld, news: Readonly<Record<string, unknown>> = APP) {
  const { faults, log } = world.simulator;
  faults.add({ method: "POST", route: CLIENTS, action: { kind: "reset-after" } });
  faults.add({ ...ROTATION, action: refusal });
  const kept = await keptAfter(createOAuthClient(world.process(), canonical(news)));
  log.clear();
  return kept;
}

describe("a client taken over whose new secret could not be generated", () => {
  it("is kept with its id and the debt, and says what comes next", async () => {
    await using world = await startWorld();
    const { error, state } = await withSecretOwed(world, { ...APP, secretVersion: 1 });
    const [live] = world.simulator.clients.list();
    expect(error).toMatchObject({ name: "PartialFailureError", id: live?.id, clientId: live?.id });
    expect(error.reasons).toEqual([error.message]);
    expect(error.message).toContain("pulumi up");
    expect(error.message).toContain("oauth:client:edit");
    expect(state).toMatchObject({ clientId: live?.id, clientSecret: "", secretPending: true, name: "App" });
    expect(state).not.toHaveProperty("secretVersion");
    expect(world.simulator.clients.list()).toHaveLength(1);
  });

  it.each([
    ["a version", { ...APP, secretVersion: 1 }],
    ["no version", APP],
  ])("shows the debt in a refresh as a difference (with %s in the program)", async (_name, news) => {
    await using world = await startWorld();
    const { state } = await withSecretOwed(world, news);
    const read = await readOAuthClient(world.process(), state.clientId, state);
    expect(read?.state).toMatchObject({ secretPending: true, clientSecret: "" });
    expect(read?.inputs.secretVersion).toEqual(expect.any(String));
    expect(read?.inputs.secretVersion).not.toBe(canonical(news).secretVersion);
    const again = await readOAuthClient(world.process(), state.clientId, read?.state ?? {});
    expect(again?.inputs).toEqual(read?.inputs);
  });

  it.each([
    ["a version", { ...APP, secretVersion: 1 }],
    ["no version", APP],
  ])("gets its secret with the next update, once, and without a PUT (with %s)", async (_name, news) => {
    await using world = await startWorld();
    const { simulator } = world;
    const { state } = await withSecretOwed(world, news);
    const updated = await updateOAuthClient(world.process(), state.clientId, state, canonical(news));
    expect(simulator.log.table()).toEqual({ ...LOGIN, [ROTATE]: 1 });
    expect(updated.clientSecret).toBe(simulator.clients.secretOf(state.clientId));
    expect(updated).not.toHaveProperty("secretPending");
    expect(updated.secretVersion).toBe(canonical(news).secretVersion);

    const read = await readOAuthClient(world.process(), state.clientId, updated);
    expect(read?.inputs).toEqual(canonical(news));
    const unchanged = await updateOAuthClient(world.process(), state.clientId, updated, canonical(news));
    expect(simulator.log.count(ROTATION)).toBe(1);
    expect(unchanged.clientSecret).toBe(updated.clientSecret);
  });

  it("still owes it when the next update fails as well", async () => {
    await using world = await startWorld();
    const { state } = await withSecretOwed(world);
    world.simulator.faults.add({ ...ROTATION, action: refusal });
    const renamed = canonical({ ...APP, name: "Renamed" });
    const { state: after } = await keptAfter(updateOAuthClient(world.process(), state.clientId, state, renamed));
    expect(after).toMatchObject({ secretPending: true, name: "Renamed", clientSecret: "" });
    const updated = await updateOAuthClient(world.process(), state.clientId, after, renamed);
    expect(updated.clientSecret).toBe(world.simulator.clients.secretOf(state.clientId));
    expect(world.simulator.clients.secretsGenerated(state.clientId)).toBe(2);
  });

  it("can be deleted", async () => {
    await using world = await startWorld();
    const { state } = await withSecretOwed(world);
    await deleteOAuthClient(world.process(), state.clientId, state);
    expect(world.simulator.clients.list()).toEqual([]);
  });
});

describe("an update whose PUT is done and whose rotation failed", () => {
  const before = { ...APP, secretVersion: 1 };
  const after = canonical({ ...APP, name: "Renamed", secretVersion: 2 });

  it.each([
    ["from 1 to 2", before],
    ["from none to 2", APP],
  ])(
    "keeps the new properties with the old secret and version, and the next one rotates once (%s)",
    async (_n, news) => {
      await using world = await startWorld();
      const { simulator } = world;
      const created = await createdBefore(world, news);
      simulator.faults.add({ ...ROTATION, action: refusal });
      const { error, state } = await keptAfter(updateOAuthClient(world.process(), created.clientId, created, after));
      expect(error.message).toContain("oauth:client:edit");
      expect(simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1, [PUT]: 1, [ROTATE]: 1 });
      expect(state).toMatchObject({ name: "Renamed", clientSecret: created.clientSecret });
      expect(state.secretVersion).toBe(created.secretVersion);
      expect(simulator.clients.secretsGenerated(created.clientId)).toBe(1);

      const read = await readOAuthClient(world.process(), created.clientId, state);
      expect(read?.inputs).toEqual({ ...after, secretVersion: created.secretVersion });
      simulator.log.clear();
      const done = await updateOAuthClient(world.process(), created.clientId, read?.state ?? state, after);
      expect(simulator.log.table()).toEqual({ ...LOGIN, [ROTATE]: 1 });
      expect(done).toMatchObject({ secretVersion: "2", clientSecret: simulator.clients.secretOf(created.clientId) });
      expect(simulator.clients.secretsGenerated(created.clientId)).toBe(2);
    },
  );

  it("is the old one for ever when it was the PUT that failed: nothing was rotated", async () => {
    await using world = await startWorld();
    const created = await createdBefore(world, before);
    world.simulator.faults.add({ method: "PUT", action: refusal });
    const error = await failureOf(updateOAuthClient(world.process(), created.clientId, created, after));
    expect(error.name).toBe("ApiError");
    expect(world.simulator.log.count(ROTATION)).toBe(0);
    expect(world.simulator.clients.secretOf(created.clientId)).toBe(created.clientSecret);
  });
});

describe("a rotation whose answer was lost", () => {
  const created = { ...APP, secretVersion: 1 };
  const rotated = canonical({ ...APP, secretVersion: 2 });

  it.each(["reset-after", "truncated-json", "html-after"] as const)(
    "(%s) is repeated, and the last one wins",
    async (kind) => {
      await using world = await startWorld();
      const { simulator } = world;
      const state = await createdBefore(world, created);
      simulator.faults.add({ ...ROTATION, times: 2, action: { kind } });
      const updated = await updateOAuthClient(world.process(), state.clientId, state, rotated);
      expect(simulator.log.table()).toEqual({ ...LOGIN, [ROTATE]: 3 });
      expect(updated.clientSecret).toBe(simulator.clients.secretOf(state.clientId));
      expect(simulator.clients.secretsGenerated(state.clientId)).toBe(4);
    },
  );

  it("for ever fails, keeps the old version, and the next update repairs the secret", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const state = await createdBefore(world, created);
    const fault = simulator.faults.add({ ...ROTATION, times: FOR_EVER, action: { kind: "reset-after" } });
    const { state: kept } = await keptAfter(updateOAuthClient(world.process(), state.clientId, state, rotated));
    expect(simulator.log.count(ROTATION)).toBe(REQUESTS_UNTIL_GIVEN_UP);
    fault.remove();
    // The secret in the state may be dead: a new one is owed, also when the program goes back to the old version.
    expect(kept).toMatchObject({ secretVersion: state.secretVersion, secretPending: true });
    for (const inputs of [rotated, canonical(created)]) {
      const updated = await updateOAuthClient(world.process(), state.clientId, kept, inputs);
      expect(updated.clientSecret).toBe(simulator.clients.secretOf(state.clientId));
      expect(updated.secretVersion).toBe(inputs.secretVersion);
      expect(updated.secretPending).toBeUndefined();
    }
  });

  const LATER: Record<string, readonly FaultRule[]> = {
    "refused (403)": [{ ...ROTATION, times: FOR_EVER, action: refusal }],
    "not found (404)": [{ ...ROTATION, times: FOR_EVER, action: { kind: "status", status: 404 } }],
    "too many (429)": [{ ...ROTATION, times: FOR_EVER, action: { kind: "status", status: 429 } }],
    "in want of a login that is refused": [
      { ...ROTATION, action: { kind: "status", status: 401 } },
      { route: "/oauth/token", times: FOR_EVER, action: { kind: "status", status: 401 } },
    ],
  };

  it.each(Object.entries(LATER))("is owed, also when every later attempt is %s", async (_name, later) => {
    await using world = await startWorld();
    const { simulator } = world;
    const state = await createdBefore(world, created);
    const process = world.process();
    await process.identity();
    simulator.faults.add({ ...ROTATION, action: { kind: "reset-after" } });
    for (const rule of later) simulator.faults.add(rule);
    const { state: kept } = await keptAfter(updateOAuthClient(process, state.clientId, state, rotated));
    expect(kept).toMatchObject({ secretVersion: "1", secretPending: true });
    simulator.faults.clear();
    const updated = await updateOAuthClient(world.process(), state.clientId, kept, canonical(created));
    expect(updated.clientSecret).toBe(simulator.clients.secretOf(state.clientId));
  });

  it("is owed, also when Genesys Cloud can't be reached from then on", async () => {
    await using world = await startWorld();
    await using proxy = await startTcpProxy(world.simulator);
    const state = { ...(await createdBefore(world, created)), apiUrl: proxy.url };
    world.simulator.faults.add({ ...ROTATION, action: { kind: "call", after: () => proxy.refuse() } });
    const process = world.process({ configuration: { apiUrl: proxy.url } });
    const { error, state: kept } = await keptAfter(updateOAuthClient(process, state.clientId, state, rotated));
    expect(error.message).toContain("ECONNREFUSED");
    expect(kept).toMatchObject({ secretVersion: "1", secretPending: true });
  });

  it("is not owed where no attempt was without an answer", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world, created);
    world.simulator.faults.add({ ...ROTATION, times: 2, action: { kind: "status", status: 429 } });
    world.simulator.faults.add({ ...ROTATION, times: FOR_EVER, action: refusal });
    const error = await failureOf(updateOAuthClient(world.process(), state.clientId, state, rotated));
    expect(error).toMatchObject({ name: "ApiError", status: 403, mayHaveBeenApplied: false });
  });
});
