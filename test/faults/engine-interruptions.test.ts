import { describe, expect, it } from "vitest";
import { CLIENTS, type ClientStack, createClientStack } from "../e2e/client-stack.ts";
import { FAST_CONFIG, killStarted, manyClients, orphansOf, recover } from "./engine-stack.ts";

const COUNT = 50;

/** A stack that is about to create 50 clients, in an organisation as slow as the real one. */
async function aboutToCreate(): Promise<ClientStack> {
  const clients = await createClientStack({ config: FAST_CONFIG, latencyMs: 20 });
  clients.declare(manyClients(COUNT));
  return clients;
}

/** Does something when so many creations have been applied, before the last of them is answered. */
function whenCreated({ simulator }: ClientStack, created: number, act: () => void | Promise<void>): void {
  simulator.faults.add({ method: "POST", route: CLIENTS, skip: created - 1, action: { kind: "call", after: act } });
}

const randomMoment = () => 1 + Math.floor(Math.random() * (COUNT - 1));

describe("Ctrl-C in an up of 50", () => {
  it.each([1, randomMoment(), randomMoment(), COUNT - 1])(
    "after %i creations leaves nothing behind",
    async (moment) => {
      await using clients = await aboutToCreate();
      const up = clients.stack.start(["up", "--yes", "--skip-preview"]);
      whenCreated(clients, moment, () => up.interrupt());
      expect((await up.result).code).not.toBe(0);
      const stored = await clients.stored();
      expect(orphansOf(clients, stored)).toEqual([]);
      expect(Object.keys(stored).length).toBeGreaterThanOrEqual(moment);
      (await clients.stack.up()).succeeded();
      expect(clients.simulator.clients.list()).toHaveLength(COUNT);
      expect(clients.simulator.log.count({ method: "POST", route: CLIENTS })).toBe(COUNT);
    },
  );
});

describe("SIGKILL in an up of 50", () => {
  it.each([
    ["the provider", /dynamic-provider/],
    ["the engine and all it started", /pulumi|dynamic-provider|\.e2e/],
  ])("of %s: recover takes over what is left, and the next up makes no second client", async (_, victims) => {
    await using clients = await aboutToCreate();
    const up = clients.stack.start(["up", "--yes", "--skip-preview"]);
    const ended = up.result.then(
      ({ code }) => code,
      () => "killed",
    );
    let killed = 0;
    whenCreated(clients, 20, async () => {
      killed = await killStarted(victims);
    });
    expect(await ended).not.toBe(0);
    expect(killed).toBeGreaterThan(0);

    // The engine, when killed, leaves its lock on the stack.
    await clients.stack.run(["cancel", "--yes"]);
    expect(await recover(clients)).toBe(0);
    expect(orphansOf(clients, await clients.stored())).toEqual([]);
    (await clients.stack.up()).succeeded();
    expect(orphansOf(clients, await clients.stored())).toEqual([]);
    expect(new Set(clients.simulator.clients.list().map(({ name }) => name)).size).toBe(COUNT);
    expect(clients.simulator.clients.list()).toHaveLength(COUNT);
    for (const { id, secret } of Object.values(await clients.stored())) {
      expect(secret).toBe(clients.simulator.clients.secretOf(id));
    }
  });
});
