import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type ClientSeed,
  DEFAULT_LOGIN,
  DIVISION_IDS,
  OTHER_USER_ID,
  ROLE_IDS,
  type Simulator,
  type SimulatorOptions,
  simulatorEnvironment,
  startSimulator,
} from "../../../simulator/index.ts";
import { leakedSecrets } from "../../harness/leaks.ts";
import { type Ended, run } from "../command.ts";

const FIXTURE = join(import.meta.dirname, "terraform.tfstate.json");
const CREATOR = "0a1b2c3d-4e5f-4061-8273-8495a6b7c8d9";

const CLIENTS: readonly ClientSeed[] = [
  { id: "00000000-0000-4000-8000-000000000001", name: "Reports App", createdBy: { id: CREATOR } },
  { id: "00000000-0000-4000-8000-000000000002", name: "Old App", state: "inactive" },
  {
    id: "00000000-0000-4000-8000-000000000003",
    name: "Reports Service",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    roleDivisions: [
      { roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home },
      { roleId: ROLE_IDS.supervisor, divisionId: DIVISION_IDS.sales },
      { roleId: ROLE_IDS.analyticsReader, divisionId: "*" },
    ],
  },
  { id: "00000000-0000-4000-8000-000000000004", name: "Locked", state: "disabled" },
];

const VIEWER = {
  clientId: "2b6e8d1f-7c3a-4e5d-9f80-a1b2c3d4e5f6",
  clientSecret: "viewer-login-secret-that-must-not-leak",
  name: "Viewer",
  permissions: ["oauth:client:view"],
};

