import { describe, expect, it } from "vitest";
import type { Simulator } from "../../simulator/index.ts";
import { FAST_CONFIG, killStarted, manyClients, orphansOf, PROVIDER_PROCESS } from "../faults/engine-stack.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { APP } from "../harness/sample-clients.ts";
import {
  anHourAgo,
  CLIENTS,
  type ClientStack,
  createClientStack,
  FACES,
  MODULES,
  QUIET,
  settingKey,
} from "./client-stack.ts";

const DECLARED = { app: { ...APP, description: "ours" } };

const switchTo = async ({ stack, face }: ClientStack, isOn: boolean) =>
  (await stack.run(["config", "set", settingKey(face, "ownershipMark"), String(isOn)])).succeeded();

/** The descriptions of the clients as Genesys Cloud has them. */
const descriptions = ({ clients }: Simulator) => clients.list().map(({ description }) => description);

describe.each(FACES)("the ownership mark of a stack, %s face", (face) => {
  it("is switched on, kept, restored, and switched off, each by one update that shows nothing else", async () => {
    await using world = await createClientStack({ face, clock: anHourAgo });
    const { simulator } = world;
    await world.apply(DECLARED);
    const { app } = await world.stored();
    const mark = "[pulumi:program/test/app]";

    await switchTo(world, true);
    expect(await world.previewOf(DECLARED)).toEqual({ app: "update ownershipMark" });
    const { stdout } = await world.apply(DECLARED);
    expect(descriptions(simulator)).toEqual([`ours ${mark}`]);
    expect(leakedSecrets(simulator, stdout)).toEqual([]);
    expect(await world.noise()).toEqual(QUIET);
    const marked = await world.stored();
    expect(marked.app).toMatchObject({ id: app?.id, secret: app?.secret, outputs: { description: "ours" } });

    simulator.clients.edit(app?.id ?? "", { description: "ours" });
    expect(await world.drift()).toEqual({ code: 7, changes: { app: "update ownershipMark" } });
    (await world.stack.up({ refresh: true })).succeeded();
    expect(descriptions(simulator)).toEqual([`ours ${mark}`]);

    (await world.stack.run(["stack", "rename", "renamed"])).succeeded();
    expect(await world.applied(DECLARED)).toEqual({ app: "update ownershipMark" });
    expect(descriptions(simulator)).toEqual(["ours [pulumi:program/renamed/app]"]);

    await switchTo(world, false);
    expect(await world.applied(DECLARED)).toEqual({ app: "update ownershipMark" });
    expect(descriptions(simulator)).toEqual(["ours"]);
    expect(await world.noise()).toEqual(QUIET);
    expect((await world.stored()).app?.secret).toBe(app?.secret);
  });

  it("leaves no doubt about the equal clients of a second stack, which it can't adopt", async () => {
    await using world = await createClientStack({
      face,
      clock: anHourAgo,
      config: { "genesyscloud:ownershipMark": "true" },
    });
    const { simulator, stack } = world;
    await world.apply(DECLARED);
    const [first] = simulator.clients.list();
    const secret = simulator.clients.secretOf(first?.id ?? "");
    (await stack.run(["stack", "init", "second"])).succeeded();
    await switchTo(world, true);
    const up = await world.apply(DECLARED);
    expect(up.output).not.toContain("Another OAuth client");
    expect(descriptions(simulator).sort()).toEqual([
      "ours [pulumi:program/second/app]",
      "ours [pulumi:program/test/app]",
    ]);
    expect(simulator.clients.secretOf(first?.id ?? "")).toBe(secret);

    stack.writeProgram(
      "index.mjs",
      `import { OAuthClient } from "${MODULES[face]}";
       new OAuthClient("taken", ${JSON.stringify(DECLARED.app)}, { import: "${first?.id}" });`,
    );
    const adoption = await stack.up();
    expect(adoption.code).not.toBe(0);
    expect(adoption.output).toContain("program/test (app) manages it");
  });

  it("is no property that a program can write, whether the setting is on or off", async () => {
    await using world = await createClientStack({ face });
    for (const isOn of [false, true]) {
      await switchTo(world, isOn);
      world.declare({ app: { ...APP, ownershipMark: "other/dev/app" } });
      const { code, output } = await world.stack.up();
      expect(code).not.toBe(0);
      expect(output).toMatch(/ownershipMark.*is not a property/);
    }
    expect(world.simulator.clients.list()).toEqual([]);
  });

  it("must name one resource: two of the same name end the program", async () => {
    await using world = await createClientStack({ face, config: { "genesyscloud:ownershipMark": "true" } });
    world.stack.writeProgram(
      "index.mjs",
      `import { ComponentResource } from "@pulumi/pulumi";
       import { OAuthClient } from "${MODULES[face]}";
       for (const type of ["my:a:A", "my:b:B"]) {
         new OAuthClient("app", ${JSON.stringify(APP)}, { parent: new ComponentResource(type, "parent") });
       }`,
    );
    const { code, output } = await world.stack.preview();
    expect(code).not.toBe(0);
    expect(output).toContain('Two resources are named "app"');
  });
});

describe.each(FACES)("with the ownership mark, SIGKILL in an up of 20, %s face", (face) => {
  it("needs nothing but the next up, which takes over each left-over client with a new secret", async () => {
    const count = 20;
    await using world = await createClientStack({
      face,
      config: { ...FAST_CONFIG, "genesyscloud:ownershipMark": "true" },
      latencyMs: 20,
    });
    const { simulator, stack } = world;
    world.declare(manyClients(count));
    const up = stack.start(["up", "--yes", "--skip-preview"]);
    const ended = up.result.then(
      ({ code }) => code,
      () => "killed",
    );
    let killed = 0;
    simulator.faults.add({
      method: "POST",
      route: CLIENTS,
      skip: 9,
      action: {
        kind: "call",
        after: async () => {
          killed = await killStarted(PROVIDER_PROCESS[face]);
        },
      },
    });
    expect(await ended).not.toBe(0);
    expect(killed).toBeGreaterThan(0);
    const before = simulator.clients.list().length;
    const leftOver = orphansOf(world, await world.stored());
    expect(leftOver.length).toBeGreaterThan(0);

    simulator.log.clear();
    const { output } = (await stack.up()).succeeded();
    expect(leakedSecrets(simulator, output)).toEqual([]);
    expect(simulator.clients.list()).toHaveLength(count);
    const stored = await world.stored();
    expect(orphansOf(world, stored)).toEqual([]);
    expect(simulator.log.count({ method: "POST", route: CLIENTS })).toBe(count - before);
    for (const { id, secret } of Object.values(stored)) expect(secret).toBe(simulator.clients.secretOf(id));
    for (const id of leftOver) expect(simulator.clients.secretsGenerated(id)).toBe(2);
    expect(await world.noise()).toEqual(QUIET);
  });
});
