import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { deleteOAuthClient } from "../../../provider/lifecycle/delete.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import { changedProperties } from "../../../provider/model/changes.ts";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import { APP } from "../../harness/sample-clients.ts";
import { failureOf } from "../../support/failures.ts";
import {
  CLIENT,
  CLIENTS,
  CREATE,
  canonical,
  createdBefore,
  LIST,
  LOGIN,
  PUT,
  READ,
  recordBodies,
  startWorld,
} from "./lifecycle-world.ts";

const UNKNOWN_FIELDS = {
  ipAllowlist: ["10.0.0.0/8", { cidr: "::1/128" }],
  certificate: { thumbprint: "ab12" },
  flag: false,
};

describe("fields that we do not know", () => {
  it("survive every kind of update", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    let state = await createdBefore(world, {
      ...APP,
      description: "Set",
      secretVersion: 1,
      extraProperties: { ours: 1 },
    });
    simulator.clients.edit(state.clientId, UNKNOWN_FIELDS);
    const updates = [
      { ...APP, name: "Renamed" },
      { ...APP, secretVersion: 2 },
      { ...APP, scopes: [] },
      { ...APP, state: "inactive" },
      { ...APP, registeredRedirectUris: undefined },
      { ...APP, extraProperties: { other: 2 } },
      APP,
    ];
    for (const news of updates) {
      state = await updateOAuthClient(world.process(), state.clientId, state, canonical(news));
      expect(simulator.clients.get(state.clientId)).toMatchObject(UNKNOWN_FIELDS);
    }
    expect(simulator.log.count({ method: "PUT", route: CLIENT })).toBe(updates.length);
  });

  it("survive also where somebody changes them between our listing and our update", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world);
    const session = world.process();
    await createOAuthClient(session, canonical({ ...APP, name: "Another" }));
    expect(world.simulator.log.count({ method: "GET", route: CLIENTS })).toBeGreaterThan(0);
    world.simulator.clients.edit(state.clientId, UNKNOWN_FIELDS);
    await updateOAuthClient(session, state.clientId, state, canonical({ ...APP, name: "Renamed" }));
    expect(world.simulator.clients.get(state.clientId)).toMatchObject(UNKNOWN_FIELDS);
  });

  it("are sent back as they came when the client is deactivated for its deletion", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world);
    world.simulator.clients.edit(state.clientId, UNKNOWN_FIELDS);
    const bodies = recordBodies(world.simulator, "PUT", CLIENT);
    await deleteOAuthClient(world.process(), state.clientId, state);
    expect(bodies).toEqual([expect.objectContaining({ ...UNKNOWN_FIELDS, state: "inactive", name: "App" })]);
  });

  it("that change with every read are neither drift nor a reason to write", async () => {
    let reads = 0;
    await using world = await startWorld({ extraFieldsOnRead: () => ({ requestCount: ++reads }) });
    const state = await createdBefore(world);
    const read = await readOAuthClient(world.process(), state.clientId, state);
    expect(read?.inputs).toEqual(canonical(APP));
  });

  it("are never mixed with what only Genesys Cloud writes", async () => {
    await using world = await startWorld({ knownFieldsOnly: true });
    const state = await createdBefore(world);
    const bodies = recordBodies(world.simulator, "PUT", CLIENT);
    await updateOAuthClient(world.process(), state.clientId, state, canonical({ ...APP, name: "Renamed" }));
    await deleteOAuthClient(world.process(), state.clientId, state);
    expect(bodies).toHaveLength(2);
    for (const field of [
      "id",
      "secret",
      "dateCreated",
      "dateModified",
      "createdBy",
      "modifiedBy",
      "selfUri",
      "dateToDelete",
    ])
      for (const body of bodies) expect(body).not.toHaveProperty(field);
  });
});

