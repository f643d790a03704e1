import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { Ownership } from "../../../provider/lifecycle/ownership.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import { type ClientSeed, DEFAULT_ORGANIZATION, OTHER_USER_ID } from "../../../simulator/index.ts";
import { APP, ROLE, SERVICE } from "../../harness/sample-clients.ts";
import { failureOf } from "../../support/failures.ts";
import { canonical, LOGIN, madeByUs, READ, ROTATE, startWorld, writes } from "./lifecycle-world.ts";

const SOMEBODY_ELSES = madeByUs({ createdBy: { id: OTHER_USER_ID }, dateCreated: "2024-05-06T07:08:09.000Z" });
const UNKNOWN_ID = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";

describe("adoption", () => {
  it("takes the client over with one read and no write; its secret stays as it is, and unknown", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const live = simulator.clients.create(SOMEBODY_ELSES);
    const state = await createOAuthClient(world.process(), canonical({ ...APP, importId: live.id }));
    expect(simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1 });
    expect(writes(simulator)).toBe(0);
    expect(state).toMatchObject({
      clientId: live.id,
      clientSecret: "",
      name: "App",
      importId: live.id,
      createdBy: OTHER_USER_ID,
      dateCreated: "2024-05-06T07:08:09.000Z",
      organizationId: DEFAULT_ORGANIZATION.id,
      apiUrl: simulator.url,
    });
    expect(state).not.toHaveProperty("secretPending");
    expect(simulator.clients.get(live.id)).toEqual(live);
    expect(simulator.clients.secretsGenerated(live.id)).toBe(1);
  });

  it("keeps the secret that is already known", async () => {
    await using world = await startWorld();
    const live = world.simulator.clients.create({ ...SOMEBODY_ELSES, secret: "the-secret-that-we-know-already" });
    const importedClientSecret = "the-secret-that-we-know-already";
    const inputs = canonical({ ...APP, importId: live.id, importedClientSecret });
    const state = await createOAuthClient(world.process(), inputs);
    expect(state.clientSecret).toBe(world.simulator.clients.secretOf(live.id));
    const read = await readOAuthClient(world.process(), live.id, state);
    expect(read?.inputs).toEqual(inputs);
    expect(read?.state.clientSecret).toBe(importedClientSecret);
  });

  it("accepts an id in capitals, and keeps the one of Genesys Cloud", async () => {
    await using world = await startWorld();
    const live = world.simulator.clients.create(SOMEBODY_ELSES);
    const state = await createOAuthClient(world.process(), canonical({ ...APP, importId: live.id.toUpperCase() }));
    expect(state.clientId).toBe(live.id);
  });

  it("records secretVersion without rotating; a change of it rotates once", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const { id } = simulator.clients.create(SOMEBODY_ELSES);
    const state = await createOAuthClient(world.process(), canonical({ ...APP, importId: id, secretVersion: 1 }));
    expect(state).toMatchObject({ secretVersion: "1", clientSecret: "" });
    expect(simulator.clients.secretsGenerated(id)).toBe(1);
    simulator.log.clear();
    const next = canonical({ ...APP, importId: id, secretVersion: 2 });
    const rotated = await updateOAuthClient(world.process(), id, state, next);
    expect(simulator.log.table()).toEqual({ ...LOGIN, [ROTATE]: 1 });
    expect(rotated).toMatchObject({ secretVersion: "2", clientSecret: simulator.clients.secretOf(id) });
  });

  it.each(["unset", "set"])("gets its first secret when secretVersion goes from %s to a new value", async (before) => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(SOMEBODY_ELSES);
    const version = before === "set" ? { secretVersion: 1 } : {};
    const state = await createOAuthClient(world.process(), canonical({ ...APP, importId: id, ...version }));
    const inputs = canonical({ ...APP, importId: id, secretVersion: 9 });
    const rotated = await updateOAuthClient(world.process(), id, state, inputs);
    expect(rotated.clientSecret).toBe(world.simulator.clients.secretOf(id));
    expect(world.simulator.clients.secretsGenerated(id)).toBe(2);
  });

  it("does not mind fields that the program does not know, nor the order of lists", async () => {
    await using world = await startWorld({ shuffleLists: true });
    const roles = [ROLE, { ...ROLE, divisionId: "*" }];
    const { name, roles: _, ...service } = SERVICE;
    const live = world.simulator.clients.create({
      ...service,
      authorizedGrantType: "CLIENT-CREDENTIALS",
      name,
      roleDivisions: roles,
      brandNewField: true,
    });
    await createOAuthClient(world.process(), canonical({ ...SERVICE, roles: roles.toReversed(), importId: live.id }));
    expect(writes(world.simulator)).toBe(0);
  });
});

