import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { Ownership } from "../../../provider/lifecycle/ownership.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import type { OAuthClientInputs } from "../../../provider/model/oauth-client.ts";
import { type ClientSeed, OTHER_USER_ID } from "../../../simulator/index.ts";
import { leakedSecrets } from "../../harness/leaks.ts";
import { APP } from "../../harness/sample-clients.ts";
import { failureOf } from "../../support/failures.ts";
import {
  CLIENT,
  CLIENTS,
  CREATE,
  canonical,
  createdBefore,
  LIST,
  type LifecycleWorld,
  LOGIN,
  madeByUs,
  PUT,
  READ,
  ROTATE,
  startWorld,
  writes,
} from "./lifecycle-world.ts";

const MARK = "program/dev/app";
const END = ` [pulumi:${MARK}]`;
const PLAIN = canonical({ ...APP, description: "ours" });
const MARKED: OAuthClientInputs = { ...PLAIN, ownershipMark: MARK };
/** The left-over of an interrupted run. */
const leftOver = (changes: ClientSeed = {}) => madeByUs({ description: `ours${END}`, ...changes });

const descriptionOf = ({ simulator }: LifecycleWorld, id: string) => simulator.clients.get(id)?.description;

describe("the description of a marked client", () => {
  it("ends with the mark in Genesys Cloud, and nowhere else", async () => {
    await using world = await startWorld();
    const state = await createOAuthClient(world.process(), MARKED);
    expect(descriptionOf(world, state.clientId)).toBe(`ours${END}`);
    expect(state).toMatchObject({ description: "ours", ownershipMark: MARK });
    const found = await readOAuthClient(world.process(), state.clientId, state);
    expect(found?.inputs).toEqual(MARKED);
    expect(found?.state).toEqual(state);
  });

  it("is only the mark where the program has no description", async () => {
    await using world = await startWorld();
    const { description: _, ...inputs } = MARKED;
    const state = await createOAuthClient(world.process(), inputs);
    expect(descriptionOf(world, state.clientId)).toBe(END.trim());
    expect(state.description).toBe("");
    expect((await readOAuthClient(world.process(), state.clientId, state))?.inputs).toEqual(inputs);
  });

  it("is recognised when Genesys Cloud trims it, with one warning and no drift", async () => {
    await using world = await startWorld({ variants: ["description-trimmed"] });
    const told: string[] = [];
    const inputs = { ...MARKED, description: "  ours" };
    const session = world.process({ session: { warn: (message) => void told.push(message) } });
    const state = await createOAuthClient(session, inputs);
    expect(told).toEqual([expect.stringContaining('description "  ours" as "ours"')]);
    expect((await readOAuthClient(world.process(), state.clientId, state))?.inputs).toEqual(inputs);
  });
});

describe("the mark of an existing client", () => {
  it.each<[string, OAuthClientInputs, OAuthClientInputs, string]>([
    ["is added", PLAIN, MARKED, `ours${END}`],
    ["is removed", MARKED, PLAIN, "ours"],
    [
      "follows a new name of stack or resource",
      MARKED,
      { ...PLAIN, ownershipMark: "program/prod/app" },
      "ours [pulumi:program/prod/app]",
    ],
  ])("%s by one PUT", async (_what, before, after, description) => {
    await using world = await startWorld();
    const { simulator } = world;
    const state = await createOAuthClient(world.process(), before);
    simulator.log.clear();
    const updated = await updateOAuthClient(world.process(), state.clientId, state, after);
    expect(descriptionOf(world, state.clientId)).toBe(description);
    expect(simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1, [PUT]: 1 });
    expect(updated.clientSecret).toBe(state.clientSecret);
    expect(updated.ownershipMark).toBe(after.ownershipMark);
    expect((await readOAuthClient(world.process(), state.clientId, updated))?.inputs).toEqual(after);
  });

  it.each([
    ["edited away", "ours", undefined],
    ["changed", "ours [pulumi:other/dev/app]", "other/dev/app"],
  ])("that somebody has %s is the only drift, and the next update restores it", async (_what, description, found) => {
    await using world = await startWorld();
    const state = await createOAuthClient(world.process(), MARKED);
    world.simulator.clients.edit(state.clientId, { description });
    const read = await readOAuthClient(world.process(), state.clientId, state);
    const { ownershipMark, ...rest } = read?.inputs ?? MARKED;
    expect(ownershipMark).toBe(found);
    expect(rest).toEqual(PLAIN);
    await updateOAuthClient(world.process(), state.clientId, read?.state ?? state, MARKED);
    expect(descriptionOf(world, state.clientId)).toBe(`ours${END}`);
  });

  it("leaves the description that somebody wrote before it as drift of the description alone", async () => {
    await using world = await startWorld();
    const state = await createOAuthClient(world.process(), MARKED);
    world.simulator.clients.edit(state.clientId, { description: `theirs${END}` });
    const read = await readOAuthClient(world.process(), state.clientId, state);
    expect(read?.inputs).toEqual({ ...MARKED, description: "theirs" });
  });
});