describe("genesyscloud-oauth export", () => {
  let folder: string;
  let simulator: Simulator;

  const start = async (options: SimulatorOptions = {}) => {
    await simulator?.close();
    simulator = await startSimulator({ rateLimit: false, seed: { clients: [...CLIENTS] }, ...options });
  };

  const command = async (
    args: readonly string[],
    login = DEFAULT_LOGIN as { clientId: string; clientSecret: string },
  ): Promise<Ended> => {
    const ended = await run(["export", "--cwd", folder, ...args], simulatorEnvironment(simulator.url, login));
    expect(leakedSecrets(simulator, ended.stdout + ended.stderr)).toEqual([]);
    return ended;
  };

  const exported = (program: string) =>
    [...program.matchAll(/^new OAuthClient\(\n {2}"(.*)",$/gm)].map(([, name]) => name);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "export-"));
    await start();
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await simulator.close();
  });

  it.each([
    ["nothing", [], ["old-app", "reports-app", "reports-service"]],
    ["a pattern", ["--name", "^Reports"], ["reports-app", "reports-service"]],
    ["a grant type", ["--grant-type", "CLIENT-CREDENTIALS"], ["reports-service"]],
    ["a state", ["--state", "inactive"], ["old-app"]],
    ["a creator", ["--created-by", CREATOR.toUpperCase()], ["reports-app"]],
    ["several filters", ["--created-by", OTHER_USER_ID, "--state", "active"], ["reports-service"]],
  ])("exports what is asked for by %s", async (_, args, names) => {
    const { code, stdout } = await command(args);
    expect([code, exported(stdout)]).toEqual([0, names]);
  });

  it("says with exit code 7 that no client passes the filters", async () => {
    const { code, stdout, stderr } = await command(["--name", "nothing like it"]);
    expect([code, stdout.includes("export {};"), stderr]).toEqual([
      7,
      true,
      '0 clients of "Simulated Organization" exported.\n',
    ]);
  });

  it("has clients that nobody can adopt as comments", async () => {
    const { code, stdout, stderr } = await command(["--state", "disabled"]);
    const line = '- "Locked" (00000000-0000-4000-8000-000000000004): Genesys Cloud support has disabled it.';
    expect([code, stdout.endsWith(`\n// ${line}\n`), stderr.includes(line)]).toEqual([7, true, true]);
  });

  it("looks roles and divisions up by name, asks about each once, and has ids with --ids", async () => {
    const named = await command(["--name", "Service"]);
    expect(named.stdout).toContain(`    roles: [
      { roleId: employeeRole.id },
      { roleId: analyticsReaderRole.id, divisionId: "*" },
      { roleId: supervisorRole.id, divisionId: salesDivision.id },
    ],`);
    const paths = simulator.log
      .all()
      .map(({ path }) => path)
      .filter((path) => path.includes("/authorization/"));
    expect(new Set(paths).size).toBe(paths.length);
    simulator.log.clear();
    const plain = await command(["--name", "Service", "--ids"]);
    expect(plain.stdout).toContain(`      { roleId: "${ROLE_IDS.employee}" },`);
    expect(plain.stdout).toContain(`      { roleId: "${ROLE_IDS.supervisor}", divisionId: "${DIVISION_IDS.sales}" },`);
    expect(simulator.log.all().filter(({ route }) => route?.includes("/authorization/roles"))).toEqual([]);
  });

  it("has the id of a role whose name finds another one too, with the name as a comment", async () => {
    simulator.roles.add({ name: "Supervisor" });
    const { stdout } = await command(["--name", "Service"]);
    expect(stdout).toContain(
      `      // Supervisor\n      { roleId: "${ROLE_IDS.supervisor}", divisionId: salesDivision.id },`,
    );
    expect(stdout).not.toContain("supervisorRole");
  });

  it("has ids where the login may not look at roles, and says so once", async () => {
    await start({ logins: [VIEWER] });
    const { code, stdout, stderr } = await command(["--name", "Service"], VIEWER);
    expect(code).toBe(0);
    expect(stdout).toContain(`{ roleId: "${ROLE_IDS.supervisor}", divisionId: salesDivision.id },`);
    expect(stderr.match(/The roles stand with their ids/g)).toHaveLength(1);
    expect(stderr).toContain("authorization:role:view");
    expect(simulator.log.count({ method: "GET", route: "/api/v2/authorization/roles" })).toBe(0);
  });

  it("leaves out a secret of a Terraform state that no longer works, and the credential that has it", async () => {
    const [outdated, current] = ["a-secret-that-was-replaced", "the-secret-of-the-service"];
    const id = "00000000-0000-4000-8000-000000000003";
    const resource = (type: string, attributes: object) => ({
      ...{ mode: "managed", type: `genesyscloud_${type}`, name: "service" },
      instances: [{ schema_version: 1, attributes }],
    });
    const fields = { clientId: id, clientSecret: outdated };
    const resources = [
      resource("oauth_client", { id, name: "Reports Service" }),
      resource("integration_credential", { id: "c", credential_type_name: "pureCloudOAuthClient", fields }),
    ];
    const file = join(folder, "state.json");
    const exportWith = async (secret: string) => {
      await start({ seed: { clients: CLIENTS.map((client) => (client.id === id ? { ...client, secret } : client)) } });
      return command(["--from-terraform", file]);
    };
    writeFileSync(file, JSON.stringify({ version: 4, resources }));
    const refused = await exportWith(current);
    expect(refused.code).toBe(7);
    expect(refused.stdout).toContain("// The secret that Terraform's state has no longer works.\nnew OAuthClient(");
    expect(refused.stdout).not.toMatch(/importedClientSecret|new IntegrationCredential/);
    expect(refused.stderr).toContain("no longer work. They are left out:\n- service");
    const working = await exportWith(outdated);
    expect(working.stdout).toContain('importedClientSecret: config.requireSecret("service-clientSecret"),');
    expect(working.stdout).toContain("clientSecret: serviceClient.clientSecret,");
    for (const { stdout, stderr } of [refused, working]) expect(stdout + stderr).not.toContain(outdated);
  });

  it("writes to files, and overwrites none without --force", async () => {
    const [out, program] = [join(folder, "clients.json"), join(folder, "index.ts")];
    writeFileSync(program, "mine");
    const args = ["--plugin", "--out", out, "--program", program];
    const refused = await command(args);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("index.ts exists: name another file")]);
    expect(readFileSync(program, "utf8")).toBe("mine");
    expect((await command([...args, "--force"])).code).toBe(0);
    expect(JSON.parse(readFileSync(out, "utf8")).resources).toContainEqual({
      type: "genesyscloud-oauth:index:OAuthClient",
      name: "reports-app",
      id: "00000000-0000-4000-8000-000000000001",
    });
    expect(readFileSync(program, "utf8")).toContain('from "pulumi-genesyscloud-oauth/plugin";');
    expect(readFileSync(program, "utf8")).not.toContain("import:");
  });

  it.each([
    [["--program", "index.ts"], "--program needs --plugin"],
    [["--set-secrets"], "--set-secrets needs --from-terraform"],
    [["dev", "--no-stack"], "--no-stack contradicts the stack that is named"],
    [["--plugin", "--out", "a", "--program", "a"], "--out and --program name the same file"],
    [["--name", "("], "write a regular expression such as ^Reports"],
    [["--grant-type", "COOKIE"], "Allowed choices are CODE, TOKEN"],
    [["--from-terraform", "missing.tfstate"], "missing.tfstate can't be read (ENOENT)"],
    [["--from-terraform", FIXTURE, "--set-secrets"], "--set-secrets needs a stack"],
    [["--from-terraform", import.meta.filename], "is not a Terraform state, because it is not JSON"],
  ])("refuses %j as wrong usage", async (args, message) => {
    const { code, stdout, stderr } = await command(args);
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining(message)]);
    expect(simulator.log.all()).toEqual([]);
  });

  it("says that the adoption writes ownership marks where that setting is on", async () => {
    const environment = { ...simulatorEnvironment(simulator.url), GENESYSCLOUD_OWNERSHIP_MARK: "true" };
    const { stderr } = await run(["export", "--cwd", folder], environment);
    expect(stderr).toContain("`pulumi up` writes the mark to the end of each description, and changes nothing else.");
  });

  it("ends with exit code 1 where Genesys Cloud refuses the login, and where the project has no engine", async () => {
    const refused = await command([], { ...DEFAULT_LOGIN, clientSecret: "another-secret-that-is-wrong" });
    expect([refused.code, refused.stdout]).toEqual([1, ""]);
    expect(refused.stderr).not.toContain("another-secret-that-is-wrong");
    const environment = { ...simulatorEnvironment(simulator.url), PATH: "/nowhere" };
    writeFileSync(join(folder, "Pulumi.yaml"), "name: program\nruntime: nodejs\n");
    const without = await run(["export", "--cwd", folder], environment);
    expect([without.code, without.stderr]).toEqual([1, expect.stringContaining("pulumi CLI was not found on PATH")]);
  });
});
