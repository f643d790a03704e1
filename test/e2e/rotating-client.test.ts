import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leakedSecrets } from "../harness/leaks.ts";
import { plannedChanges } from "../harness/pulumi.ts";
import { SERVICE } from "../harness/sample-clients.ts";
import { anHourAgo, QUIET, summaryOf } from "./client-stack.ts";
import { type Credential, type Declared, RotatingStack } from "./rotating-stack.ts";

const ID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

const rotating = (rotation: string | number, more: object = {}, opts: object = {}) => ({
  rotating: { args: { ...SERVICE, rotation, ...more }, opts },
});

describe("RotatingOAuthClient", () => {
  let stack: RotatingStack;
  let first: Credential;
  let second: Credential;

  beforeAll(async () => {
    stack = await RotatingStack.create();
  });

  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
  });

  const writes = () =>
    stack.clients.simulator.log
      .all()
      .flatMap(({ method, route }) => (method === "GET" || route === "/oauth/token" ? [] : [method]));

  it("creates two clients, of which one is current", async () => {
    (await stack.up(rotating("1"))).succeeded();
    const { current, previous } = await stack.credentials();
    first = current;
    second = previous;
    expect(stack.clients.simulator.clients.list().map(({ name }) => name)).toEqual(["Service (2)", "Service"]);
    expect([await stack.works(first), await stack.works(second)]).toEqual([true, true]);
  });

  it("changes over to the other client, with a new secret, and leaves the one in use alone", async () => {
    (await stack.up(rotating(2))).succeeded();
    const { current, previous } = await stack.credentials();
    expect(current.clientId).toBe(second.clientId);
    expect(previous).toEqual(first);
    expect([await stack.works(current), await stack.works(previous), await stack.works(second)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(writes()).toEqual(["POST"]);
    second = current;
  });

  it("has nothing to do for the same value", async () => {
    const result = (await stack.up(rotating("2"))).succeeded();
    expect(result.output).toContain("4 unchanged");
    expect(writes()).toEqual([]);
  });

  it("changes back, also to an earlier value", async () => {
    (await stack.up(rotating(1))).succeeded();
    const { current, previous } = await stack.credentials();
    expect(current.clientId).toBe(first.clientId);
    expect(previous).toEqual(second);
    expect([await stack.works(current), await stack.works(previous), await stack.works(first)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("the preview", () => {
  it("says that the credential in use outlives a rotation, and names only what changes", async () => {
    await using stack = await RotatingStack.create();
    (await stack.up(rotating("1"))).succeeded();
    const planned = async (declared: Declared) => {
      stack.declare(declared);
      return summaryOf(plannedChanges((await stack.clients.stack.preview({ json: true })).succeeded()));
    };
    expect(await planned(rotating("2"))).toEqual({ "service-first": "update rotation" });
    expect(await planned(rotating("1", { description: "new" }))).toEqual({
      "service-first": "update description",
      "service-second": "update description",
    });
    stack.declare(rotating("1", { description: "new" }));
    const described = (await stack.clients.stack.preview({ diff: true })).succeeded();
    stack.declare(rotating("2"));
    const preview = (await stack.clients.stack.preview({ diff: true })).succeeded();
    expect(preview.output).toContain("in use until now keeps working until the next rotation");
    const { current, previous } = await stack.credentials();
    const up = (await stack.up(rotating("2"))).succeeded();
    const refreshed = await stack.clients.stack.refresh({});
    const all = [described, preview, up, refreshed].map(({ output }) => output).join("\n");
    expect(leakedSecrets(stack.clients.simulator, all)).toEqual([]);
    const state = (await stack.clients.stack.exportStack()).succeeded().stdout;
    expect(leakedSecrets(stack.clients.simulator, state)).toEqual([]);
    for (const { clientSecret } of [current, previous]) expect(`${all}${state}`).not.toContain(clientSecret);
  });
});

describe("the clients of a RotatingOAuthClient", () => {
  const service = rotating("1");
  const single = (opts: object = {}, more: object = {}) => ({ client: { args: { ...SERVICE, ...more }, opts } });

  it.each([
    ["second", ["1"]],
    ["first", ["1", "2"]],
  ])("are made anew if the previous one, the %s, is deleted by hand, and current stays", async (_, rotations) => {
    await using stack = await RotatingStack.create({ clock: anHourAgo });
    for (const rotation of rotations) (await stack.up(rotating(rotation))).succeeded();
    stack.clients.letAnHourPass();
    const { current, previous } = await stack.credentials();
    stack.clients.simulator.clients.remove(previous.clientId);
    const drift = await stack.clients.drift();
    expect(drift.code).toBe(7);
    (await stack.up(rotating(rotations.at(-1) ?? ""), { refresh: true })).succeeded();
    const after = await stack.credentials();
    expect(after.current).toEqual(current);
    expect(after.previous.clientId).not.toBe(previous.clientId);
    expect([await stack.works(after.current), await stack.works(after.previous)]).toEqual([true, true]);
    expect(stack.clients.simulator.clients.list()).toHaveLength(2);
    expect(await stack.clients.noise()).toEqual(QUIET);
    (await stack.up(rotating("3"))).succeeded();
    const rotated = await stack.credentials();
    expect(rotated.current.clientId).toBe(after.previous.clientId);
    expect([await stack.works(rotated.current), await stack.works(current)]).toEqual([true, true]);
  });

  it("take the place of an OAuthClient and give it back, with its id and its secret", async () => {
    await using stack = await RotatingStack.create();
    (await stack.up(single({}, { secretVersion: "7" }))).succeeded();
    const { current: alone } = await stack.credentials();
    const into = rotating("7", {}, { fromClient: "alone" });
    (await stack.up(into)).succeeded();
    const { current, previous } = await stack.credentials();
    expect(current).toEqual(alone);
    expect(await stack.works(previous)).toBe(true);

    (await stack.up(rotating("8"))).succeeded();
    const inUse = (await stack.credentials()).current;
    const refused = await stack.up(single({ fromComponent: "service" }));
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("change its rotation once");
    expect(await stack.works(inUse)).toBe(true);

    (await stack.up(rotating("9"))).succeeded();
    const last = (await stack.credentials()).current;
    expect(last.clientId).toBe(alone.clientId);
    (await stack.up(single({ fromComponent: "service" }, { secretVersion: "new" }))).succeeded();
    expect((await stack.credentials()).current).toEqual(last);
    expect(await stack.works(last)).toBe(true);
    expect(stack.clients.simulator.clients.list().map(({ id }) => id)).toEqual([alone.clientId]);
    expect(await stack.clients.noise()).toEqual(QUIET);
  });

  it("are retired only after the update that rotates, and a retired one that somebody makes active again is drift", async () => {
    await using stack = await RotatingStack.create();
    const { simulator } = stack.clients;
    (await stack.up(service)).succeeded();
    const rotated = (await stack.up(rotating("2", { retirePrevious: true }))).succeeded();
    const { current, previous } = await stack.credentials();
    expect(rotated.output).toContain(`OAuth client ${previous.clientId} was in use until now`);
    expect(await stack.works(previous)).toBe(true);

    (await stack.up(rotating("2"))).succeeded();
    (await stack.up(rotating("2", { retirePrevious: true }))).succeeded();
    expect([await stack.works(current), await stack.works(previous)]).toEqual([true, false]);
    expect(simulator.clients.get(previous.clientId)?.state).toBe("inactive");
    expect(await stack.clients.noise()).toEqual(QUIET);

    simulator.clients.edit(previous.clientId, { state: "active" });
    expect(await stack.clients.drift()).toEqual({
      code: 7,
      changes: { "service-first": "update retirePrevious" },
    });
    (await stack.up(rotating("2", { retirePrevious: true }), { refresh: true })).succeeded();
    expect(simulator.clients.get(previous.clientId)?.state).toBe("inactive");

    (await stack.up(rotating("3", { retirePrevious: true }))).succeeded();
    const third = await stack.credentials();
    expect(third.current.clientId).toBe(previous.clientId);
    expect([await stack.works(third.current), await stack.works(current)]).toEqual([true, true]);
    expect(await stack.clients.noise()).toEqual(QUIET);
  });

  it("are adopted after the state was lost, and the one in use outlives the next rotation", async () => {
    await using stack = await RotatingStack.create();
    (await stack.up(rotating("1"))).succeeded();
    (await stack.up(rotating("2"))).succeeded();
    const { current, previous } = await stack.credentials();
    const { simulator } = stack.clients;
    simulator.clients.edit(current.clientId, { name: SERVICE.name });
    simulator.clients.edit(previous.clientId, { name: `${SERVICE.name} (2)` });

    await using fresh = await RotatingStack.create({}, simulator);
    const adopt = { current: current.clientId, currentSecret: current.clientSecret, previous: previous.clientId };
    (await fresh.up(rotating("5", { adopt }))).succeeded();
    expect((await fresh.credentials()).current).toEqual(current);
    (await fresh.up(rotating("6", { adopt }))).succeeded();
    const rotated = await fresh.credentials();
    expect(rotated.current.clientId).toBe(previous.clientId);
    expect([await fresh.works(rotated.current), await fresh.works(current)]).toEqual([true, true]);
  });

  it("tell whether the current secret still works, whichever client's it is", async () => {
    await using stack = await RotatingStack.create({ clock: anHourAgo });
    for (const rotation of ["1", "2"]) (await stack.up(rotating(rotation, { verifySecret: true }))).succeeded();
    stack.clients.letAnHourPass();
    const { current } = await stack.credentials();
    expect(await stack.clients.drift()).toEqual({ code: 0, changes: {} });
    stack.clients.simulator.clients.regenerateSecret(current.clientId);
    expect(await stack.clients.drift()).toEqual({ code: 7, changes: { "service-first": "update secretStatus" } });
    (await stack.up(rotating("3", { verifySecret: true }))).succeeded();
    const rotated = await stack.credentials();
    expect(rotated.current.clientId).not.toBe(current.clientId);
    expect(await stack.works(rotated.current)).toBe(true);
    expect(await stack.clients.noise()).toEqual(QUIET);
  });

  it("carry a mark of their own each, if the setting ownershipMark is on", async () => {
    await using stack = await RotatingStack.create({ config: { "genesyscloud:ownershipMark": "true" } });
    (await stack.up(service)).succeeded();
    (await stack.up(rotating("2"))).succeeded();
    const descriptions = stack.clients.simulator.clients.list().map(({ description }) => description);
    expect(descriptions).toEqual([expect.stringContaining("service-second"), expect.stringContaining("service-first")]);
    expect(await stack.clients.noise()).toEqual(QUIET);
  });

  it("are protected, and kept, as the component says", async () => {
    await using stack = await RotatingStack.create();
    (await stack.up(rotating("1", {}, { protect: true, retainOnDelete: true }))).succeeded();
    const refused = await stack.up({});
    expect(refused.output).toContain("protect");
    (await stack.up(rotating("1", {}, { retainOnDelete: true }))).succeeded();
    (await stack.up({})).succeeded();
    expect(stack.clients.simulator.clients.list()).toHaveLength(2);
  });
});

describe("a RotatingOAuthClient that can't be", () => {
  it.each([
    ["has no rotation", { rotating: { args: SERVICE } }, "needs the argument rotation"],
    ["has a secretVersion", rotating("1", { secretVersion: "1" }), "write rotation instead"],
    ["has the option import", rotating("1", {}, { import: "x" }), "adopt: { current, previous }"],
    ["adopts one client twice", rotating("1", { adopt: { current: ID, previous: ID } }), "already manages it"],
  ])("is refused before anything is changed if it %s", async (_, declared, message) => {
    await using stack = await RotatingStack.create();
    const result = await stack.up(declared);
    expect(result.code).toBe(1);
    expect(result.output).toContain(message);
    expect(stack.clients.simulator.clients.list()).toEqual([]);
  });
});