describe("a description that is too long with its mark", () => {
  const refusal = { kind: "status", status: 400, message: "description is too long" } as const;

  it.each(["create", "update"])("ends %s with an error that names ownershipMark and its length", async (operation) => {
    await using world = await startWorld();
    const { simulator } = world;
    const state = await createdBefore(world, { ...APP, description: "ours" });
    const method = operation === "create" ? "POST" : "PUT";
    simulator.faults.add({ method, route: operation === "create" ? CLIENTS : CLIENT, action: refusal });
    const session = world.process();
    const error = await failureOf(
      operation === "create"
        ? createOAuthClient(session, MARKED)
        : updateOAuthClient(session, state.clientId, state, MARKED),
    );
    expect(error).toMatchObject({ name: "ApiError", status: 400 });
    for (const text of [error.message, String(Reflect.get(error, "nextStep")), inspect(error)]) {
      expect(text).toContain(`sent with ${4 + END.length} characters, and ${END.length} of them are the ownershipMark`);
    }
    expect(leakedSecrets(simulator, inspect(error, { showHidden: true }))).toEqual([]);
  });

  it("says nothing of it where another field is refused", async () => {
    await using world = await startWorld();
    const action = { kind: "status", status: 400, message: "the name is taken" } as const;
    world.simulator.faults.add({ method: "POST", route: CLIENTS, action });
    expect((await failureOf(createOAuthClient(world.process(), MARKED))).message).not.toContain("ownershipMark");
  });
});

describe("a creation takes over", () => {
  it("the one client that carries its mark, without asking, with a new secret", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const { id } = simulator.clients.create(leftOver());
    const state = await createOAuthClient(world.process(), { ...MARKED, secretVersion: "1" });
    expect(state).toMatchObject({ clientId: id, secretVersion: "1", ownershipMark: MARK });
    expect(state.clientSecret).toBe(simulator.clients.secretOf(id));
    expect(state).not.toHaveProperty("secretPending");
    expect(simulator.clients.secretsGenerated(id)).toBe(2);
    expect(simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 1, [READ]: 1, [ROTATE]: 1 });
  });

  it.each<[string, ClientSeed]>([
    ["of another name", { name: "Old name" }],
    ["with another description", { description: `older${END}` }],
    ["made by another login, years ago", { createdBy: { id: OTHER_USER_ID }, dateCreated: "2020-01-01T00:00:00.000Z" }],
    ["that is inactive", { state: "inactive" }],
  ])("one %s, and makes it as declared", async (_what, changes) => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(leftOver(changes));
    const state = await createOAuthClient(world.process(), MARKED);
    expect(state.clientId).toBe(id);
    expect(state.clientSecret).toBe(world.simulator.clients.secretOf(id));
    const found = await readOAuthClient(world.process(), id, state);
    expect(found?.inputs).toEqual(MARKED);
    expect(state).not.toHaveProperty("alteredValues");
  });

  it("one whose PUT fails, and the next update finishes it with the same secret", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const { id } = simulator.clients.create(leftOver({ scope: ["users"] }));
    simulator.faults.add({ method: "PUT", route: CLIENT, action: { kind: "status", status: 403 } });
    const error = await failureOf(createOAuthClient(world.process(), MARKED));
    expect(error).toMatchObject({ name: "PartialFailureError", id });
    expect(leakedSecrets(simulator, inspect(error))).toEqual([]);
    const kept = Reflect.get(error, "properties");
    const state = await updateOAuthClient(world.process(), id, kept, MARKED);
    expect(state.clientSecret).toBe(simulator.clients.secretOf(id));
    expect(simulator.clients.secretsGenerated(id)).toBe(2);
    expect((await readOAuthClient(world.process(), id, state))?.inputs).toEqual(MARKED);
  });

  it.each(["listing-names-only", "created-by-user", "no-date-created", "ids-upper-case", "entry-twice"] as const)(
    "it although the API has the variant %s",
    async (variant) => {
      await using world = await startWorld({ variants: [variant] });
      const { id } = world.simulator.clients.create(leftOver());
      world.simulator.clients.create(madeByUs({ description: "ours" }));
      expect((await createOAuthClient(world.process(), MARKED)).clientId.toLowerCase()).toBe(id);
    },
  );

  it("the client of a lost answer at once, although an equal one appears beside it", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const session = world.process();
    await session.clientsBefore();
    simulator.faults.add({ method: "POST", route: CLIENTS, action: { kind: "reset-after" } });
    const stranger = simulator.clients.create(madeByUs({ description: "ours" }));
    const other = simulator.clients.create(madeByUs({ description: "ours [pulumi:program/prod/app]" }));
    const state = await createOAuthClient(session, MARKED);
    expect([stranger.id, other.id]).not.toContain(state.clientId);
    expect(descriptionOf(world, state.clientId)).toBe(`ours${END}`);
    expect(simulator.clients.list()).toHaveLength(3);
    expect(world.waits).toEqual([]);
    expect(simulator.log.table()).toMatchObject({ [CREATE]: 1, [ROTATE]: 1 });
  });
});

