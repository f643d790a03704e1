import { expect, it } from "vitest";
import { AmbiguousError } from "../../provider/errors/index.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import { deadSecrets, faultsOfEnd } from "./expectations.ts";
import { followRemedies, messageOf } from "./remedies.ts";
import { seedOf } from "./seed.ts";
import type { RandomFault, Step } from "./sequence-steps.ts";
import { play } from "./sequence-world.ts";
import { World } from "./world.ts";

// Sequences that chance finds rarely, each with what it is about.

const declare = (which: number, args: Readonly<Record<string, unknown>>): Step => ({ kind: "declare", which, args });
const up: Step = { kind: "run", operation: "up", fault: undefined };
const refresh: Step = { kind: "run", operation: "refresh", fault: undefined };
const upUnder = (fault: RandomFault): Step => ({ kind: "run", operation: "up", fault });

/** Every answer to `POST …/secret` of a run is lost: which secret lives is unknown. */
const lostRotation = upUnder({
  method: "POST",
  skip: 0,
  times: Number.POSITIVE_INFINITY,
  action: { kind: "reset-after" },
});
const lostCreation = upUnder({ method: "POST", skip: 0, times: 1, action: { kind: "reset-after" } });
const v1 = { ...APP, secretVersion: 1 };

it.each<[string, Step[]]>([
  [
    "a rotation with a lost answer is made good, also when the version is put back",
    [declare(0, v1), up, declare(0, { ...v1, secretVersion: 2 }), lostRotation, declare(0, v1), up],
  ],
  [
    "so it is after a refresh in between",
    [declare(0, v1), up, declare(0, { ...v1, secretVersion: 2 }), lostRotation, refresh, declare(0, v1), up],
  ],
  [
    "so it is when the version is removed",
    [declare(0, v1), up, declare(0, { ...v1, secretVersion: 2 }), lostRotation, declare(0, APP), up],
  ],
  [
    "so it is when a property was changed at the same time",
    [declare(0, v1), up, declare(0, { ...v1, name: "Renamed", secretVersion: 2 }), lostRotation, declare(0, v1), up],
  ],
  [
    "a secret that is still owed is generated, also after a refresh and without a version",
    [
      declare(0, v1),
      upUnder({ method: "POST", skip: 0, times: Number.POSITIVE_INFINITY, action: { kind: "reset-after" } }),
      refresh,
      declare(0, APP),
      up,
    ],
  ],
  [
    "an inactive client that waits for its deletion is restored",
    [declare(0, { ...APP, state: "inactive" }), up, { kind: "delete by hand", which: 0, pending: true }, refresh, up],
  ],
  [
    "a resource that is renamed is no left-over",
    [declare(0, APP), up, { kind: "copy", from: 0, to: 1, move: true }, up],
  ],
  [
    "a client that has one property more is no left-over",
    [
      declare(0, APP),
      declare(1, { ...APP, extraProperties: { allowedIps: ["::1/128"] } }),
      up,
      { kind: "delete by hand", which: 0, pending: false },
      refresh,
      up,
    ],
  ],
  [
    "identical twins with a lost answer each get a client of their own",
    [declare(0, SERVICE), declare(1, SERVICE), declare(2, SERVICE), lostCreation, up],
  ],
  [
    "so do two that differ only in a property that the API does not know",
    [declare(0, APP), declare(1, { ...APP, extraProperties: { allowedIps: ["::1/128"] } }), lostCreation, up],
  ],
  [
    "so do they when the other answer is slow",
    [
      declare(0, { ...APP, extraProperties: { allowedIps: ["::1/128"] } }),
      declare(1, APP),
      upUnder({ method: "POST", skip: 1, times: 1, action: { kind: "reset-after" } }),
      up,
    ],
  ],
])("%s", async (_, steps) => {
  expect(await play(steps)).toEqual([]);
});

it("deletes no client that another resource has adopted, in this run or in the next", async () => {
  await using world = await World.start();
  world.program = { before: APP };
  await world.up();
  const [client] = world.own();
  // A resource renamed with `import` at the new name, where `aliases` was meant.
  world.program = { after: { ...APP, importId: client?.id } };
  await world.up();
  const result = await world.up();
  if (result !== undefined) await followRemedies(world, result);
  await world.up();
  expect(world.own().map(({ id, state }) => [id, state])).toEqual([[client?.id, "active"]]);
  expect([...world.engine.state.keys()]).toEqual(["after"]);
});

it("never takes over a client whose own creation is still under way", async () => {
  await using world = await World.start();
  const { faults } = world.simulator;
  const isPlain = (body: unknown) => typeof body === "object" && body !== null && !("allowedIps" in body);
  const listed = Promise.withResolvers<void>();
  const route = "/api/v2/oauth/clients";
  faults.add({ method: "POST", route, match: isPlain, action: { kind: "reset-before" } });
  faults.add({ method: "POST", route, action: { kind: "call", after: () => listed.promise } });
  // The second listing looks for the plain client, and finds the other one, whose answer is on its way. Then comes a third, or the mistake.
  faults.add({ method: "GET", route, skip: 2, action: { kind: "call", before: () => listed.resolve() } });
  faults.add({
    method: "POST",
    route: `${route}/{clientId}/secret`,
    action: { kind: "call", after: () => listed.resolve() },
  });
  world.program = { plain: APP, other: { ...APP, extraProperties: { allowedIps: ["::1/128"] } } };
  const result = await world.up();
  faults.clear();
  for (const error of result?.values() ?? []) expect(messageOf(error)).toContain("run it again");
  await world.up();
  expect(faultsOfEnd(world)).toEqual([]);
  expect(deadSecrets(world, { unknownAllowed: false })).toEqual([]);
});

it("never takes over a client that somebody else makes at the same moment, once it knows its own name", async () => {
  await using world = await World.start();
  const { faults, clients } = world.simulator;
  const makeTwin = () => world.addForeign(clients.create(seedOf(APP)));
  const creation = { method: "POST", route: "/api/v2/oauth/clients" };
  // The answer to the first creation tells under whose name our creations stand; the second one is lost.
  const isApp = (body: unknown) => JSON.stringify(body).includes(JSON.stringify(APP.name));
  const first = Promise.withResolvers<void>();
  faults.add({ ...creation, match: (body) => !isApp(body), action: { kind: "call", after: () => first.resolve() } });
  faults.add({ ...creation, match: isApp, action: { kind: "call", before: () => first.promise.then(makeTwin) } });
  faults.add({ ...creation, match: isApp, action: { kind: "reset-before" } });
  world.program = { first: { ...APP, name: "First" }, app: APP };
  // Either it goes on, or it names the other client and leaves the decision to a person.
  for (const error of (await world.up())?.values() ?? []) expect(error).toBeInstanceOf(AmbiguousError);
  expect(world.touchedForeign()).toEqual([]);
  await world.up();
  expect(faultsOfEnd(world)).toEqual([]);
  expect(clients.list().filter(({ name }) => name === APP.name)).toHaveLength(2);
});

it("finds the client of a lost answer although it shows up late", async () => {
  await using world = await World.start({ consistencyWindowMs: 30 });
  world.simulator.faults.add({ method: "POST", route: "/api/v2/oauth/clients", action: { kind: "reset-after" } });
  world.program = { app: APP };
  expect(await world.up()).toEqual(new Map());
  expect(faultsOfEnd(world)).toEqual([]);
});
