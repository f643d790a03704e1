import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plannedSteps } from "../harness/pulumi.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import { CLIENT, type ClientStack, createClientStack, FACES, mapValues, QUIET, SECRET } from "./client-stack.ts";

type Version = string | number | undefined;

/** `secretVersion` in three programs, one after the other, and how many secrets the client has had after each. */
const ROWS: Record<string, { versions: [Version, Version, Version]; secrets: [number, number, number] }> = {
  "never set": { versions: [undefined, undefined, undefined], secrets: [1, 1, 1] },
  "set later, then the same": { versions: [undefined, "1", "1"], secrets: [1, 2, 2] },
  "changed, and back": { versions: ["a", "b", "a"], secrets: [1, 2, 3] },
  "a number, then the same as text": { versions: [1, "1", 1], secrets: [1, 1, 1] },
  "another number": { versions: [1, 2, 3], secrets: [1, 2, 3] },
  "removed, then set again": { versions: ["1", undefined, "1"], secrets: [1, 1, 2] },
};

/** What the second and the third program change. */
const CHANGES = [
  {
    "set later, then the same": "update secretVersion",
    "changed, and back": "update secretVersion",
    "another number": "update secretVersion",
    "removed, then set again": "update secretVersion",
  },
  {
    "changed, and back": "update secretVersion",
    "another number": "update secretVersion",
    "removed, then set again": "update secretVersion",
  },
];

const programs = [0, 1, 2].map((step) =>
  mapValues(ROWS, ({ versions }) => ({ ...SERVICE, secretVersion: versions[step] })),
);