describe("a creation creates, and leaves alone", () => {
  it.each<[string, ClientSeed]>([
    ["the client of another stack", { description: "ours [pulumi:program/prod/app]" }],
    ["the client of another resource", { description: "ours [pulumi:program/dev/app2]" }],
    ["a client that waits for its deletion", { description: `ours${END}`, dateToDelete: "2099-01-01T00:00:00.000Z" }],
    ["a disabled client", { description: `ours${END}`, state: "disabled" }],
  ])("%s, without a warning", async (_what, seed) => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(madeByUs(seed));
    const told: string[] = [];
    const session = world.process({ session: { warn: (message) => void told.push(message) } });
    expect((await createOAuthClient(session, MARKED)).clientId).not.toBe(id);
    expect(told).toEqual([]);
    expect(world.simulator.clients.secretsGenerated(id)).toBe(1);
  });

  it("an equal client without a mark, with a warning", async () => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(madeByUs({ description: "ours" }));
    const told: string[] = [];
    const session = world.process({ session: { warn: (message) => void told.push(message) } });
    expect((await createOAuthClient(session, MARKED)).clientId).not.toBe(id);
    expect(told).toEqual([expect.stringContaining(id)]);
  });

  it("what a resource of this run has", async () => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(leftOver());
    const ownership = new Ownership();
    ownership.claim(id.toUpperCase());
    expect((await createOAuthClient(world.process({ session: { ownership } }), MARKED)).clientId).not.toBe(id);
  });

  it("the living client of the same resource, while a user forces its replacement", async () => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(leftOver());
    const ownership = new Ownership();
    ownership.noteExisting(MARKED);
    expect((await createOAuthClient(world.process({ session: { ownership } }), MARKED)).clientId).not.toBe(id);
    expect(world.simulator.clients.secretsGenerated(id)).toBe(1);
  });

  it("a marked client while the setting is off", async () => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(leftOver());
    expect((await createOAuthClient(world.process(), PLAIN)).clientId).not.toBe(id);
  });
});

it("several clients with the mark stop a creation, and are named without the advice to delete one", async () => {
  await using world = await startWorld();
  const ids = [world.simulator.clients.create(leftOver()).id, world.simulator.clients.create(leftOver()).id];
  const error = await failureOf(createOAuthClient(world.process(), MARKED));
  expect(error.name).toBe("AmbiguousError");
  for (const id of ids) expect(error.message).toContain(id);
  expect(error.message).not.toMatch(/delete/i);
  expect(writes(world.simulator)).toBe(0);
});

describe("an adoption", () => {
  it.each([
    ["the setting on", MARKED],
    ["the setting off", PLAIN],
  ])("of a client with another mark is refused, with %s, and names the owner", async (_which, inputs) => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(madeByUs({ description: "ours [pulumi:billing/prod/my%20app]" }));
    const error = await failureOf(createOAuthClient(world.process(), { ...inputs, importId: id }));
    expect(error.name).toBe("GuardError");
    expect(error.message).toContain("billing/prod (my app) manages it");
    expect(writes(world.simulator)).toBe(0);
  });

  it("of a client with our own mark writes nothing", async () => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(leftOver());
    const state = await createOAuthClient(world.process(), { ...MARKED, importId: id });
    expect(state).toMatchObject({ clientId: id, ownershipMark: MARK, description: "ours" });
    expect(writes(world.simulator)).toBe(0);
  });

  it("of a client without a mark writes the mark and nothing else", async () => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(madeByUs({ description: "ours", somethingNew: 7 }));
    const { dateModified: _, modifiedBy: __, description: ___, ...before } = world.simulator.clients.get(id) ?? {};
    const inputs = { ...MARKED, importId: id };
    const state = await createOAuthClient(world.process(), inputs);
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1, [PUT]: 1 });
    expect(world.simulator.clients.get(id)).toMatchObject({ ...before, description: `ours${END}` });
    expect((await readOAuthClient(world.process(), id, state))?.inputs).toEqual(inputs);
  });

  it("compares the description without the mark", async () => {
    await using world = await startWorld();
    const { id } = world.simulator.clients.create(leftOver({ description: `theirs${END}` }));
    const error = await failureOf(createOAuthClient(world.process(), { ...MARKED, importId: id }));
    expect(error.message).toContain('description: write "theirs" instead of "ours"');
    expect(error.message).not.toContain("ownershipMark");
  });
});
