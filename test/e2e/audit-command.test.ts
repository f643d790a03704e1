import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { leakedSecrets } from "../harness/leaks.ts";
import type { CommandResult } from "../harness/pulumi.ts";
import { APP } from "../harness/sample-clients.ts";
import { FACES } from "./client-stack.ts";
import { DriftWorld, HUSH, VIEWER } from "./drift-command-world.ts";

const schema = JSON.parse(readFileSync(new URL("../../docs/audit-report.schema.json", import.meta.url), "utf8"));
const DAY_MS = 86_400_000;

const report = z.looseObject({
  organizations: z.array(z.looseObject({ clients: z.number(), rules: z.array(z.looseObject({ id: z.string() })) })),
  stacks: z.array(z.looseObject({ name: z.string(), errors: z.array(z.string()) })),
  findings: z.array(
    z.looseObject({
      rule: z.string(),
      client: z.object({ id: z.string(), name: z.string() }),
      what: z.string(),
      managedBy: z.object({ stack: z.string(), resource: z.string(), directory: z.string() }).optional(),
    }),
  ),
});

const state = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(z.looseObject({ urn: z.string(), outputs: z.record(z.string(), z.unknown()).optional() })),
  }),
});

/** The rules that only a stack makes possible. The login may not read roles, and usage is tested elsewhere. */
const STACK_RULES = ["--rules", "old-secret,unmanaged"];

