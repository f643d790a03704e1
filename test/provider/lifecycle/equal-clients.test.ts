import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { Ownership } from "../../../provider/lifecycle/ownership.ts";
import { type ClientSeed, OTHER_USER_ID } from "../../../simulator/index.ts";
import { leakedSecrets } from "../../harness/leaks.ts";
import { APP } from "../../harness/sample-clients.ts";
import { CREATE, canonical, LIST, type LifecycleWorld, LOGIN, madeByUs, startWorld } from "./lifecycle-world.ts";

const INPUTS = canonical(APP);
const HOUR_MS = 3_600_000;
const ago = (milliseconds: number) => ({ dateCreated: new Date(Date.now() - milliseconds).toISOString() });

/** Creates the client in a process of its own. @returns its id, and what the user was told. */
async function create(world: LifecycleWorld, ownership = new Ownership(), inputs = INPUTS) {
  const told: string[] = [];
  const warn = (message: string) => void told.push(message);
  const { clientId } = await createOAuthClient(world.process({ session: { ownership, warn } }), inputs);
  return { clientId, told };
}

describe("an equal client of unknown owner", () => {
  it.each<[string, ClientSeed]>([
    ["made just now by our login", {}],
    ["made 23 hours ago by our login", ago(23 * HOUR_MS)],
    ["made by another login", { createdBy: { id: OTHER_USER_ID } }],
  ])("%s stops no creation, is named in a warning, and is not touched", async (_which, seed) => {
    await using world = await startWorld();
    const { simulator } = world;
    const { id } = simulator.clients.create(madeByUs(seed));
    const { clientId, told } = await create(world);
    expect(clientId).not.toBe(id);
    expect(told).toEqual([expect.stringMatching(new RegExp(`^Another OAuth client is equal to "App".*${id}`))]);
    expect(told[0]).toContain("genesyscloud-oauth recover");
    expect(told[0]).not.toContain("delete");
    expect(leakedSecrets(simulator, told.join("\n"))).toEqual([]);
    expect(simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 1, [CREATE]: 1 });
    expect(simulator.clients.secretsGenerated(id)).toBe(1);
  });

  it("is found on any page of the listing, whatever the order of its lists", async () => {
    await using world = await startWorld({ pageSize: 2, shuffleLists: true });
    for (const name of ["a", "b", "c", "d"]) world.simulator.clients.create({ name });
    const { id } = world.simulator.clients.create(madeByUs({ scope: ["users", "analytics:readonly"] }));
    const inputs = canonical({ ...APP, scopes: ["analytics:readonly", "users"] });
    expect((await create(world, new Ownership(), inputs)).told).toEqual([expect.stringContaining(id)]);
  });

  it("is named although a twin is in the state, because there are two of them", async () => {
    await using world = await startWorld();
    const ids = [world.simulator.clients.create(madeByUs()).id, world.simulator.clients.create(madeByUs()).id];
    const ownership = new Ownership();
    ownership.noteExisting(INPUTS);
    const { told } = await create(world, ownership);
    expect(told).toHaveLength(1);
    for (const id of ids) expect(told[0]).toContain(id);
  });
});

describe("no warning is given of", () => {
  it.each<[string, ClientSeed]>([
    ["one from two days ago", ago(48 * HOUR_MS)],
    ["one with another field", { description: "another" }],
    ["one that waits for its deletion", { state: "inactive", dateToDelete: "2099-01-01T00:00:00.000Z" }],
  ])("%s", async (_what, difference) => {
    await using world = await startWorld();
    world.simulator.clients.create(madeByUs(difference));
    expect((await create(world)).told).toEqual([]);
  });

  it("one that a resource of this run has, by its id", async () => {
    await using world = await startWorld();
    const ownership = new Ownership();
    ownership.claim(world.simulator.clients.create(madeByUs()).id.toUpperCase());
    expect((await create(world, ownership)).told).toEqual([]);
  });

  it("one that a resource in the state describes", async () => {
    await using world = await startWorld();
    const ownership = new Ownership();
    world.simulator.clients.create(madeByUs());
    ownership.noteExisting(INPUTS);
    expect((await create(world, ownership)).told).toEqual([]);
  });
});
