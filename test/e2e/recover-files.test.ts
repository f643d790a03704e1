import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { QUIET } from "./client-stack.ts";
import { expectFinished, named, recoverWorlds } from "./recover-world.ts";

const { createWorld, closeWorlds } = recoverWorlds();
afterEach(closeWorlds);

const NAMES = ["one", "two", "three"];

describe("genesyscloud-oauth recover, where the engine can't read the state", () => {
  it("moves attributes away that SIGKILL has cut short: the state itself is whole", async () => {
    const world = await createWorld();
    await world.killUp(named(NAMES), { finished: 1, applied: 2 });
    // What a kill between the creation of this file and its only write leaves.
    const attributes = `${world.stateFile()}.attrs`;
    writeFileSync(attributes, "");
    const engine = await world.clients.stack.run(["cancel", "--yes"]);
    expect([engine.code, engine.stderr]).toEqual([1, "error: failed to load checkpoint: EOF\n"]);

    const before = world.fingerprint();
    for (const args of [[], ["test"]]) {
      const shown = await world.recover(args);
      expect([shown.code, shown.stdout]).toEqual([7, expect.stringMatching(/The state itself is\s+whole/)]);
      expect(shown.stdout).toContain(`mv '${attributes}' '${attributes}.broken-`);
    }
    expect(world.fingerprint()).toEqual(before);

    // The lock of the killed run is still there.
    const repaired = await world.report(["--yes"]);
    expect(repaired).toMatchObject({ exitCode: 1, brokenStates: [{ part: "attributes", isDone: true }] });
    expect(repaired.errors.join()).toContain("pulumi cancel --yes --stack test");
    expect(readFileSync(repaired.brokenStates[0]?.movedTo ?? "", "utf8")).toBe("");
    await world.unlock();
    expect(await world.report(["--yes"])).toMatchObject({ exitCode: 0, brokenStates: [] });
    await expectFinished(world, NAMES);
  });

  it.each([
    ["empty", ""],
    ["cut short", '{"version":3,"checkpoint":{"stack":"organization/program/test","latest":{"manifest":'],
  ])("goes back to the newest copy of a state that is %s, and keeps the broken file", async (_, broken) => {
    const world = await createWorld();
    await world.clients.apply(named(NAMES));
    const ids = await world.clients.ids();
    const file = world.stateFile();
    writeFileSync(file, broken);
    expect((await world.clients.stack.exportStack()).stderr).toContain("failed to load checkpoint");

    const shown = await world.recover();
    expect(shown.code).toBe(7);
    expect(shown.stdout).toContain(`mv '${file}' '${file}.broken-`);
    expect(shown.stdout).toMatch(new RegExp(`cp '[^']+' '${file}'`));
    const settled = await world.report(["--yes"]);
    expect(settled).toMatchObject({ exitCode: 0, brokenStates: [{ part: "state", file, isDone: true }], errors: [] });
    expect(readFileSync(settled.brokenStates[0]?.movedTo ?? "", "utf8")).toBe(broken);
    expect(await world.clients.ids()).toEqual(ids);
    expect(await world.clients.noise()).toEqual(QUIET);
  });

  it("leaves a broken state alone while the stack is locked", async () => {
    const world = await createWorld();
    await world.clients.apply(named(["one"]));
    writeFileSync(world.stateFile(), "");
    world.lock();
    const refused = await world.report(["--yes"]);
    expect(refused).toMatchObject({ exitCode: 1, errors: [expect.stringContaining("is being updated")] });
    expect(readFileSync(world.stateFile(), "utf8")).toBe("");
    expect(existsSync(refused.brokenStates[0]?.movedTo ?? "")).toBe(false);
  });
});