describe("extraProperties", () => {
  const set = { ...APP, extraProperties: { allowedIps: ["10.0.0.0/8"], limits: { perMinute: 60 } } };
  const changed = { ...APP, extraProperties: { allowedIps: ["10.0.0.0/8", "192.168.0.0/16"] } };

  it("are set, seen again, changed and removed, with one PUT each", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const created = await createdBefore(world, set);
    expect(simulator.clients.get(created.clientId)).toMatchObject(set.extraProperties);
    const read = await readOAuthClient(world.process(), created.clientId, created);
    expect(read?.inputs).toEqual(canonical(set));
    expect(changedProperties(canonical(set), canonical(changed))).toEqual(["extraProperties"]);

    const updated = await updateOAuthClient(world.process(), created.clientId, created, canonical(changed));
    expect(simulator.clients.get(created.clientId)).toMatchObject(changed.extraProperties);
    expect(simulator.clients.get(created.clientId)).not.toHaveProperty("limits");
    const removed = await updateOAuthClient(world.process(), created.clientId, updated, canonical(APP));
    expect(simulator.clients.get(created.clientId)).not.toHaveProperty("allowedIps");
    expect(removed).not.toHaveProperty("extraProperties");
    expect(simulator.log.count({ method: "PUT", route: CLIENT })).toBe(2);
    const last = await readOAuthClient(world.process(), created.clientId, removed);
    expect(last?.inputs).toEqual(canonical(APP));
  });

  it.each([
    ["changed", { allowedIps: ["0.0.0.0/0"] }, { allowedIps: ["0.0.0.0/0"], limits: { perMinute: 60 } }],
    [
      "longer by one",
      { allowedIps: ["10.0.0.0/8", "::/0"] },
      { allowedIps: ["10.0.0.0/8", "::/0"], limits: { perMinute: 60 } },
    ],
    [
      "other deep inside",
      { limits: { perMinute: 6_000 } },
      { allowedIps: ["10.0.0.0/8"], limits: { perMinute: 6_000 } },
    ],
    ["gone", { allowedIps: undefined }, { limits: { perMinute: 60 } }],
  ])("that are %s outside show as drift, and are put right by the next update", async (_what, edit, observed) => {
    await using world = await startWorld();
    const { simulator } = world;
    const state = await createdBefore(world, set);
    simulator.clients.edit(state.clientId, edit);
    const read = await readOAuthClient(world.process(), state.clientId, state);
    expect(read?.inputs).toEqual({ ...canonical(set), extraProperties: observed });
    const updated = await updateOAuthClient(world.process(), state.clientId, read?.state ?? state, canonical(set));
    expect(simulator.clients.get(state.clientId)).toMatchObject(set.extraProperties);
    expect((await readOAuthClient(world.process(), state.clientId, updated))?.inputs).toEqual(canonical(set));
  });

  it("are no drift when the server adds fields to them or orders their lists", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world, changed);
    world.simulator.clients.edit(state.clientId, { allowedIps: ["192.168.0.0/16", "10.0.0.0/8"] });
    const read = await readOAuthClient(world.process(), state.clientId, state);
    expect(read?.inputs).toEqual(canonical(changed));
  });

  it.each([
    "name",
    "scope",
    "roleDivisions",
    "roleIds",
    "state",
    "id",
    "secret",
    "dateToDelete",
    "createdBy",
    "selfUri",
    "__proto__",
    "constructor",
    "prototype",
    "",
  ])("refuse the key %j", (key) => {
    const extraProperties: unknown = JSON.parse(`{${JSON.stringify(key)}:1}`);
    const { failures } = checkInputs({ ...APP, extraProperties });
    expect(failures).toEqual([
      { property: expect.stringContaining("extraProperties"), reason: expect.stringContaining(`"${key}"`) },
    ]);
  });

  it.each(["__proto__", "constructor", "prototype"])("refuse the key %s at any depth", (key) => {
    const extraProperties: unknown = JSON.parse(`{"fine":[{"deep":{${JSON.stringify(key)}:{"polluted":true}}}]}`);
    expect(checkInputs({ ...APP, extraProperties }).failures).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("a 400 about a field", () => {
  it.each([
    ["is missing", { requiredExtraFields: ["allowedIps"] }, APP, "allowedIps"],
    ["is unknown", { knownFieldsOnly: true }, { ...APP, extraProperties: { newField: 1 } }, "newField"],
  ])("that %s points to extraProperties, and nothing is made", async (_what, options, news, field) => {
    await using world = await startWorld(options);
    const error = await failureOf(createOAuthClient(world.process(), canonical(news)));
    expect(error).toMatchObject({
      name: "ApiError",
      status: 400,
      nextStep: expect.stringContaining("extraProperties"),
    });
    expect(error.message).toContain(field);
    expect(error.message).toContain("extraProperties");
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 1, [CREATE]: 1 });
    expect(world.simulator.clients.list()).toEqual([]);
  });

  it("of another kind does not", async () => {
    await using world = await startWorld();
    const action = {
      kind: "status",
      status: 400,
      code: "bad.request",
      message: "The grant type is being retired.",
    } as const;
    world.simulator.faults.add({ method: "POST", route: CLIENTS, action });
    const error = await failureOf(createOAuthClient(world.process(), canonical(APP)));
    expect(error.message).not.toContain("extraProperties");
  });

  it("is cured by setting the field", async () => {
    await using world = await startWorld({ requiredExtraFields: ["allowedIps"] });
    const inputs = canonical({ ...APP, extraProperties: { allowedIps: ["10.0.0.0/8"] } });
    const state = await createOAuthClient(world.process(), inputs);
    world.simulator.log.clear();
    await updateOAuthClient(world.process(), state.clientId, state, canonical({ ...inputs, name: "Renamed" }));
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1, [PUT]: 1 });
  });
});
