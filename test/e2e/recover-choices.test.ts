import { afterEach, describe, expect, it } from "vitest";
import { DEFAULT_LOGIN } from "../../simulator/index.ts";
import { APP } from "../harness/sample-clients.ts";
import { SECRET } from "./client-stack.ts";
import { expectFinished, named, type RecoverWorld, recoverWorlds } from "./recover-world.ts";

const { createWorld, closeWorlds } = recoverWorlds();
afterEach(closeWorlds);

const UNKNOWN_ID = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";

/** An equal client that was there before, as somebody else has it. */
function foreign(world: RecoverWorld, name: string): string {
  const [id = "", ...others] = world.idsOf(name);
  expect(others).toEqual([]);
  world.foreignIds.add(id);
  return id;
}

/** The one client of this name that is not somebody else's. */
function leftOver(world: RecoverWorld, name: string): string {
  const [id = "", ...others] = world.idsOf(name).filter((one) => !world.foreignIds.has(one));
  expect(others).toEqual([]);
  return id;
}

describe("genesyscloud-oauth recover, where it is not certain whose a client is", () => {
  it("never touches the equal client of another stack, and keeps what is undecided for the next run", async () => {
    const world = await createWorld();
    const { simulator } = world.clients;
    await world.addProject("billing", { theirs: { ...APP, name: "one" } });
    const theirs = foreign(world, "one");
    await world.killUp(named(["one", "two"]), { applied: 2 });
    await world.unlock();

    const unread = await world.report(["--yes", "--other-stack", "nowhere#dev"]);
    expect(unread).toMatchObject({ exitCode: 1, errors: [expect.stringContaining("nowhere")] });
    const first = await world.report(["--yes"]);
    expect(first).toMatchObject({ exitCode: 7, errors: [] });
    expect(
      first.creations.map(({ resource, verdict, isDone }) => `${resource.name} ${verdict} ${isDone}`).toSorted(),
    ).toEqual(["one undecided false", "two take true"]);
    // The import has dropped all pending operations: the backup still tells of the other one.
    const second = await world.report();
    expect(second.creations).toMatchObject([{ origin: "recorded", verdict: "undecided", candidates: [{}, {}] }]);
    const third = await world.report(["--yes", "--other-stack", "billing#other"]);
    expect(third).toMatchObject({ exitCode: 0, otherStacks: ["billing/other"], creations: [{ verdict: "take" }] });
    await expectFinished(world, ["one", "two"]);
    expect(simulator.clients.secretsGenerated(theirs)).toBe(1);
  });

  it("knows the other stacks of the project without being told", async () => {
    const world = await createWorld();
    const { simulator } = world.clients;
    await world.addStack("prod", named(["one"]));
    const theirs = foreign(world, "one");
    await world.killUp(named(["one"]), { applied: 0, unapplied: 1 });
    await world.unlock();
    const { creations, otherStacks } = await world.report(["--yes"]);
    expect(otherStacks).toEqual(["program/prod"]);
    expect(creations).toMatchObject([{ verdict: "drop", isDone: true, candidates: [] }]);
    await expectFinished(world, ["one"]);
    expect(simulator.clients.secretsGenerated(theirs)).toBe(1);
    // A creation of the same name that is pending there, too, leaves nothing certain.
    await world.killUp(named(["one", "more"]), { applied: 1 });
    await world.unlock();
    world.markPending("prod", "more");
    const doubtful = await world.report(["--yes"]);
    expect(doubtful.creations).toMatchObject([
      { verdict: "undecided", reasons: [expect.stringContaining("pending in stack program/prod")] },
    ]);
  });

  it("takes and deletes by name, and refuses what could be somebody else's", async () => {
    const world = await createWorld();
    const { simulator } = world.clients;
    await world.addProject("billing", { theirs: { ...APP, name: "one" } });
    const theirs = foreign(world, "one");
    await world.killUp(named(["one", "two"]), { finished: 0, applied: 2 });
    await world.unlock();
    const ours = leftOver(world, "one");
    const { id: spare } = simulator.clients.create({
      name: "one",
      authorizedGrantType: "CODE",
      registeredRedirectUri: APP.registeredRedirectUris,
      scope: APP.scopes,
    });
    const { id: disabled } = simulator.clients.create({ name: "two", state: "disabled" });
    const { id: different } = simulator.clients.create({ name: "two", description: "another" });
    for (const id of [disabled, different]) world.foreignIds.add(id);

    const before = world.fingerprint();
    simulator.log.clear();
    const refused = await world.report([
      ...["--yes", "--other-stack", "billing#other"],
      ...["--take", `one=${theirs}`, "--take", `nobody=${ours}`, "--take", `two=${different}`],
      ...["--delete", DEFAULT_LOGIN.clientId, "--delete", disabled, "--delete", UNKNOWN_ID],
    ]);
    expect(refused.exitCode).toBe(1);
    const reasons = [
      "stack billing/other has",
      "of this name",
      "differs",
      "logged in as",
      "disabled",
      "no such client",
    ];
    expect(refused.errors).toHaveLength(reasons.length);
    for (const reason of reasons) expect(refused.errors.join("\n")).toContain(reason);
    expect(world.fingerprint()).toEqual(before);

    const chosen = ["--take", `one=${ours}`, "--delete", spare, "--other-stack", "billing#other"];
    const shown = await world.recover(chosen);
    expect([shown.code, shown.stdout]).toEqual([7, expect.stringContaining(`To be deleted: ${spare}`)]);
    expect(shown.stdout).toContain("named: --yes takes");
    expect(world.fingerprint()).toEqual(before);
    expect(simulator.log.all().filter(({ method, path }) => method !== "GET" && path !== "/oauth/token")).toEqual([]);

    expect(await world.report([...chosen, "--yes"])).toMatchObject({ exitCode: 0, errors: [] });
    expect(simulator.clients.get(spare)).toBeUndefined();
    await expectFinished(world, ["one", "two"]);
    expect((await world.clients.ids()).one).toBe(ours);
    for (const id of world.foreignIds) expect(simulator.clients.secretsGenerated(id)).toBe(1);
  });

  it("leaves a client that a later run has doubled to a person", async () => {
    const world = await createWorld();
    const { simulator } = world.clients;
    await world.killUp(named(["one"]), { applied: 1 });
    await world.unlock();
    const doubled = leftOver(world, "one");
    (await world.clients.stack.up()).succeeded();
    const { one: existing } = await world.clients.ids();
    const shown = await world.recover(["--yes"]);
    expect(shown.code).toBe(7);
    expect(shown.stdout).toContain(doubled);
    expect(shown.stdout).not.toMatch(/delete/i);
    const reasons = [`the resource has another client by now: ${existing}`];
    expect((await world.report()).creations).toMatchObject([{ verdict: "undecided", reasons }]);
    expect(simulator.clients.secretsGenerated(doubled)).toBe(1);
    expect(await world.report(["--yes", "--delete", doubled])).toMatchObject({ exitCode: 0, errors: [] });
    await expectFinished(world, ["one"]);
    expect((await world.clients.ids()).one).toBe(existing);
  });

  it("is certain of what carries the ownership mark of the resource, even where the engine forgot that it began", async () => {
    const world = await createWorld({ config: { "genesyscloud:ownershipMark": "true" } });
    await world.addProject("billing", { theirs: { ...APP, name: "one" } });
    const theirs = foreign(world, "one");
    await world.killUp(named(["one"]), { applied: 1 }, /dynamic-provider/);
    const id = leftOver(world, "one");
    const { creations, exitCode } = await world.report(["--yes"]);
    expect([exitCode, creations]).toMatchObject([
      0,
      [{ origin: "planned", verdict: "take", clientId: id, isDone: true }],
    ]);
    await expectFinished(world, ["one"]);
    expect(world.clients.simulator.clients.secretsGenerated(theirs)).toBe(1);
    expect(world.clients.simulator.clients.secretsGenerated(id)).toBe(2);
  });

  it("takes a client by name that Genesys Cloud keeps in another form, and shows no drift after", async () => {
    const world = await createWorld({ variants: ["redirect-uri-gets-slash", "name-trimmed"] });
    await world.killUp({ one: { ...APP, name: " one " } }, { applied: 1 });
    await world.unlock();
    const id = leftOver(world, "one");
    const { creations } = await world.report(["--yes"]);
    expect(creations).toMatchObject([
      { verdict: "undecided", candidates: [{ id, match: "similar", differs: ["name", "registeredRedirectUris"] }] },
    ]);
    expect((await world.recover(["--yes", "--take", `one=${id}`])).code).toBe(0);
    await expectFinished(world, ["one"]);
    expect((await world.clients.ids()).one).toBe(id);
  });

  it("brings back the clients of a lost state by name, with what the engine needs beside them", async () => {
    const world = await createWorld();
    const { clients } = world;
    await clients.apply(named(["one", "two"]));
    const ids = await clients.ids();
    await world.loseState();
    const { creations, exitCode } = await world.report(["--yes"]);
    expect(exitCode).toBe(7);
    expect(creations.map(({ origin, verdict }) => `${origin} ${verdict}`)).toEqual(Array(2).fill("planned undecided"));
    expect(clients.simulator.log.count({ method: "POST", route: SECRET })).toBe(0);
    const takes = Object.entries(ids).flatMap(([name, id]) => ["--take", `${name}=${id}`]);
    expect(await world.report(["--yes", ...takes])).toMatchObject({ exitCode: 0, errors: [] });
    await expectFinished(world, ["one", "two"]);
    expect(await clients.ids()).toEqual(ids);
  });
});