describe.each(FACES)("genesyscloud-oauth audit of stacks, %s face", (face) => {
  let world: DriftWorld;

  const audit = async (args: string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> => {
    const result = await world.command(["audit", ...args], env);
    expect(leakedSecrets(world.clients.simulator, result.output)).toEqual([]);
    for (const secret of [HUSH, VIEWER.clientSecret]) expect(result.output).not.toContain(secret);
    return result;
  };

  const parsed = (text: string) => {
    const document: unknown = JSON.parse(text);
    const ajv = new Ajv({ allErrors: true });
    ajv.validate(schema, document);
    expect(ajv.errors ?? []).toEqual([]);
    return report.parse(document);
  };

  const found = (text: string) => parsed(text).findings.map(({ rule, client }) => `${rule} ${client.name}`);

  /** Records for resources of the stack `test` when their secrets were made; undefined takes the record away. */
  const recordSecretDates = async (dates: Record<string, string | undefined>) => {
    const { stack } = world.clients;
    const exported = state.parse((await stack.exportStack()).succeeded().json());
    for (const { urn, outputs = {} } of exported.deployment.resources) {
      const name = urn.split("::").at(-1) ?? "";
      if (!Object.hasOwn(dates, name)) continue;
      delete outputs.secretDate;
      if (dates[name] !== undefined) outputs.secretDate = dates[name];
    }
    (await stack.run(["stack", "import"], { input: JSON.stringify(exported) })).succeeded();
  };

  beforeAll(async () => {
    const declared = {
      fresh: { ...APP, name: "fresh" },
      stale: { ...APP, name: "stale" },
      unrecorded: { ...APP, name: "unrecorded" },
      retired: { ...APP, name: "retired", state: "inactive" },
    };
    world = await DriftWorld.create(declared, { face });
    const { simulator } = world.clients;
    simulator.clients.create({ name: "Made by hand" });
    // Two days later, with dates of another age in the state.
    simulator.clock.advance(2 * DAY_MS);
    const daysAgo = (days: number) => new Date(simulator.clock.now() - days * DAY_MS).toISOString();
    await recordSecretDates({
      fresh: daysAgo(0.5),
      stale: daysAgo(400),
      retired: daysAgo(400),
      unrecorded: undefined,
      // The one with a secret description.
      hush: daysAgo(1),
    });
  });

  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  it("finds old secrets by the date in the state, and clients that no stack has, and writes nothing", async () => {
    const before = world.fingerprint();
    const { code, stdout, stderr } = await audit(["--json", ...STACK_RULES]);
    expect([code, stderr]).toEqual([7, ""]);
    expect(world.fingerprint()).toEqual(before);
    expect(found(stdout)).toEqual(["old-secret stale", "unmanaged Made by hand"]);
    const { findings, organizations, stacks } = parsed(stdout);
    expect(findings[0]).toMatchObject({
      what: expect.stringMatching(/^Its secret is 400 days old/),
      managedBy: { stack: "program/test", resource: "stale", directory: "." },
    });
    expect(stacks).toMatchObject([{ name: "program/test", clients: 5, errors: [] }]);
    expect(organizations[0]?.rules).toContainEqual(expect.objectContaining({ id: "unused", status: "off" }));
  });

  it("reports no client whose date is not recorded, and says how many there are once they could be too old", async () => {
    const { stdout } = await audit(["test", "--json", ...STACK_RULES, "--secret-days", "1"]);
    expect(found(stdout).filter((finding) => finding.startsWith("old-secret"))).toEqual([
      "old-secret Hush",
      "old-secret stale",
    ]);
    expect(parsed(stdout).organizations[0]?.rules).toContainEqual(
      expect.objectContaining({ id: "old-secret", status: "checked", clients: 3, unknown: 1 }),
    );
    const table = await audit(["test", ...STACK_RULES, "--secret-days", "1"]);
    expect(table.stdout).toContain("old-secret: unknown for 1 client");
  });

  it("knows the clients of every stack that is given, also in other folders", async () => {
    await world.addStack("prod", "billing", "billing");
    const alone = await audit(["test", "--json", ...STACK_RULES]);
    expect(found(alone.stdout)).toContain("unmanaged billing");
    const all = await audit(["test", "billing#prod", "--json", ...STACK_RULES]);
    expect(found(all.stdout)).toEqual(["old-secret stale", "unmanaged Made by hand"]);
    const sarif = await audit(["billing#prod", "--sarif", "--managed-only", "--rules", "all-divisions,inactive"]);
    expect(JSON.parse(sarif.stdout).runs[0].results).toEqual([]);
  });

  // The rest is about the command, which does not ask which face made the clients.
  if (face !== "dynamic") return;

  it("looks only at the clients of the stacks with --managed-only, and at no stack with --no-stack", async () => {
    const managed = await audit(["test", "--json", "--managed-only", "--rules", "no-redirect-uri,inactive"]);
    expect(found(managed.stdout)).toEqual(["inactive retired"]);
    expect(parsed(managed.stdout).organizations[0]?.clients).toBe(5);
    const all = await audit(["--json", "--no-stack", "--rules", "no-redirect-uri"], { PATH: "/nowhere" });
    expect(found(all.stdout)).toEqual(["no-redirect-uri Made by hand"]);
    expect(parsed(all.stdout).stacks).toEqual([]);
  });

  it("audits the organisation alone where no stack is selected", async () => {
    const home = join(world.clients.stack.home, "fresh");
    const { code, stdout } = await audit(["--json", ...STACK_RULES], { PULUMI_HOME: home });
    expect(code).toBe(0);
    expect(parsed(stdout).organizations[0]?.rules).toContainEqual(
      expect.objectContaining({ id: "old-secret", status: "needsStack" }),
    );
  });

  it("still reports the rest when a stack can't be read, and calls no client unmanaged then", async () => {
    const { code, stdout } = await audit(["nope", "test", "--json", ...STACK_RULES]);
    expect(code).toBe(1);
    expect(found(stdout)).toEqual(["old-secret stale"]);
    const { stacks, organizations } = parsed(stdout);
    expect(stacks).toMatchObject([{ errors: ["no stack named 'nope' found"] }, { name: "program/test", errors: [] }]);
    expect(organizations[0]?.rules).toContainEqual(expect.objectContaining({ id: "unmanaged", status: "notChecked" }));
  });

  it("says what is missing when there is no engine or no passphrase", async () => {
    const without = await audit([], { PATH: "/nowhere" });
    expect([without.code, without.stdout]).toEqual([1, expect.stringContaining("pulumi CLI was not found on PATH")]);
    const locked = await audit(["test"], { PULUMI_CONFIG_PASSPHRASE: "another" });
    expect([locked.code, locked.stdout]).toEqual([1, expect.stringContaining("incorrect passphrase")]);
  });

  it("writes every format without a secret of the stack", async () => {
    const formats = ["json", "markdown", "junit", "sarif"];
    const files = formats.map((format) => join(world.clients.stack.home, `audit.${format}`));
    writeFileSync(join(world.clients.stack.project, "genesyscloud-audit.yaml"), "skipRules: [broad-role, unused]\n");
    const { code } = await audit(["test", ...formats.map((format, index) => `--${format}=${files[index]}`)]);
    expect(code).toBe(7);
    for (const file of files) {
      const text = readFileSync(file, "utf8");
      expect(text).toContain("stale");
      expect(leakedSecrets(world.clients.simulator, text)).toEqual([]);
      expect(text).not.toContain(HUSH);
    }
  });
});
