import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { XMLValidator } from "fast-xml-parser";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { OTHER_USER_ID } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import type { CommandResult } from "../harness/pulumi.ts";
import { APP } from "../harness/sample-clients.ts";
import { CLIENTS, FACES } from "./client-stack.ts";
import { DriftWorld, HUSH, VIEWER } from "./drift-command-world.ts";

const schema = JSON.parse(readFileSync(new URL("../../docs/drift-report.schema.json", import.meta.url), "utf8"));

const report = z.object({
  stacks: z.array(z.object({ name: z.string(), findings: z.number(), errors: z.array(z.string()) })),
  findings: z.array(
    z.looseObject({
      kind: z.string(),
      resource: z.object({ name: z.string() }).optional(),
      client: z.object({ name: z.string() }).optional(),
      property: z.string().optional(),
    }),
  ),
  unmanaged: z.string(),
});

const NAMES = ["edited", "gone", "pending", "disabled", "quiet"];
const DECLARED = Object.fromEntries(NAMES.map((name) => [name, { ...APP, name }]));

describe.each(FACES)("genesyscloud-oauth drift, %s face", (face) => {
  let world: DriftWorld;
  let ids: Record<string, string>;
  const results: CommandResult[] = [];

  const drift = async (args: string[], env: NodeJS.ProcessEnv = {}) => {
    world.clients.simulator.log.clear();
    const result = await world.drift(args, env);
    results.push(result);
    return result;
  };

  const parsed = (text: string) => {
    const document: unknown = JSON.parse(text);
    const ajv = new Ajv({ allErrors: true });
    ajv.validate(schema, document);
    expect(ajv.errors ?? []).toEqual([]);
    return report.parse(document);
  };

  /** `changed edited scopes`, `unmanaged By hand`. */
  const found = (text: string) =>
    parsed(text).findings.map(({ kind, resource, client, property }) =>
      [kind, resource?.name ?? client?.name, property].filter((part) => part !== undefined).join(" "),
    );

  beforeAll(async () => {
    world = await DriftWorld.create(DECLARED, { face, config: { thing: "true" } });
    ids = await world.clients.ids();
  });

  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  afterEach(() => {
    world.clients.simulator.faults.clear();
    for (const { output } of results.splice(0)) {
      expect(leakedSecrets(world.clients.simulator, output)).toEqual([]);
      for (const secret of [HUSH, VIEWER.clientSecret]) expect(output).not.toContain(secret);
    }
  });

  it("is quiet after up, whatever order lists come in and whatever dates and authors change", async () => {
    for (const id of Object.values(ids)) world.clients.simulator.clients.edit(id, {});
    const result = await drift([]);
    expect(result.stderr).toBe("");
    expect(result.stdout).toBe("program/test: no drift in 7 resources\n\nNo drift in 1 stack\n");
    expect(result.code).toBe(0);
    // Its own: a login, whose token it is, one page. The rest is the engine's refresh.
    expect(world.clients.simulator.log.count({ method: "POST" })).toBe(2);
    expect(world.clients.simulator.log.count()).toBeLessThanOrEqual(10);
  });

  it("finds every kind, names property, expected and actual, and writes nothing", async () => {
    const { simulator, stack } = world.clients;
    const foreign = simulator.clients.create({ name: "Foreign", scope: APP.scopes });
    const { scopes: scope, registeredRedirectUris: registeredRedirectUri } = APP;
    const adopted = simulator.clients.create({
      name: "adopted",
      authorizedGrantType: "CODE",
      scope,
      registeredRedirectUri,
    });
    await stack.setConfig("foreign", foreign.id);
    await world.clients.apply({ ...DECLARED, adopted: { ...APP, name: "adopted", adopt: adopted.id } });
    world.clients.letAnHourPass();
    const { edited = "", gone = "", pending = "", disabled = "", hush = "" } = await world.clients.ids();
    simulator.clients.edit(edited, { scope: ["users", "analytics:readonly"], description: "By hand" });
    simulator.clients.edit(hush, {
      description: "no secret any more",
      registeredRedirectUri: [`https://app.example.com/${HUSH}`],
    });
    simulator.clients.remove(gone);
    const dateToDelete = new Date(simulator.clock.now() + 5 * 86_400_000).toISOString();
    simulator.clients.edit(pending, { state: "inactive", dateToDelete });
    simulator.clients.edit(disabled, { state: "disabled" });
    simulator.clients.edit(foreign.id, { description: "not ours to judge" });
    simulator.clients.create({ name: "Made by hand", createdBy: { id: OTHER_USER_ID } });
    simulator.clients.create({ name: "Locked", state: "disabled" });

    const before = world.fingerprint();
    const result = await drift(["--json"], { DRIFTED_SIZE: "tiny" });
    expect(world.fingerprint()).toEqual(before);
    expect(result.code).toBe(7);
    expect(found(result.stdout)).toEqual([
      "secretUnknown adopted",
      "disabled disabled",
      "changed edited description",
      "changed edited scopes",
      "deleted gone",
      "changed hush description",
      "changed hush registeredRedirectUris",
      "pendingDeletion pending",
      "changed thing size",
      "unmanaged Foreign",
      "unmanaged Made by hand",
    ]);
    const { findings } = parsed(result.stdout);
    expect(findings).toContainEqual(
      expect.objectContaining({ property: "scopes", expected: APP.scopes, actual: ["analytics:readonly", "users"] }),
    );
    expect(findings).toContainEqual(expect.objectContaining({ property: "size", expected: "large", actual: "tiny" }));
    expect(findings).toContainEqual(expect.objectContaining({ kind: "pendingDeletion", dateToDelete }));
    expect(findings.filter(({ secret }) => secret)).toMatchObject([
      { expected: "[secret]", actual: "[secret]" },
      { expected: "[secret]", actual: "[secret]" },
    ]);
    expect(simulator.log.table()).toMatchObject({ "POST /oauth/token": 2 });
  });

  it("writes every format beside the table, filters, and leaves out what it is told to", async () => {
    const files = ["json", "markdown", "junit"].map((format) => join(world.clients.stack.home, `drift.${format}`));
    const formats = ["json", "markdown", "junit"].map((format, index) => `--${format}=${files[index]}`);
    const result = await drift([...formats, "--unmanaged-name", "^Made", "--no-unknown-secrets"]);
    const [json = "", markdown = "", junit = ""] = files.map((file) => readFileSync(file, "utf8"));
    expect(result.code).toBe(7);
    expect(result.stdout.trimEnd().split("\n").at(-1)).toBe("8 findings in 1 stack");
    expect(found(json).filter((finding) => /unmanaged|secretUnknown/.test(finding))).toEqual([
      "unmanaged Made by hand",
    ]);
    expect(markdown).toMatch(/^## Drift: 8 findings in 1 stack\n/);
    expect(markdown).toContain("| `Made by hand` |");
    expect(XMLValidator.validate(junit)).toBe(true);
    expect(junit).toContain(`tests="10" failures="6" errors="0"`);
    for (const text of [json, markdown, junit]) {
      expect(leakedSecrets(world.clients.simulator, text)).toEqual([]);
      expect(text).not.toContain(HUSH);
    }
    const narrow = await drift(["--no-unmanaged", "--json"]);
    expect(parsed(narrow.stdout).unmanaged).toBe("notAskedFor");
    expect(world.clients.simulator.log.count({ method: "POST" })).toBe(1);
  });

  // The rest is about the command, which does not ask which face made the clients.
  if (face !== "dynamic") return;

  it("checks several stacks at once: what one of them has is not unmanaged", async () => {
    await world.addStack("prod", ".", "production");
    await world.addStack("prod", "billing", "billing");
    const alone = await drift(["test", "--json"]);
    expect(found(alone.stdout).filter((finding) => finding.startsWith("unmanaged"))).toHaveLength(4);
    const all = await drift(["test", "prod", "billing#prod", "--json"]);
    expect(all.code).toBe(7);
    expect(parsed(all.stdout).stacks.map(({ name, findings }) => `${name} ${findings}`)).toEqual([
      "program/test 8",
      "program/prod 0",
      "billing/prod 0",
    ]);
    expect(found(all.stdout).filter((finding) => finding.startsWith("unmanaged"))).toEqual([
      "unmanaged Foreign",
      "unmanaged Made by hand",
    ]);
    // One login of each engine, and one of the command for all three, which share a configuration.
    expect(world.clients.simulator.log.count({ method: "POST" })).toBe(4);
  });

  it("still reports the others when a stack can't be checked, and ends with 1", async () => {
    const result = await drift(["nope", "prod", "nowhere#prod", "--json"]);
    const { stacks, unmanaged } = parsed(result.stdout);
    expect(result.code).toBe(1);
    expect(stacks).toMatchObject([
      { errors: ["no stack named 'nope' found"] },
      { name: "program/prod", errors: [] },
      { errors: ["The folder nowhere does not exist."] },
    ]);
    expect(unmanaged).toBe("unknown");
  });

  it("is broken, not drifted, when Genesys Cloud refuses, and repeats no secret that it is told", async () => {
    const wrong = await drift(["prod"], { GENESYSCLOUD_OAUTHCLIENT_SECRET: "a-planted-wrong-login-secret" });
    expect(wrong.code).toBe(1);
    expect(wrong.output).toContain("Cannot log in to Genesys Cloud");
    expect(wrong.output).not.toContain("a-planted-wrong-login-secret");
    expect(wrong.output).not.toMatch(/deleted/);

    // A client that is adopted or only read has none, and may come first in the state.
    const secrets = Object.values(await world.clients.stored()).flatMap(({ secret }) => secret || []);
    const message = `Refused: ${[...secrets, HUSH].join(", ")}`;
    world.clients.simulator.faults.add({
      route: CLIENTS,
      times: Number.POSITIVE_INFINITY,
      action: { kind: "status", status: 400, message },
    });
    const echoed = await drift(["test", "--markdown"]);
    expect(echoed.code).toBe(1);
    expect(echoed.stdout).toContain("Refused: [redacted], ");
  });

  it("says what is missing when there is no engine, an old one, no passphrase or no selected stack", async () => {
    const { home } = world.clients.stack;
    const without = await drift([], { PATH: "/nowhere" });
    expect([without.code, without.stdout]).toEqual([1, expect.stringContaining("pulumi CLI was not found on PATH")]);
    writeFileSync(join(home, "pulumi"), "#!/bin/sh\necho v3.226.0\n", { mode: 0o755 });
    const old = await drift([], { PATH: `${home}:/usr/bin:/bin` });
    expect([old.code, old.stdout]).toEqual([
      1,
      expect.stringContaining("version 3.226.0, which is too old. Install 3.227.0"),
    ]);
    const locked = await drift(["test"], { PULUMI_CONFIG_PASSPHRASE: "another" });
    expect([locked.code, locked.stdout]).toEqual([1, expect.stringContaining("incorrect passphrase")]);
    const unselected = await drift([], { PULUMI_HOME: join(home, "fresh") });
    expect([unselected.code, unselected.stdout]).toEqual([1, expect.stringContaining("No stack is selected")]);
  });

  it("lists the organisation once, page by page, and hands the listing to the engine's provider process", async () => {
    const { clients } = world.clients.simulator;
    for (let index = 0; index < 60; index++) clients.create({ name: `Filler ${index}` });
    const pages = Math.ceil(clients.list().length / 25);
    expect(pages).toBeGreaterThan(2);
    const result = await drift(["test", "--unmanaged-name", "^Made", "--json"]);
    expect(found(result.stdout)).toContain("unmanaged Made by hand");
    expect(world.clients.simulator.log.count({ method: "GET", route: CLIENTS })).toBe(pages);
    // Without our own listing, the provider process needs one. How many of its pages depends on when the engine's reads arrive.
    await drift(["test", "--no-unmanaged"]);
    expect(world.clients.simulator.log.count({ method: "GET", route: CLIENTS })).toBeGreaterThan(0);
  });

  it("says so if another stack was selected meanwhile, and does not mix the two up", async () => {
    const { home } = world.clients.stack;
    const list = JSON.stringify([{ name: "prod", current: true }]);
    const other = `#!/bin/sh\n[ "$1 $2" = "stack ls" ] && echo '${list}' && exit\nPATH="\${PATH#*:}" exec pulumi "$@"\n`;
    writeFileSync(join(home, "pulumi"), other, { mode: 0o755 });
    const result = await drift([], { PATH: `${home}:${world.path}` });
    rmSync(join(home, "pulumi"));
    expect([result.code, result.stdout]).toEqual([1, expect.stringContaining("Another stack was selected")]);
  });

  it.each([
    [["--json", "--junit"], "only one format can go to standard output"],
    [["--json", "test"], "put stacks before the options"],
    [["--unmanaged-name", "("], "Unterminated group"],
    [["--markdwn"], "unknown option"],
  ])("refuses %j as wrong usage", async (args, message) => {
    const result = await drift(args);
    expect([result.code, result.stdout]).toEqual([2, ""]);
    expect(result.stderr).toContain(message);
    expect(world.clients.simulator.log.count()).toBe(0);
  });

  it("leaves no settings file where there was none", async () => {
    rmSync(join(world.clients.stack.project, "Pulumi.test.yaml"));
    const before = world.fingerprint();
    expect((await drift(["test", "--no-unmanaged"])).code).toBe(7);
    expect(world.fingerprint()).toEqual(before);
  });
});