describe.each(FACES)("secretVersion, row by row, %s face", (face) => {
  let clients: ClientStack;
  let ids: Record<string, string>;

  beforeAll(async () => {
    clients = await createClientStack({ face });
    await clients.apply(programs[0] ?? {});
    ids = await clients.ids();
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  const generated = () => mapValues(ids, (id) => clients.simulator.clients.secretsGenerated(id));
  const inForce = () => mapValues(ids, (id) => clients.simulator.clients.secretOf(id));

  it("create: the secret is fresh, the version is recorded", async () => {
    expect(clients.simulator.log.count({ route: SECRET })).toBe(0);
    expect(generated()).toEqual(mapValues(ROWS, ({ secrets }) => secrets[0]));
    const stored = await clients.stored();
    expect(mapValues(stored, ({ secret }) => secret)).toEqual(inForce());
    const versions = mapValues(stored, ({ outputs }) => outputs.secretVersion);
    expect(versions).toEqual(
      mapValues(ROWS, ({ versions: [first] }) => (first === undefined ? undefined : String(first))),
    );
  });

  it.each([1, 2] as const)("update %i: one POST per change, no PUT, the new secret in the state", async (step) => {
    const program = programs[step] ?? {};
    expect(await clients.applied(program)).toEqual(CHANGES[step - 1]);
    expect(generated()).toEqual(mapValues(ROWS, ({ secrets }) => secrets[step]));
    const rotated = Object.values(ROWS).filter(({ secrets }) => secrets[step] > secrets[step === 1 ? 0 : 1]);
    expect(clients.simulator.log.count({ method: "POST", route: SECRET })).toBe(rotated.length);
    expect(clients.simulator.log.count({ method: "PUT" })).toBe(0);
    const stored = await clients.stored();
    expect(mapValues(stored, ({ secret }) => secret)).toEqual(inForce());
    expect(mapValues(stored, ({ id }) => id)).toEqual(ids);
  });

  it("shows no change in the end", async () => {
    expect(await clients.noise()).toEqual(QUIET);
  });
});

describe.each(FACES)("a rotation, %s face", (face) => {
  let clients: ClientStack;
  let id: string;

  beforeAll(async () => {
    clients = await createClientStack({ face });
    await clients.apply({ client: { ...SERVICE, secretVersion: "1" } });
    id = (await clients.stored()).client?.id ?? "";
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  const client = async () => (await clients.stored()).client;

  it("shows in the preview as its version, and as nothing else", async () => {
    clients.declare({ client: { ...SERVICE, secretVersion: 2 } });
    const [step, ...others] = plannedSteps(await clients.stack.preview({ json: true })).filter(
      ({ op }) => op !== "same",
    );
    expect(others).toEqual([]);
    expect(step).toMatchObject({ op: "update", diffReasons: ["secretVersion"] });
    expect(Object.keys(step?.detailedDiff ?? {})).toEqual(["secretVersion"]);
    const { stdout } = await clients.stack.preview({ diff: true });
    expect(stdout.match(/^\s+[-+~] \w+: .*$/gm)?.map((line) => line.trim())).toEqual(['~ secretVersion: "1" => "2"']);
  });

  it("runs last: after the PUT of what changed with it", async () => {
    await clients.apply({ client: { ...SERVICE, description: "two", secretVersion: "2" } });
    const changes = clients.simulator.log
      .all()
      .filter(({ method, route }) => method !== "GET" && route !== "/oauth/token");
    expect(changes.map(({ method, route }) => `${method} ${route}`)).toEqual([`PUT ${CLIENT}`, `POST ${SECRET}`]);
    expect((await client())?.secret).toBe(clients.simulator.clients.secretOf(id));
  });

  it("that is refused after a successful PUT is made good by the next up, without a second PUT", async () => {
    const before = await client();
    const fault = clients.simulator.faults.add({
      route: SECRET,
      times: Infinity,
      action: { kind: "status", status: 403, code: "no.way" },
    });
    clients.declare({ client: { ...SERVICE, description: "three", secretVersion: "3" } });
    const failed = await clients.stack.up();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toMatch(/properties were updated, but the secret was not regenerated.*no\.way/s);
    const half = await client();
    expect(half).toMatchObject({
      outputs: { description: "three", secretVersion: "2" },
      initErrors: [expect.any(String)],
    });
    expect(half?.secret).toBe(before?.secret);

    fault.remove();
    clients.simulator.log.clear();
    (await clients.stack.up()).succeeded();
    expect([clients.simulator.log.count({ method: "PUT" }), clients.simulator.log.count({ route: SECRET })]).toEqual([
      0, 1,
    ]);
    const whole = await client();
    expect(whole).toMatchObject({ outputs: { secretVersion: "3" }, initErrors: [] });
    expect(whole?.secret).toBe(clients.simulator.clients.secretOf(id));
    expect((await clients.stack.preview({ expectNoChanges: true })).code).toBe(0);
  });

  it("that is refused alone leaves the state as it was, and is made good by the next up", async () => {
    const before = await client();
    const fault = clients.simulator.faults.add({ route: SECRET, action: { kind: "status", status: 403 } });
    clients.declare({ client: { ...SERVICE, description: "three", secretVersion: "4" } });
    expect((await clients.stack.up()).code).not.toBe(0);
    expect(fault.hits).toBe(1);
    expect(await client()).toEqual(before);
    (await clients.stack.up()).succeeded();
    const { secret } = (await client()) ?? {};
    expect(secret).toBe(clients.simulator.clients.secretOf(id));
    expect(secret).not.toBe(before?.secret);
  });

  it("whose answer is lost is repeated, and the last secret is the one that is kept", async () => {
    const before = clients.simulator.clients.secretsGenerated(id);
    clients.simulator.faults.add({ route: SECRET, action: { kind: "reset-after" } });
    clients.simulator.faults.add({ route: SECRET, action: { kind: "truncated-json" } });
    await clients.apply({ client: { ...SERVICE, description: "three", secretVersion: "5" } });
    expect(clients.simulator.clients.secretsGenerated(id)).toBe(before + 3);
    expect((await client())?.secret).toBe(clients.simulator.clients.secretOf(id));
  });

  it("that succeeded is kept when another resource fails after it", async () => {
    const rotated = Promise.withResolvers<void>();
    clients.simulator.faults.add({ route: SECRET, action: { kind: "call", after: () => rotated.resolve() } });
    clients.simulator.faults.add({
      method: "POST",
      action: { kind: "call", before: () => rotated.promise },
      match: isApp,
    });
    clients.simulator.faults.add({
      method: "POST",
      action: { kind: "status", status: 400, message: "not this one" },
      match: isApp,
    });
    clients.declare({ client: { ...SERVICE, description: "three", secretVersion: "6" }, other: APP });
    const failed = await clients.stack.up();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain("not this one");
    const after = await client();
    // Through all of this, never another client.
    expect(after?.id).toBe(id);
    expect(after?.outputs).toMatchObject({ secretVersion: "6" });
    expect(after?.secret).toBe(clients.simulator.clients.secretOf(id));
    expect(clients.simulator.clients.list()).toHaveLength(1);
  });
});

const isApp = (body: unknown) => typeof body === "object" && body !== null && "name" in body && body.name === APP.name;
