import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLIENT, CLIENTS, type ClientStack, createClientStack, FACES, mapValues, SECRET } from "../e2e/client-stack.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { APP } from "../harness/sample-clients.ts";
import { FAST_CONFIG, orphansOf } from "./engine-stack.ts";

// A selection of the matrix with the real engine and the real provider process: the model of the engine is held against it.

describe.each(FACES)("with the real engine, %s face", (face) => {
  let clients: ClientStack;

  beforeAll(async () => {
    clients = await createClientStack({ face, config: FAST_CONFIG, clock: () => Date.now() - 3_600_000 });
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  const declared = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { ...APP, name }]));
  const named = (name: string) => (body: unknown) =>
    typeof body === "object" && body !== null && Reflect.get(body, "name") === name;

  /** Exactly the clients of the state exist, with the secrets that the state has; nothing is half done or left to do. */
  const expectFinished = async () => {
    clients.simulator.faults.clear();
    const stored = await clients.stored();
    expect(orphansOf(clients, stored)).toEqual([]);
    expect(mapValues(stored, ({ secret }) => secret)).toEqual(
      mapValues(stored, ({ id }) => clients.simulator.clients.secretOf(id)),
    );
    expect(Object.values(stored).flatMap(({ initErrors }) => initErrors)).toEqual([]);
    expect((await clients.stack.preview({ expectNoChanges: true })).code).toBe(0);
  };

  it("creates one client each, whatever becomes of the answers", async () => {
    const { faults } = clients.simulator;
    const kinds = ["reset-before", "reset-after", "hang-after", "truncated-json", "html"] as const;
    for (const kind of kinds) faults.add({ method: "POST", route: CLIENTS, match: named(kind), action: { kind } });
    const refusal = { kind: "status", status: 429 } as const;
    faults.add({ method: "POST", route: CLIENTS, match: named("429"), times: 5, action: refusal });
    const names = [...kinds, "429"];
    await clients.apply(declared(names));
    expect(
      clients.simulator.clients
        .list()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...names].sort());
    const generated = clients.simulator.clients
      .list()
      .map(({ id, name }) => [name, clients.simulator.clients.secretsGenerated(id)]);
    // A new secret only where the first one was lost.
    expect(Object.fromEntries(generated)).toEqual({
      "reset-before": 1,
      "reset-after": 2,
      "hang-after": 2,
      "truncated-json": 2,
      html: 1,
      "429": 1,
    });
    await expectFinished();
  });

  it("keeps a client whose new secret is still owed, and generates it next time", async () => {
    const { faults } = clients.simulator;
    const before = await clients.ids();
    faults.add({ method: "POST", route: CLIENTS, match: named("owed"), action: { kind: "reset-after" } });
    faults.add({ route: SECRET, times: Number.POSITIVE_INFINITY, action: { kind: "status", status: 500 } });
    clients.declare(declared([...Object.keys(before), "owed"]));
    const up = await clients.stack.up();
    expect(up.code).toBe(1);
    expect(up.output).toContain("the next `pulumi up` does it");
    expect(leakedSecrets(clients.simulator, up.output)).toEqual([]);
    const { owed } = await clients.stored();
    expect(owed?.initErrors).toHaveLength(1);
    faults.clear();
    (await clients.stack.up()).succeeded();
    expect((await clients.ids()).owed).toBe(owed?.id);
    await expectFinished();
  });

  it("keeps a change whose rotation was refused, and rotates next time", async () => {
    const { faults } = clients.simulator;
    const before = await clients.ids();
    faults.add({ route: SECRET, action: { kind: "status", status: 403 } });
    const programs = { ...declared(Object.keys(before)), owed: { ...APP, name: "changed", secretVersion: 1 } };
    clients.declare(programs);
    const up = await clients.stack.up();
    expect(up.code).toBe(1);
    expect(up.output).toContain("oauth:client:edit");
    expect(clients.simulator.clients.get(before.owed ?? "")?.name).toBe("changed");
    (await clients.stack.up()).succeeded();
    expect(clients.simulator.clients.secretsGenerated(before.owed ?? "")).toBe(3);
    expect(await clients.ids()).toEqual(before);
    await expectFinished();
  });

  it("forgets nothing while every reading ends in an error, a proxy's page or a broken connection", async () => {
    const state = await clients.stored();
    const actions = [
      { kind: "status", status: 500 },
      { kind: "status", status: 403 },
      { kind: "html" },
      { kind: "reset-before" },
    ] as const;
    for (const action of actions) {
      clients.simulator.faults.add({ route: /\/oauth\/clients/, times: Number.POSITIVE_INFINITY, action });
      const refresh = await clients.stack.refresh();
      expect(refresh.code, JSON.stringify(action)).toBe(1);
      expect(leakedSecrets(clients.simulator, refresh.output)).toEqual([]);
      clients.simulator.faults.clear();
      expect(await clients.stored(), JSON.stringify(action)).toEqual(state);
    }
  });

  it("counts lost answers to a deletion as deleted", async () => {
    const { faults } = clients.simulator;
    const ids = Object.values(await clients.ids());
    faults.add({ method: "PUT", route: CLIENT, action: { kind: "reset-after" } });
    faults.add({ method: "PUT", route: CLIENT, action: { kind: "hang-after" } });
    faults.add({ method: "DELETE", route: CLIENT, action: { kind: "reset-after" } });
    faults.add({ method: "DELETE", route: CLIENT, action: { kind: "hang-after" } });
    faults.add({ method: "DELETE", route: CLIENT, action: { kind: "status-after", status: 502 } });
    expect(ids.length).toBeGreaterThan(5);
    (await clients.stack.destroy()).succeeded();
    expect(clients.simulator.clients.list()).toEqual([]);
    expect(await clients.stored()).toEqual({});
  });
});
