import { describe, expect, it } from "vitest";
import { PartialFailureError } from "../../../provider/errors/index.ts";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import { noteSlots } from "../../../provider/lifecycle/rotation/create-slots.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import type { OAuthClientInputs, OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { GONE } from "../../../provider/model/rotation-slots.ts";
import { DEFAULT_LOGIN, type FaultAction } from "../../../simulator/index.ts";
import { SERVICE } from "../../harness/sample-clients.ts";
import { failureOf } from "../../support/failures.ts";
import {
  anHourAgo,
  CLIENT,
  canonical,
  FOR_EVER,
  type LifecycleWorld,
  LOGIN,
  PUT,
  READ,
  ROTATE,
  SECRET,
  startWorld,
} from "./lifecycle-world.ts";

type FirstClient = OAuthClientState & Required<Pick<OAuthClientState, "current" | "previous">>;

/** The two clients of a component, as two resources. */
interface Pair {
  readonly second: OAuthClientState;
  readonly first: FirstClient;
  inputs(rotation: string, more?: object): OAuthClientInputs;
}

async function createPair(world: LifecycleWorld, more: object = {}): Promise<Pair> {
  const session = world.process();
  const { rotation = "1", ...shared } = more as { rotation?: string };
  const second = await createOAuthClient(
    session,
    canonical({ ...SERVICE, ...shared, name: "Service (2)", rotationSlot: "second" }),
  );
  const inputs = (value: string, others: object = {}) =>
    canonical({
      ...SERVICE,
      rotationSlot: "first",
      rotation: value,
      secondClientId: second.clientId,
      ...others,
    });
  const first = (await createOAuthClient(session, inputs(rotation, shared))) as FirstClient;
  world.simulator.log.clear();
  return { second, first, inputs };
}

const update = async (world: LifecycleWorld, state: OAuthClientState, inputs: OAuthClientInputs) =>
  (await updateOAuthClient(world.process(), state.clientId, state, inputs)) as FirstClient;

describe("a rotation", () => {
  it("costs a GET and a POST on the client that is not current, and nothing on the other", async () => {
    await using world = await startWorld();
    const { second, first, inputs } = await createPair(world);
    const once = await update(world, first, inputs("2"));
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1, [ROTATE]: 1 });
    expect(once.current.clientId).toBe(second.clientId);
    expect(once.previous).toEqual(first.current);
    expect(once.secondSecretDate).toEqual(expect.any(String));
    const twice = await update(world, once, inputs("1"));
    expect(twice.current).toEqual({ clientId: first.clientId, clientSecret: twice.clientSecret });
    expect(twice.previous).toEqual(once.current);
    expect(twice.secondSecretDate).toBe(once.secondSecretDate);
    expect(world.simulator.clients.secretOf(first.clientId)).toBe(twice.clientSecret);
  });

  it("changes the client's properties in the same update, and keeps what it knows of the other client", async () => {
    await using world = await startWorld();
    const { first, inputs } = await createPair(world);
    const once = await update(world, first, inputs("2", { description: "new" }));
    expect(world.simulator.clients.get(first.clientId)?.description).toBe("new");
    const renamed = await update(world, once, inputs("2", { description: "newer" }));
    expect(renamed).toMatchObject({ current: once.current, secondSecretDate: once.secondSecretDate });
  });

  it.each<[string, FaultAction, boolean]>([
    ["is refused", { kind: "status", status: 403 }, false],
    ["fails before it is applied", { kind: "status", status: 500 }, true],
    ["loses every answer", { kind: "html-after" }, true],
  ])(
    "that %s leaves current alone, and is repeated on the same client with another value",
    async (_, action, isInDoubt) => {
      await using world = await startWorld();
      const { second, first, inputs } = await createPair(world);
      const fault = { method: "POST", route: SECRET, times: FOR_EVER, action } as const;
      world.simulator.faults.add(fault);
      const error = await failureOf(update(world, first, inputs("2")));
      world.simulator.faults.clear();
      expect(error instanceof PartialFailureError).toBe(isInDoubt);
      const left = (error instanceof PartialFailureError ? error.properties : first) as unknown as FirstClient;
      expect(left.current).toEqual(first.current);
      expect(left.rotation).toBe("1");
      if (isInDoubt) {
        expect(left.previous).toEqual({ clientId: second.clientId, clientSecret: "" });
        expect(error.message).toContain(`OAuth client ${first.clientId} stays in use`);
      }
      const repeated = await update(world, left, inputs("3"));
      expect(repeated.current.clientId).toBe(second.clientId);
      expect(world.simulator.clients.secretOf(second.clientId)).toBe(repeated.current.clientSecret);
      expect(world.simulator.clients.secretOf(first.clientId)).toBe(first.current.clientSecret);
    },
  );

  it("after a successful change of properties keeps that change if it fails", async () => {
    await using world = await startWorld();
    const { first, inputs } = await createPair(world);
    world.simulator.faults.add({
      method: "POST",
      route: SECRET,
      times: FOR_EVER,
      action: { kind: "status", status: 403 },
    });
    const error = await failureOf(update(world, first, inputs("2", { description: "new" })));
    expect(error).toBeInstanceOf(PartialFailureError);
    const { properties } = error as PartialFailureError;
    expect(properties).toMatchObject({
      description: "new",
      rotation: "1",
      current: first.current,
      previous: first.previous,
    });
  });

  it("never makes a client current that is disabled or gone, and makes an inactive one active first", async () => {
    await using world = await startWorld({ clock: anHourAgo });
    const { second, first, inputs } = await createPair(world);
    world.simulator.clients.edit(second.clientId, { state: "disabled" });
    const disabled = await failureOf(update(world, first, inputs("2")));
    expect(disabled.message).toContain("is disabled by Genesys Cloud");
    world.simulator.clients.edit(second.clientId, { state: "inactive" });
    const rotated = await update(world, first, inputs("2"));
    expect(world.simulator.clients.get(second.clientId)?.state).toBe("active");
    world.simulator.clients.remove(first.clientId);
    world.simulator.clock.advance(3_600_000);
    const gone = await failureOf(update(world, rotated, inputs("3")));
    expect(gone.message).toContain("pulumi refresh");
    expect(world.simulator.clients.secretOf(second.clientId)).toBe(rotated.current.clientSecret);
  });

  it("of the client that the provider is logged in as needs allowSelf", async () => {
    await using world = await startWorld();
    const { first, inputs } = await createPair(world);
    const itself = { secondClientId: DEFAULT_LOGIN.clientId };
    const error = await failureOf(update(world, first, { ...inputs("2"), ...itself }));
    expect(error).toMatchObject({ name: "GuardError", clientId: DEFAULT_LOGIN.clientId });
    expect(world.simulator.log.count({ method: "POST", route: SECRET })).toBe(0);
  });
});

