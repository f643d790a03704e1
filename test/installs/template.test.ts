import { globSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { parse } from "yaml";
import {
  DEFAULT_LOGIN,
  DIVISION_IDS,
  ROLE_IDS,
  type Simulator,
  type SimulatorOptions,
  simulatorEnvironment,
  startSimulator,
} from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { createEmptyProject, type TestStack } from "../harness/pulumi.ts";
import { copyFolder, copyTemplate } from "./template-copy.ts";

const root = join(import.meta.dirname, "..", "..");
const description = parse(readFileSync(join(root, "template", "Pulumi.yaml"), "utf8")) as {
  template: { config: Record<string, { secret?: boolean }>; quickstart: string };
};

/** Examples that can't come up here by themselves, and the test that has them instead. */
const CHECKED_ELSEWHERE: Readonly<Record<string, string>> = {
  "deliver-to-aws": "cloud-programs.test.ts",
  "deliver-to-azure": "cloud-programs.test.ts",
  "deliver-to-file": "../e2e/delivery.test.ts",
  "deliver-to-google": "cloud-programs.test.ts",
  "policy-pack": "../e2e/policy-pack.test.ts",
  "read-by-another-stack": "../e2e/delivery.test.ts",
};
const examples = globSync("*/package.json", { cwd: join(root, "examples") })
  .map((file) => basename(dirname(file)))
  .filter((example) => !(example in CHECKED_ELSEWHERE));

/** What the template's last words ask for, and no more. */
const LEAST_LOGIN = {
  ...DEFAULT_LOGIN,
  name: "Login of the template",
  permissions: description.template.quickstart.match(/\b(?:oauth|authorization):\w+:\w+/g) ?? [],
  roles: [ROLE_IDS.employee],
};

/** npm reaches its registry in the way that this machine is set up for, while no test lets Pulumi use a proxy. */
const INSTALL = {
  timeoutMs: 240_000,
  env: Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      /_PROXY$/i.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  ),
};

let folder: string;
let template: string;
let simulator: Simulator;
let project: TestStack;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "template-"));
  template = join(folder, "template");
  copyTemplate(template, inject("tarball"));
  simulator = await startSimulator({ ...ORGANISATION, logins: [LEAST_LOGIN] });
  project = await createEmptyProject(simulatorEnvironment(simulator.url));
});

