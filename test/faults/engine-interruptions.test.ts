import { describe, expect, it } from "vitest";
import { CLIENTS, type ClientStack, createClientStack, FACES, QUIET } from "../e2e/client-stack.ts";
import { expectFinished, RecoverWorld } from "../e2e/recover-world.ts";
import { FAST_CONFIG, manyClients, orphansOf, PROVIDER_PROCESS } from "./engine-stack.ts";

const COUNT = 50;

/** On a busy machine, no answer comes too late. */
const PATIENT_CONFIG = { ...FAST_CONFIG, "genesyscloud:requestTimeoutSeconds": "60" };

/** Does something when so many creations have been applied, before the last of them is answered. */
function whenCreated({ simulator }: ClientStack, created: number, act: () => void | Promise<void>): void {
  simulator.faults.add({ method: "POST", route: CLIENTS, skip: created - 1, action: { kind: "call", after: act } });
}

describe.each(FACES)("Ctrl-C in an up of 50, %s face", (face) => {
  it("leaves nothing behind, at whatever moment, and however often: the next up goes on from there", async () => {
    // As slow as the real organisation.
    await using clients = await createClientStack({ face, config: PATIENT_CONFIG, latencyMs: 20 });
    clients.declare(manyClients(COUNT));
    let created = 0;
    for (const moment of [1, 13, 37, COUNT - 1]) {
      // No more than eight are on their way when it strikes, so the moments lie far enough apart.
      const up = clients.stack.start(["up", "--yes", "--skip-preview", "--parallel", "8"]);
      whenCreated(clients, moment - created, () => up.interrupt());
      expect((await up.result).code, `after ${moment}`).not.toBe(0);
      const stored = await clients.stored();
      expect(orphansOf(clients, stored), `after ${moment}`).toEqual([]);
      created = Object.keys(stored).length;
      expect(created).toBeGreaterThanOrEqual(moment);
    }
    (await clients.stack.up()).succeeded();
    expect(clients.simulator.clients.list()).toHaveLength(COUNT);
    expect(clients.simulator.log.count({ method: "POST", route: CLIENTS })).toBe(COUNT);
  });
});

describe.each(FACES)("SIGKILL in an up of 50, %s face", (face) => {
  const declared = manyClients(COUNT);

  /** Kills at a moment at which the engine has recorded everything that is finished, and waits for eight answers. */
  async function killed(victims?: RegExp): Promise<RecoverWorld> {
    const world = await RecoverWorld.create({ face });
    await world.killUp(declared, { finished: 20, applied: 6, unapplied: 2 }, victims);
    const stored = await world.clients.stored();
    expect(Object.keys(stored)).toHaveLength(20);
    expect(orphansOf(world.clients, stored)).toHaveLength(6);
    return world;
  }

  async function expectOneClientEach(world: RecoverWorld): Promise<void> {
    expect(orphansOf(world.clients, await world.clients.stored())).toEqual([]);
    await expectFinished(world, Object.keys(declared));
    expect(await world.clients.noise()).toEqual(QUIET);
    expect(world.clients.simulator.clients.list()).toHaveLength(COUNT);
  }

  it("of the engine and all it started: recover takes what is left over, and the next up creates the rest", async () => {
    await using world = await killed();
    // The engine, when killed, leaves its lock on the stack.
    await world.unlock();
    expect((await world.recover(["--yes"])).code).toBe(0);
    await expectOneClientEach(world);
  });

  it("of the provider alone: the engine forgets that it began, so the left-over clients are taken by name", async () => {
    await using world = await killed(PROVIDER_PROCESS[face]);
    const { creations, exitCode } = await world.report(["--yes"]);
    expect(exitCode).toBe(7);
    expect(creations.map(({ origin, verdict }) => `${origin} ${verdict}`)).toEqual(Array(6).fill("planned undecided"));
    const takes = creations.flatMap(({ resource, candidates }) =>
      candidates.flatMap(({ id }) => ["--take", `${resource.name}=${id}`]),
    );
    expect((await world.recover(["--yes", ...takes])).code).toBe(0);
    await expectOneClientEach(world);
  });
});