describe("retirePrevious", () => {
  it("makes the other client inactive, also at the creation, and active again when it is used", async () => {
    await using world = await startWorld();
    const { second, first, inputs } = await createPair(world, { retirePrevious: true });
    expect(first.retired).toBe(true);
    expect(world.simulator.clients.get(second.clientId)?.state).toBe("inactive");
    const rotated = await update(world, first, inputs("2", { retirePrevious: true }));
    expect(rotated.retired).toBeUndefined();
    for (const { clientId } of [first, second]) expect(world.simulator.clients.get(clientId)?.state).toBe("active");
  });

  it("that fails is still due", async () => {
    await using world = await startWorld();
    const { second, first, inputs } = await createPair(world);
    const fault = { method: "PUT", route: CLIENT, times: FOR_EVER, action: { kind: "status", status: 500 } } as const;
    world.simulator.faults.add(fault);
    const error = await failureOf(update(world, first, inputs("1", { retirePrevious: true })));
    world.simulator.faults.clear();
    const left = (error instanceof PartialFailureError ? error.properties : first) as unknown as FirstClient;
    expect([left.retired, left.retirePrevious]).toEqual([undefined, undefined]);
    expect((await update(world, left, inputs("1", { retirePrevious: true }))).retired).toBe(true);
    expect(world.simulator.clients.get(second.clientId)?.state).toBe("inactive");
  });

  it("leaves the state of the second client to the first one, whatever else changes", async () => {
    await using world = await startWorld();
    const { second, first, inputs } = await createPair(world);
    await update(world, first, inputs("1", { retirePrevious: true }));
    const changed = canonical({
      ...SERVICE,
      name: "Service (2)",
      description: "new",
      rotationSlot: "second",
      retirePrevious: true,
    });
    const state = await updateOAuthClient(world.process(), second.clientId, second, changed);
    expect(world.simulator.clients.get(second.clientId)).toMatchObject({ description: "new", state: "inactive" });
    const read = await readOAuthClient(world.process(), second.clientId, state);
    expect(read?.inputs).toEqual(changed);
    const { retirePrevious, ...without } = changed;
    await updateOAuthClient(world.process(), second.clientId, state, without);
    expect(world.simulator.clients.get(second.clientId)?.state).toBe("active");
    expect(world.simulator.log.count({ method: PUT.split(" ")[0] ?? "" })).toBe(3);
  });
});

describe("a first client that is gone", () => {
  it("while the flag is set has a retired replacement, which the flag's removal makes active", async () => {
    await using world = await startWorld({ clock: anHourAgo });
    const { first, inputs } = await createPair(world);
    const retired = await update(world, await update(world, first, inputs("2")), inputs("2", { retirePrevious: true }));
    const session = world.process();
    noteSlots(session, { ...retired, state: GONE });
    const replacement = await createOAuthClient(session, inputs("2", { retirePrevious: true }));
    expect(replacement).toMatchObject({ state: "inactive", retired: true, current: retired.current });
    await update(world, replacement, inputs("2"));
    expect(world.simulator.clients.get(replacement.clientId)?.state).toBe("active");
  });

  it("while it is current is just gone", async () => {
    await using world = await startWorld({ clock: anHourAgo });
    const { first } = await createPair(world);
    world.simulator.clock.advance(3_600_000);
    world.simulator.clients.remove(first.clientId);
    expect(await readOAuthClient(world.process(), first.clientId, first)).toBeUndefined();
  });

  it("while the second one is current stays in the state until its replacement has the slots", async () => {
    await using world = await startWorld({ clock: anHourAgo });
    const { first, inputs } = await createPair(world);
    const rotated = await update(world, first, inputs("2"));
    world.simulator.clock.advance(3_600_000);
    world.simulator.clients.remove(first.clientId);
    const read = await readOAuthClient(world.process(), first.clientId, rotated);
    expect(read?.state).toEqual({ ...rotated, state: GONE });
    expect(read?.inputs).toEqual({ ...inputs("2"), state: GONE });

    const session = world.process();
    noteSlots(session, read?.state ?? rotated);
    const replacement = await createOAuthClient(session, inputs("2"));
    expect(replacement.current).toEqual(rotated.current);
    expect(replacement.state).toBe("active");
    expect(replacement.previous).toEqual({
      clientId: replacement.clientId,
      clientSecret: world.simulator.clients.secretOf(replacement.clientId),
    });
  });
});