afterAll(async () => {
  await project?.[Symbol.asyncDispose]();
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the template", () => {
  it("leads from an empty folder to an applied client", async () => {
    const startedAt = performance.now();
    const made = await project.run(["new", template, "--yes", "--name", "first-steps", "--stack", "dev"], INSTALL);
    expect(made.succeeded().output).toContain(description.template.quickstart.trim());
    const installedAt = performance.now();
    const up = (await project.up()).succeeded();
    const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
    const upAt = performance.now();
    console.info(
      `from the empty folder to the first applied client: ${seconds(startedAt, upAt)} ` +
        `(pulumi new ${seconds(startedAt, installedAt)}, pulumi up ${seconds(installedAt, upAt)})`,
    );
    const [client, ...others] = simulator.clients.list();
    expect(others).toEqual([]);
    expect(client).toMatchObject({
      name: "Reporting service",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleDivisions: [{ roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home }],
    });
    expect(await project.outputs()).toEqual({ clientId: client?.id, clientSecret: "[secret]" });
    expect(up.output).not.toMatch(/warning|error:/);
    expect(leakedSecrets(simulator, made.output + up.output + project.backendText())).toEqual([]);
  });

  it("gives a project with all that belongs in it, and nothing of the repository", () => {
    const files = [".gitignore", "Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"];
    expect(readdirSync(template).sort()).toEqual(files);
    expect(readdirSync(project.project).sort()).toEqual(
      [...files, "Pulumi.dev.yaml", "node_modules", "package-lock.json"].sort(),
    );
    expect(settings("Pulumi.yaml")).toMatchObject({ name: "first-steps", runtime: { name: "nodejs" } });
    expect(settings("Pulumi.yaml")).not.toHaveProperty("template");
    expect(settings("package.json")).toMatchObject({ name: "first-steps" });
    expect(relative(root, project.project)).toMatch(/^\.\./);
    const installed = join(project.project, "node_modules", "pulumi-genesyscloud-oauth");
    expect(realpathSync(installed)).toBe(installed);
    // `pulumi new` takes the template from a clone or from the repository's URL. In the package it would be of no use: npm
    // leaves .gitignore out, and `pulumi new` refuses a folder that already has a node_modules.
    expect(readdirSync(installed)).not.toContain("template");
  });

  it("compiles with the TypeScript that it names", async () => {
    await expectToCompile(project);
  });

  it("shows no change, rotates its secret, and goes away", async () => {
    expect((await project.preview({ expectNoChanges: true })).succeeded().code).toBe(0);
    expect((await project.refresh({ previewOnly: true, expectNoChanges: true })).succeeded().code).toBe(0);
    const { clientId, clientSecret } = await project.outputs({ showSecrets: true });
    await project.setConfig("secretVersion", "2");
    (await project.up()).succeeded();
    const after = await project.outputs({ showSecrets: true });
    expect(after.clientId).toBe(clientId);
    expect(after.clientSecret).not.toBe(clientSecret);
    (await project.destroy()).succeeded();
    expect(simulator.clients.list()).toEqual([]);
  });

  it("asks for region and login by their documented keys, and keeps the secret encrypted", async () => {
    const keys = Object.keys(description.template.config).sort();
    expect(keys).toEqual(["genesyscloud:oauthClientId", "genesyscloud:oauthClientSecret", "genesyscloud:region"]);
    const readme = readFileSync(join(root, "README.md"), "utf8");
    for (const key of keys) expect(readme).toContain(`\`${key}\``);

    const { GENESYSCLOUD_API_URL = "", GENESYSCLOUD_LOGIN_URL = "" } = simulatorEnvironment(simulator.url);
    await using asked = await createEmptyProject({ GENESYSCLOUD_API_URL, GENESYSCLOUD_LOGIN_URL });
    const made = await asked.run(["new", template, "--name", "asked", "--description", "D", "--stack", "dev"], {
      ...INSTALL,
      // Pulumi's own switch for tests without a terminal.
      env: { ...INSTALL.env, PULUMI_TEST_INTERACTIVE: "true" },
      input: `${DEFAULT_LOGIN.clientId}\n${DEFAULT_LOGIN.clientSecret}\n\n`,
    });
    const questions = [...made.succeeded().stdout.matchAll(/\((genesyscloud:\w+)\)/g)].map(([, key]) => key);
    expect(questions).toEqual(keys);

    const stored = readFileSync(join(asked.project, "Pulumi.dev.yaml"), "utf8");
    expect(parse(stored)).toMatchObject({
      config: {
        "genesyscloud:region": "eu-west-1",
        "genesyscloud:oauthClientId": DEFAULT_LOGIN.clientId,
        "genesyscloud:oauthClientSecret": { secure: expect.any(String) },
      },
    });
    expect(leakedSecrets(simulator, stored + made.output)).toEqual([]);
    // It logs in with it: nothing of a login is in the environment here.
    (await asked.preview()).succeeded();
  });
});

describe.each(examples)("examples/%s, copied into a project", (example) => {
  it("compiles, previews, comes up, shows no change, and goes away", async () => {
    await using organisation = await seededOrganisation();
    const before = organisation.clients.list();
    await using copy = await createEmptyProject(simulatorEnvironment(organisation.url), project.project);
    copyFolder(join("examples", example), copy.project);
    await expectToCompile(copy);
    (await copy.run(["stack", "init", "dev"])).succeeded();
    (await copy.preview()).succeeded();
    const up = (await copy.up()).succeeded();
    expect(up.output).not.toMatch(/warning|error:/);
    expect(Object.values(await copy.outputs())).not.toContainEqual([]);
    expect((await copy.preview({ expectNoChanges: true })).succeeded().code).toBe(0);
    (await copy.destroy()).succeeded();
    expect(organisation.clients.list()).toEqual(before);
  });
});

const ORGANISATION: SimulatorOptions = { rateLimit: false, usagePollsUntilComplete: 1 };

/** Every example finds something to show. */
async function seededOrganisation(): Promise<Simulator & AsyncDisposable> {
  const id = "c0ffee00-0000-4000-8000-000000000001";
  const seeded = await startSimulator({
    ...ORGANISATION,
    seed: {
      clients: [{ id, name: "Portal", scope: ["users:readonly"] }],
      authorizations: [{ clientId: id, resourceOwner: { id: "ann", name: "Ann" } }],
    },
  });
  return Object.assign(seeded, { [Symbol.asyncDispose]: () => seeded.close() });
}

async function expectToCompile(stack: TestStack): Promise<void> {
  const compiler = join(project.project, "node_modules", "typescript", "bin", "tsc");
  const compiled = await stack.execute(process.execPath, [compiler, "--noEmit", "--project", "."]);
  expect(compiled.output.trim()).toBe("");
  expect(compiled.code).toBe(0);
}

function settings(file: string): unknown {
  return parse(readFileSync(join(project.project, file), "utf8"));
}
