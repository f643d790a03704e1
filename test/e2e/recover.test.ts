import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, type Variant } from "../../simulator/index.ts";
import { killStarted } from "../faults/engine-stack.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { placeRecordingPulumi } from "../harness/recording-pulumi.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import { anHourAgo, CLIENTS, FACES, MODULES, QUIET, SECRET } from "./client-stack.ts";
import { expectFinished, named, recoverWorlds } from "./recover-world.ts";

const { createWorld, closeWorlds } = recoverWorlds();
afterEach(closeWorlds);

const NAMES = ["one", "two", "three", "four", "five", "six", "seven"];

describe.each(FACES)("genesyscloud-oauth recover, after a run that was killed, %s face", (face) => {
  it("shows what is left over, changes nothing without --yes, and with it leaves one client a resource", async () => {
    const world = await createWorld({ face, clock: anHourAgo });
    const { clients } = world;
    await world.killUp(named(NAMES), { finished: 2, applied: 3, unapplied: 1 });
    expect(clients.simulator.clients.list()).toHaveLength(5);

    const locked = await world.recover();
    expect([locked.code, locked.stdout]).toEqual([1, expect.stringContaining("pulumi cancel --yes --stack test")]);
    await world.unlock();
    const before = world.fingerprint();
    clients.simulator.log.clear();
    const shown = await world.recover();
    expect(shown.code).toBe(7);
    expect(shown.stdout).toContain("Add --yes to settle 4 creations. Nothing has been changed.");
    expect(shown.stdout.match(/--yes takes/g)).toHaveLength(3);
    expect(world.fingerprint()).toEqual(before);
    expect(clients.simulator.log.count({ method: "POST", route: SECRET })).toBe(0);

    const { PATH, recorded } = await placeRecordingPulumi(clients.stack);
    const settled = await world.report(["--yes"], { PATH });
    expect(settled).toMatchObject({ result: "nothing", errors: [] });
    expect(settled.creations.map(({ verdict, isDone }) => `${verdict} ${isDone}`).toSorted()).toEqual([
      "drop true",
      ...Array<string>(3).fill("take true"),
    ]);
    expect(recorded()).toContain("stack import");
    expect(leakedSecrets(clients.simulator, recorded())).toEqual([]);
    expect(clients.simulator.log.count({ method: "POST", route: SECRET })).toBe(3);
    expect(await world.wrongSecrets()).toEqual([]);

    const [backup = "", ...more] = world.backups();
    expect([join(clients.stack.project, settled.backup ?? ""), more]).toEqual([backup, []]);
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(leakedSecrets(clients.simulator, world.allFiles())).toEqual([]);

    const settledFiles = world.fingerprint();
    const again = await world.recover(["--yes"]);
    expect([again.code, again.stdout]).toEqual([0, "Nothing to recover.\n"]);
    expect(world.fingerprint()).toEqual(settledFiles);
    expect(clients.simulator.log.count({ method: "POST", route: SECRET })).toBe(3);

    await expectFinished(world, NAMES);
    expect(await clients.noise()).toEqual(QUIET);
    // What was taken stands in the state as what was created in the usual way.
    expect(new Set(await world.shapes())).toHaveProperty("size", 1);
  });

  it("keeps inputs secret that are secret, also within objects", async () => {
    const hush = "a-value-that-nobody-may-read";
    const world = await createWorld({
      face,
      program: {
        file: "index.mjs",
        source: `import * as pulumi from "@pulumi/pulumi";
import { OAuthClient } from "${MODULES[face]}";
const hush = pulumi.secret(${JSON.stringify(hush)});
const inputs = { ...${JSON.stringify(APP)}, description: hush, extraProperties: { limits: { key: hush, size: 1 } } };
for (const name of ["one", "two"]) new OAuthClient(name, { ...inputs, name });
`,
      },
    });
    await world.killUp({}, { finished: 1, applied: 1 });
    await world.unlock();
    expect((await world.recover()).code).toBe(7);
    expect(await world.report(["--yes"])).toMatchObject({ result: "nothing", errors: [] });
    await expectFinished(world, ["one", "two"]);
    expect(new Set(await world.shapes()).size).toBe(1);
    const backups = world.backups().map((file) => readFileSync(file, "utf8"));
    const texts = [...world.printed, world.clients.stack.backendText(), ...backups];
    for (const text of texts) expect(text).not.toContain(hush);
  });
});

