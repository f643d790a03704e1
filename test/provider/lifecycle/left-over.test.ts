import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { Ownership } from "../../../provider/lifecycle/ownership.ts";
import { type ClientSeed, OTHER_USER_ID } from "../../../simulator/index.ts";
import { APP } from "../../harness/sample-clients.ts";
import { failureOf } from "../../support/failures.ts";
import { CLIENTS, CREATE, canonical, LIST, LOGIN, madeByUs, startWorld, writes } from "./lifecycle-world.ts";

const INPUTS = canonical(APP);
const HOUR_MS = 3_600_000;
const ago = (milliseconds: number) => ({ dateCreated: new Date(Date.now() - milliseconds).toISOString() });

describe("a client that an interrupted run left over", () => {
  it.each([
    ["just now", 0],
    ["23 hours ago", 23 * HOUR_MS],
  ])("%s stops the creation, and is named with both ways out", async (_when, age) => {
    await using world = await startWorld();
    const { simulator } = world;
    const { id } = simulator.clients.create(madeByUs(ago(age)));
    const error = await failureOf(createOAuthClient(world.process(), INPUTS));
    expect(error.name).toBe("AmbiguousError");
    expect(error.message).toContain("Nothing was created");
    expect(error.message).toContain(id);
    expect(error.message).toContain('import: "<id>"');
    expect(error.message).toContain("genesyscloud-oauth delete <id>");
    expect(simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 1 });
    expect(simulator.clients.list()).toHaveLength(1);
  });

  it("is found on any page of the listing", async () => {
    await using world = await startWorld({ pageSize: 2 });
    const { simulator } = world;
    for (const name of ["a", "b", "c", "d"]) simulator.clients.create({ name });
    const { id } = simulator.clients.create(madeByUs());
    expect((await failureOf(createOAuthClient(world.process(), INPUTS))).message).toContain(id);
    expect(simulator.log.count({ method: "GET", route: CLIENTS })).toBe(3);
    expect(writes(simulator)).toBe(0);
  });

  it("is seen though the server orders lists in its own way", async () => {
    await using world = await startWorld({ shuffleLists: true });
    world.simulator.clients.create(madeByUs({ scope: ["users", "analytics:readonly"] }));
    const inputs = canonical({ ...APP, scopes: ["analytics:readonly", "users"] });
    expect((await failureOf(createOAuthClient(world.process(), inputs))).name).toBe("AmbiguousError");
  });

  it("stops only the resource that it is equal to", async () => {
    await using world = await startWorld();
    world.simulator.clients.create(madeByUs());
    await createOAuthClient(world.process(), canonical({ ...APP, name: "Another" }));
    expect(world.simulator.clients.list()).toHaveLength(2);
  });
});

describe("no left-over client", () => {
  it.each<[string, ClientSeed]>([
    ["is one from two days ago", ago(48 * HOUR_MS)],
    ["is one of another login", { createdBy: { id: OTHER_USER_ID } }],
    ["is one with another field", { description: "another" }],
    ["is one that waits for its deletion", { state: "inactive", dateToDelete: "2099-01-01T00:00:00.000Z" }],
  ])("%s", async (_what, difference) => {
    await using world = await startWorld();
    const { simulator } = world;
    const { id } = simulator.clients.create(madeByUs(difference));
    const state = await createOAuthClient(world.process(), INPUTS);
    expect(state.clientId).not.toBe(id);
    expect(simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 1, [CREATE]: 1 });
    expect(simulator.clients.secretsGenerated(id)).toBe(1);
  });

  it("is one that a resource of this run has, by its id", async () => {
    await using world = await startWorld();
    const ownership = new Ownership();
    ownership.claim(world.simulator.clients.create(madeByUs()).id.toUpperCase());
    await createOAuthClient(world.process({ session: { ownership } }), INPUTS);
    expect(world.simulator.clients.list()).toHaveLength(2);
  });

  it("is one that a resource in the state describes", async () => {
    await using world = await startWorld();
    const ownership = new Ownership();
    world.simulator.clients.create(madeByUs());
    ownership.noteExisting(INPUTS);
    await createOAuthClient(world.process({ session: { ownership } }), INPUTS);
    expect(world.simulator.clients.list()).toHaveLength(2);
  });
});

describe("a twin in the state", () => {
  it("does not hide a second client that is left over", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const ids = [simulator.clients.create(madeByUs()).id, simulator.clients.create(madeByUs()).id];
    const ownership = new Ownership();
    ownership.noteExisting(INPUTS);
    const error = await failureOf(createOAuthClient(world.process({ session: { ownership } }), INPUTS));
    for (const id of ids) expect(error.message).toContain(id);
    expect(writes(simulator)).toBe(0);
  });

  it("that is older than a day does not hide one that is left over either", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    simulator.clients.create(madeByUs(ago(72 * HOUR_MS)));
    const left = simulator.clients.create(madeByUs());
    const ownership = new Ownership();
    ownership.noteExisting(INPUTS);
    const error = await failureOf(createOAuthClient(world.process({ session: { ownership } }), INPUTS));
    expect(error.message).toContain(left.id);
    expect(writes(simulator)).toBe(0);
  });
});
