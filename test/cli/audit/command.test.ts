import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { XMLValidator } from "fast-xml-parser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  type ClientSeed,
  DEFAULT_LOGIN,
  DIVISION_IDS,
  ROLE_IDS,
  type Simulator,
  type SimulatorOptions,
  simulatorEnvironment,
  startSimulator,
} from "../../../simulator/index.ts";
import { leakedSecrets } from "../../harness/leaks.ts";
import { type Ended, run } from "../command.ts";

const schema = JSON.parse(readFileSync(new URL("../../../docs/audit-report.schema.json", import.meta.url), "utf8"));

const report = z.looseObject({
  organizations: z.array(
    z.looseObject({
      rules: z.array(z.looseObject({ id: z.string(), status: z.string(), reason: z.string().optional() })),
    }),
  ),
  findings: z.array(z.looseObject({ rule: z.string(), client: z.object({ name: z.string() }) })),
  errors: z.array(z.string()),
});

const DAY_MS = 86_400_000;
const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const OLD = { dateCreated: daysFromNow(-400) };
const USED_ID = "00000000-0000-4000-8000-000000000001";
const role = (roleId: string, divisionId: string = DIVISION_IDS.home) => ({ roleId, divisionId });

/** One client for each rule that needs no stack, one that is fine, and one that Genesys Cloud support has locked. */
const CLIENTS: ClientSeed[] = [
  {
    ...OLD,
    id: USED_ID,
    name: "Fine",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    roleDivisions: [role(ROLE_IDS.employee)],
  },
  { name: "Broad", authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions: [role(ROLE_IDS.masterAdmin)] },
  { name: "Plain", registeredRedirectUri: ["http://app.example.com/callback", "http://localhost:3000/"] },
  { ...OLD, name: "Unused", registeredRedirectUri: ["https://app.example.com/callback"] },
  { name: "Implicit", authorizedGrantType: "TOKEN", registeredRedirectUri: ["https://app.example.com/callback"] },
  {
    name: "Long",
    accessTokenValiditySeconds: 200_000,
    registeredRedirectUri: ["https://app.example.com/callback"],
  },
  {
    name: "Everywhere",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    roleDivisions: [role(ROLE_IDS.employee, "*")],
  },
  { name: "Nowhere", authorizedGrantType: "CODE" },
  { name: "Deleted", state: "inactive", dateToDelete: daysFromNow(5) },
  { name: "Asleep", state: "inactive", registeredRedirectUri: ["https://app.example.com/callback"] },
  { ...OLD, name: "Locked", state: "disabled", authorizedGrantType: "TOKEN" },
];

const FOUND = [
  "broad-role Broad",
  "http-redirect-uri Plain",
  "unused Unused",
  "token-grant Implicit",
  "long-validity Long",
  "all-divisions Everywhere",
  "no-redirect-uri Nowhere",
  "pending-deletion Deleted",
  "inactive Asleep",
];

const USAGE = [
  { clientId: USED_ID, date: daysFromNow(-2), templateUri: "/api/v2/users", httpMethod: "GET", status200: 1 },
];

/** A folder without a project. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "audit-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function startWith(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({
    usagePollsUntilComplete: 0,
    seed: { clients: CLIENTS, usage: USAGE },
    ...options,
  });
  const audit = async (args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ended> => {
    simulator.log.clear();
    const ended = await run(["audit", "--cwd", folder, ...args], { ...simulatorEnvironment(simulator.url), ...env });
    expect(leakedSecrets(simulator, ended.stdout + ended.stderr)).toEqual([]);
    requireReadOnly(simulator);
    return ended;
  };
  return { simulator, audit, [Symbol.asyncDispose]: () => simulator.close() };
}

/** A login and the questions for usage are the only requests that are not a GET. */
function requireReadOnly({ log }: Simulator): void {
  const writes = log
    .all()
    .filter(({ method, route }) => method !== "GET" && !/\/oauth\/token|usage\/query$/.test(route));
  expect(writes).toEqual([]);
}

function parsed(text: string) {
  const document: unknown = JSON.parse(text);
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(schema, document);
  expect(ajv.errors ?? []).toEqual([]);
  return report.parse(document);
}

const found = (text: string) => parsed(text).findings.map(({ rule, client }) => `${rule} ${client.name}`);
const ruleIn = (text: string, id: string) => parsed(text).organizations[0]?.rules.find((rule) => rule.id === id);