/** What follows is about the command, which does not ask which face made the clients. */
describe("genesyscloud-oauth recover, after a run that was killed", () => {
  it.each<readonly [string, readonly Variant[]]>([
    [
      "who created it is another user, and when is not told",
      ["created-by-user", "no-date-created", "listing-names-only"],
    ],
    ["who created it is not told", ["created-by-missing", "dates-with-offset", "ids-upper-case"]],
    ["nobody knows who we are", ["token-without-client", "created-by-user", "pages-of-two"]],
  ])("does so also where %s", async (_, variants) => {
    const world = await createWorld({ variants: [...variants] });
    const declared = { ...named(["one", "two"]), service: SERVICE, three: { ...APP, name: "three" } };
    await world.killUp(declared, { finished: 1, applied: 3 });
    await world.unlock();
    expect(await world.report(["--yes"])).toMatchObject({ result: "nothing", errors: [] });
    await expectFinished(world, Object.keys(declared));
  });

  it("takes twins in any assignment, and lets the next up create the one that is missing", async () => {
    const world = await createWorld();
    const { simulator } = world.clients;
    const twins = { first: APP, second: { ...APP, secretVersion: 2 } };
    // Equal clients are created one after the other, so it takes two killed runs to leave two behind.
    for (const count of [1, 2]) {
      await world.killUp(twins, { applied: 1, waiting: 1 });
      await world.unlock();
      expect(simulator.clients.list()).toHaveLength(count);
      const { creations, errors } = await world.report(count === 1 ? [] : ["--yes"]);
      const expected = count === 1 ? ["drop", "take"] : ["take", "take"];
      expect(creations.map(({ verdict }) => verdict).toSorted()).toEqual(expected);
      expect(errors).toEqual([]);
    }
    await expectFinished(world, Object.keys(twins));

    const more = { third: { ...APP, name: "More" }, fourth: { ...APP, name: "More" } };
    await world.killUp({ ...twins, ...more }, { applied: 1, waiting: 1 });
    await world.unlock();
    expect((await world.recover(["--yes"])).code).toBe(0);
    await expectFinished(world, [...Object.keys(twins), ...Object.keys(more)]);
    // Of the answered creations only: the one that was missing.
    expect(simulator.log.count({ method: "POST", route: CLIENTS })).toBe(1);
  });

  it("leaves a client whose secret is owed, where it is killed itself, and the next up generates the secret", async () => {
    const world = await createWorld();
    const { simulator } = world.clients;
    await world.killUp(named(["one", "two"]), { applied: 2 });
    await world.unlock();
    const { promise: generated, resolve } = Promise.withResolvers<void>();
    simulator.faults.add({
      route: SECRET,
      times: 2,
      action: { kind: "call", after: () => new Promise(() => resolve()) },
    });
    const run = world.recover(["--yes"]).catch(() => undefined);
    await generated;
    expect(await killStarted(/cli\/main\.js recover/)).toBe(1);
    await run;
    simulator.faults.clear();
    expect(await world.wrongSecrets()).toEqual(["one", "two"]);
    expect(await world.recover()).toMatchObject({ code: 0 });
    await expectFinished(world, ["one", "two"], ["one", "two"]);
  });

  it("says which secrets are still due when Genesys Cloud refuses to generate them", async () => {
    const world = await createWorld();
    world.clients.simulator.faults.add({ route: SECRET, action: { kind: "status", status: 403 } });
    const declared = named(["one", "two"]);
    await world.killUp(declared, { applied: 2 });
    await world.unlock();
    world.clients.simulator.faults.add({ route: SECRET, action: { kind: "status", status: 403 } });
    const { code, stdout } = await world.recover(["--yes"]);
    expect(code).toBe(1);
    expect(stdout).toContain("oauth:client:edit");
    expect(stdout).toContain("generates its");
    const wrong = await world.wrongSecrets();
    expect(wrong).toHaveLength(1);
    await expectFinished(world, Object.keys(declared), wrong);
  });

  it("loses nothing when the state can't be replaced, and names the backup", async () => {
    const world = await createWorld();
    const { simulator } = world.clients;
    await world.killUp(named(["one"]), { applied: 1 });
    await world.unlock();
    const state = world.clients.stack.stateFileText();
    // Another run begins after this one has read the state.
    simulator.faults.add({ method: "GET", route: CLIENTS, action: { kind: "call", before: () => world.lock() } });
    const result = await world.report(["--yes"]);
    expect(result.errors.join()).toContain("currently locked");
    expect(result.backup).toMatch(/before-recover/);
    expect(world.clients.stack.stateFileText()).toBe(state);
    expect(simulator.log.count({ method: "POST", route: SECRET })).toBe(0);
    await world.unlock();
    expect(await world.report(["--yes"])).toMatchObject({ result: "nothing", errors: [] });
    await expectFinished(world, ["one"]);
  });

  it("refuses another organisation, and another host", async () => {
    const world = await createWorld();
    await world.killUp(named(NAMES), { finished: 1, applied: 1 });
    await world.unlock();
    const before = world.fingerprint();
    const port = Number(new URL(world.clients.simulator.url).port);
    await world.clients.simulator.close();
    const organization = { id: crypto.randomUUID(), name: "Another organisation" };
    const other = await startSimulator({ port, organization });
    try {
      const wrong = await world.report(["--yes"]);
      expect(wrong).toMatchObject({ exitCode: 1, errors: [expect.stringContaining(organization.name)] });
      const elsewhere = await world.report(["--yes"], { GENESYSCLOUD_API_URL: "http://127.0.0.1:9" });
      expect(elsewhere).toMatchObject({ exitCode: 1, errors: [expect.stringContaining("http://127.0.0.1:9")] });
      expect(other.log.all().filter(({ route }) => route.startsWith("/api/v2/oauth"))).toEqual([]);
      expect(world.fingerprint()).toEqual(before);
    } finally {
      await other.close();
    }
  });

  it("waits for clients that are not visible yet before it believes that there are none", async () => {
    const world = await createWorld({
      consistencyWindowMs: 0,
      config: { "genesyscloud:consistencyWindowSeconds": "3" },
    });
    const { simulator } = world.clients;
    await world.killUp(named(["one"]), { applied: 1 });
    await world.unlock();
    const [client] = simulator.clients.list();
    // The first three listings are of before it became visible.
    simulator.faults.add({
      method: "GET",
      route: CLIENTS,
      times: 3,
      action: {
        kind: "status",
        status: 200,
        body: { entities: [], pageSize: 25, pageNumber: 1, pageCount: 1, total: 0 },
      },
    });
    expect(await world.report(["--yes"])).toMatchObject({ creations: [{ verdict: "take", clientId: client?.id }] });
    await expectFinished(world, ["one"]);
  });
});