describe("an adoption whose program differs", () => {
  const REPORTED: readonly (readonly [string, ClientSeed, RegExp])[] = [
    ["name", { name: "Live name" }, /name: write "Live name" instead of "App"/],
    ["authorizedGrantType", { authorizedGrantType: "TOKEN" }, /authorizedGrantType: write "TOKEN" instead of "CODE"/],
    ["description", { description: "Live text" }, /description: write "Live text" instead of nothing/],
    ["accessTokenValiditySeconds", { accessTokenValiditySeconds: 3_600 }, /accessTokenValiditySeconds: write 3600/],
    ["registeredRedirectUris", { registeredRedirectUri: [] }, /registeredRedirectUris: write nothing \(remove it\)/],
    ["scopes", { scope: ["users"] }, /scopes: write \["users"\] instead of \["analytics:readonly"\]/],
    ["roles", { roleDivisions: [ROLE] }, /roles: write \[\{"roleId"/],
    ["state", { state: "inactive" }, /state: write "inactive" instead of "active"/],
  ];

  it.each(REPORTED)("in %s is refused, and told what to write", async (_property, difference, expected) => {
    await using world = await startWorld();
    const live = world.simulator.clients.create({ ...SOMEBODY_ELSES, ...difference });
    const error = await failureOf(createOAuthClient(world.process(), canonical({ ...APP, importId: live.id })));
    expect(error).toMatchObject({ name: "GuardError", clientId: live.id });
    expect(error.message).toMatch(expected);
    expect(error.message).toContain("Nothing was changed");
    expect(writes(world.simulator)).toBe(0);
    expect(world.simulator.clients.get(live.id)).toEqual(live);
  });

  it("in an extra property is refused without its value: it could be secret", async () => {
    await using world = await startWorld();
    const live = world.simulator.clients.create({ ...SOMEBODY_ELSES, webhookKey: "live-value-nobody-may-see" });
    const extraProperties = { webhookKey: "declared-value-nobody-may-see" };
    const inputs = canonical({ ...APP, importId: live.id, extraProperties });
    const error = await failureOf(createOAuthClient(world.process(), inputs));
    expect(error.message).toContain("extraProperties");
    expect(error.message).not.toContain("nobody-may-see");
  });

  it("in several properties is told all of them at once", async () => {
    await using world = await startWorld();
    const live = world.simulator.clients.create({ ...SOMEBODY_ELSES, name: "Live", description: "Text", scope: [] });
    const error = await failureOf(createOAuthClient(world.process(), canonical({ ...APP, importId: live.id })));
    for (const property of ["name", "description", "scopes"]) expect(error.message).toContain(`${property}: write`);
    expect(error.message).not.toContain("state: write");
  });
});

describe("an adoption is refused, without a write, for", () => {
  it("a client that is disabled", async () => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create({ ...SOMEBODY_ELSES, state: "disabled" });
    const error = await failureOf(createOAuthClient(world.process(), canonical({ ...APP, importId: id })));
    expect(error).toMatchObject({ name: "GuardError", clientId: id });
    expect(error.message).toContain("disabled");
    expect(writes(world.simulator)).toBe(0);
  });

  it("a client that waits for its deletion", async () => {
    await using world = await startWorld();
    const dateToDelete = "2099-01-01T00:00:00.000Z";
    const { id } = world.simulator.clients.create({ ...SOMEBODY_ELSES, state: "inactive", dateToDelete });
    const error = await failureOf(
      createOAuthClient(world.process(), canonical({ ...APP, importId: id, state: "inactive" })),
    );
    expect(error).toMatchObject({ name: "GuardError", clientId: id });
    expect(error.message).toContain(dateToDelete);
    expect(writes(world.simulator)).toBe(0);
  });

  it("an id that does not exist: one read, and no new client", async () => {
    await using world = await startWorld();
    const error = await failureOf(createOAuthClient(world.process(), canonical({ ...APP, importId: UNKNOWN_ID })));
    expect(error).toMatchObject({ name: "NotFoundError", clientId: UNKNOWN_ID, nextStep: expect.any(String) });
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1 });
    expect(world.simulator.clients.list()).toEqual([]);
  });

  it.each(["../x", "a?b", "not-a-uuid", `${UNKNOWN_ID}/secret`])(
    "%j, which is no id: no request at all",
    async (importId) => {
      await using world = await startWorld();
      const error = await failureOf(createOAuthClient(world.process(), canonical({ ...APP, importId })));
      expect(error.name).toBe("InvalidInputError");
      expect(error.message).toContain(JSON.stringify(importId));
      expect(world.simulator.log.all()).toEqual([]);
    },
  );

  it("a client that a resource of this run has, by its id", async () => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(SOMEBODY_ELSES);
    const ownership = new Ownership();
    ownership.claim(id);
    const session = world.process({ session: { ownership } });
    const error = await failureOf(createOAuthClient(session, canonical({ ...APP, importId: id })));
    expect(error).toMatchObject({ name: "GuardError", clientId: id });
    expect(writes(world.simulator)).toBe(0);
  });

  it("a client that a resource in the state adopted, or may have", async () => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(SOMEBODY_ELSES);
    for (const noted of [canonical({ ...APP, name: "Since renamed", importId: id }), canonical(APP)]) {
      const ownership = new Ownership();
      ownership.noteExisting(noted);
      const session = world.process({ session: { ownership } });
      const error = await failureOf(createOAuthClient(session, canonical({ ...APP, importId: id })));
      expect(error).toMatchObject({ name: "GuardError", clientId: id });
    }
    expect(writes(world.simulator)).toBe(0);
  });

  it("the second of two resources that adopt the same client at once", async () => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(SOMEBODY_ELSES);
    const session = world.process();
    const outcomes = await Promise.allSettled(
      [id, id.toUpperCase()].map((importId) => createOAuthClient(session, canonical({ ...APP, importId }))),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(writes(world.simulator)).toBe(0);
  });
});