describe("genesyscloud-oauth audit of an organisation", () => {
  it("finds what each rule is about, and nothing else", async () => {
    await using world = await startWith();
    const { code, stdout, stderr } = await world.audit(["--json"]);
    expect(stderr).toBe("");
    expect(found(stdout)).toEqual(FOUND);
    expect(code).toBe(7);
    expect(ruleIn(stdout, "old-secret")?.status).toBe("needsStack");
    expect(ruleIn(stdout, "unmanaged")?.status).toBe("needsStack");
    expect(world.simulator.log.table()).toEqual({
      "POST /oauth/token": 1,
      "GET /api/v2/tokens/me": 1,
      "GET /api/v2/oauth/clients": 1,
      "GET /api/v2/oauth/clients/{clientId}": 1,
      "GET /api/v2/authorization/roles/{roleId}": 2,
      // The two that are older than 90 days.
      "POST /api/v2/oauth/clients/{clientId}/usage/query": 2,
      "GET /api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}": 2,
    });
  });

  it("writes every format beside the table, without a secret", async () => {
    await using world = await startWith();
    const formats = ["json", "markdown", "junit", "sarif"];
    const files = formats.map((format) => join(folder, `audit.${format}`));
    const { code, stdout } = await world.audit(formats.map((format, index) => `--${format}=${files[index]}`));
    const texts = files.map((file) => readFileSync(file, "utf8"));
    const [json = "", markdown = "", junit = "", sarif = ""] = texts;
    expect(code).toBe(7);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(
      "9 findings (2 errors, 6 warnings, 1 for information) in 10 clients",
    );
    expect(found(json)).toEqual(FOUND);
    expect(markdown).toMatch(/^## Audit: 9 findings /);
    expect(XMLValidator.validate(junit)).toBe(true);
    expect(JSON.parse(sarif).runs[0].results).toHaveLength(9);
    for (const text of texts) expect(leakedSecrets(world.simulator, text)).toEqual([]);
    expect(leakedSecrets(world.simulator, `${sarif}${DEFAULT_LOGIN.clientSecret}`)).not.toEqual([]);
  });

  it("takes thresholds from the file and from flags, and rules from both", async () => {
    await using world = await startWith();
    const file = "maxValiditySeconds: 250000\nmaxRolePolicies: 2\nbroadRoles: [Employee]\nskipRules: [inactive]\n";
    writeFileSync(join(folder, "genesyscloud-audit.yaml"), file);
    const { stdout } = await world.audit(["--json", "--unused-days", "1", "--skip-rule", "pending-deletion"]);
    expect(found(stdout)).toEqual([
      "broad-role Broad",
      "broad-role Everywhere",
      "broad-role Fine",
      "http-redirect-uri Plain",
      "unused Fine",
      "unused Unused",
      "token-grant Implicit",
      "all-divisions Everywhere",
      "no-redirect-uri Nowhere",
    ]);
    const only = await world.audit(["--json", "--rules", "inactive,token-grant"]);
    expect(found(only.stdout)).toEqual(["token-grant Implicit", "inactive Asleep"]);
    expect(world.simulator.log.count({ route: "/api/v2/authorization/roles/{roleId}" })).toBe(0);
  });

  it("asks for no usage with --no-usage, and ends with 0 when there is nothing but information", async () => {
    await using world = await startWith({ seed: { clients: CLIENTS.filter(({ name }) => name === "Asleep") } });
    const { code, stdout } = await world.audit(["--no-usage"]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("1 finding (1 for information) in 1 client");
    const { code: none, stdout: quiet } = await world.audit(["--no-usage", "--skip-rule", "inactive"]);
    expect([none, quiet.trimEnd().split("\n").at(-1)]).toEqual([0, "No findings in 1 client"]);
  });
});

describe("what can't be checked", () => {
  const viewer = { ...DEFAULT_LOGIN, name: "Viewer", permissions: ["oauth:client:view"] };

  it("is named with the permission that is missing, beside the findings of the other rules", async () => {
    await using world = await startWith({ logins: [viewer] });
    const { code, stdout } = await world.audit(["--json"]);
    expect(code).toBe(1);
    expect(ruleIn(stdout, "broad-role")).toMatchObject({
      status: "notChecked",
      permission: "authorization:role:view",
      reason: expect.stringContaining("--skip-rule broad-role"),
    });
    expect(found(stdout)).toEqual(FOUND.slice(1));
    expect((await world.audit(["--skip-rule", "broad-role"])).code).toBe(7);
  });

  it("is everything where the login may not list, or is refused, or is not configured", async () => {
    await using world = await startWith({ logins: [{ ...viewer, permissions: [] }] });
    const forbidden = await world.audit(["--json"]);
    expect(forbidden.code).toBe(1);
    expect(parsed(forbidden.stdout)).toMatchObject({
      organizations: [],
      errors: [expect.stringContaining("oauth:client:view")],
    });
    const wrong = "a-planted-wrong-login-secret";
    const refused = await world.audit([], { GENESYSCLOUD_OAUTHCLIENT_SECRET: wrong });
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining("Cannot log in to Genesys Cloud")]);
    expect(refused.stdout + refused.stderr).not.toContain(wrong);
    const unset = await run(["audit", "--cwd", folder, "--junit"]);
    expect([unset.code, unset.stdout]).toEqual([1, expect.stringContaining("GENESYSCLOUD_REGION")]);
    expect(XMLValidator.validate(unset.stdout)).toBe(true);
  });

  it("repeats no secret that an answer repeats", async () => {
    await using world = await startWith();
    const message = `Refused: ${DEFAULT_LOGIN.clientSecret}`;
    world.simulator.faults.add({
      route: "/api/v2/oauth/clients",
      times: Number.POSITIVE_INFINITY,
      action: { kind: "status", status: 400, message },
    });
    const { code, stdout } = await world.audit();
    expect([code, stdout]).toEqual([1, expect.stringContaining("Refused: [redacted]")]);
  });
});

describe("wrong usage", () => {
  it.each([
    [["--json", "--sarif"], "only one format can go to standard output"],
    [["--unused-days", "400"], "write a whole number from 1 to 365"],
    [["--rules", "unusd"], "unusd is not a rule: did you mean unused?"],
    [["--config", "/nowhere/audit.yaml"], "can't be read: ENOENT"],
    [["dev", "--no-stack"], "--no-stack contradicts the stacks"],
    [["--jsn"], "unknown option"],
  ])("%j ends with 2", async (args, message) => {
    const { code, stdout, stderr } = await run(["audit", "--cwd", folder, ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });

  it("includes a file with an unknown key, and not --help", async () => {
    writeFileSync(join(folder, "genesyscloud-audit.yaml"), "unusedDay: 3\n");
    const { code, stderr } = await run(["audit", "--cwd", folder]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("did you mean unusedDays?")]);
    const help = await run(["audit", "--help"]);
    expect([help.code, help.stdout]).toEqual([0, expect.stringContaining("Exit codes: 0 no findings")]);
  });
});
