import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { formatScreen } from "../../cli/doctor/screen.ts";
import { ROLE_IDS } from "../../simulator/index.ts";
import { checksById, parseReport } from "../cli/doctor/doctor-report.ts";
import type { CommandResult } from "../harness/pulumi.ts";
import { screensOf } from "./doctor-screens.ts";
import { DoctorWorld, LOGIN, PROXY_PASSWORD } from "./doctor-world.ts";

const ENCRYPTED = { secret: true };
const UNREAD = "neutral: not checked: the stack's configuration can't be read";

describe("genesyscloud-oauth doctor in a project", () => {
  let world: DoctorWorld;
  const results: CommandResult[] = [];

  const doctor = async (args: readonly string[] = [], env: Record<string, string> = {}) => {
    const result = await world.doctor(args, env);
    results.push(result);
    return result;
  };

  const report = async (args: readonly string[] = [], env: Record<string, string> = {}) => {
    const { code, stdout } = await doctor(["--json", ...args], env);
    const parsed = parseReport(stdout);
    expect(code).toBe(parsed.exitCode);
    return parsed;
  };

  const checks = async (args?: readonly string[], env?: Record<string, string>) => checksById(await report(args, env));

  const write = (file: string, text: string) => writeFileSync(join(world.stack.project, file), text);
  const read = (file: string) => readFileSync(join(world.stack.project, file), "utf8");

  beforeAll(async () => {
    world = await DoctorWorld.create();
  });

  afterAll(() => world[Symbol.asyncDispose]());

  afterEach(() => {
    for (const { output } of results.splice(0)) expect(world.leaksIn(output)).toEqual([]);
  });

  it("is all green when everything is right, with six requests that only read, and writes nothing", async () => {
    const before = [world.stack.backendText(), read("Pulumi.test.yaml")];
    const result = await report();
    expect(result.counts).toMatchObject({ neutral: 0, yellow: 0, red: 0 });
    expect(world.simulator.log.table()).toEqual({
      "POST /oauth/token": 1,
      "GET /api/v2/tokens/me": 1,
      "GET /api/v2/oauth/clients/{clientId}": 1,
      "GET /api/v2/oauth/authorizations": 1,
      "GET /api/v2/authorization/roles/{roleId}": 2,
    });
    expect([world.stack.backendText(), read("Pulumi.test.yaml")]).toEqual(before);
    const { printed, documented } = screensOf("green", result);
    expect(printed).toBe(documented);
  });

  it("prints for people what it reports for programs", async () => {
    const { code, stdout, stderr } = await doctor();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const withoutCounts = (text: string) => text.replace(/\d+ of 300 requests.*/, "");
    expect(withoutCounts(stdout)).toBe(withoutCounts(formatScreen(await report(), 120)));
  });

  it("finds the project above, and takes the stack that it is given", async () => {
    mkdirSync(join(world.stack.project, "src"));
    expect(await checks(["--cwd", "src", "--stack", "test"])).toMatchObject({
      project: "green: program, in ..",
      stack: "green: test",
      stateOwner: "green: 1 OAuth client of this organisation",
    });
  });

  it.each<[string, readonly string[], Record<string, string>, Record<string, RegExp>]>([
    [
      "there is no such stack",
      ["--stack", "nope"],
      {},
      { stack: /^red: no stack named 'nope' found → `pulumi stack ls`/ },
    ],
    [
      "the passphrase is wrong",
      [],
      { PULUMI_CONFIG_PASSPHRASE: "another" },
      { stack: /^red: .*incorrect passphrase.* → Set PULUMI_CONFIG_PASSPHRASE/ },
    ],
  ])("uses no other configuration where %s", async (_, args, env, expected) => {
    const found = await checks(args, env);
    for (const [id, pattern] of Object.entries(expected)) expect(found[id]).toMatch(pattern);
    expect(found).toMatchObject({ "setting.region": UNREAD, login: UNREAD, "permission.oauth:client:add": UNREAD });
    expect(world.simulator.log.count()).toBe(0);
  });

  it("names an engine that is too old, and one that does not work", async () => {
    const { home } = world.stack;
    const PATH = `${home}:/usr/bin:/bin`;
    writeFileSync(join(home, "pulumi"), "#!/bin/sh\necho v3.226.0\n", { mode: 0o755 });
    const old = await checks([], { PATH });
    expect(old.engine).toMatch(
      /^red: 3\.226\.0 is too old; needed is >=3\.227\.0 → Install 3\.227\.0 or newer: https:/,
    );
    expect(old).toMatchObject({ project: "neutral: not checked: this needs the Pulumi CLI", login: UNREAD });
    writeFileSync(join(home, "pulumi"), "#!/bin/sh\nexit 3\n", { mode: 0o755 });
    expect((await checks([], { PATH })).engine).toMatch(/^red: The pulumi CLI on PATH does not work/);
  });

  it("reads the environment alone where no stack is selected", async () => {
    const fresh = join(world.stack.home, "fresh");
    const { apiUrl } = { apiUrl: world.simulator.url };
    const found = await checks([], {
      PULUMI_HOME: fresh,
      GENESYSCLOUD_API_URL: apiUrl,
      GENESYSCLOUD_LOGIN_URL: apiUrl,
      GENESYSCLOUD_OAUTHCLIENT_ID: LOGIN.id,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: LOGIN.secret,
    });
    expect(found.stack).toMatch(
      /^neutral: none is selected: only the environment is checked → Select one with `pulumi stack select`/,
    );
    expect(found).toMatchObject({
      stateOwner: "neutral: not checked: no stack",
      login: expect.stringMatching(/^green/),
    });
  });

  it("says that another runtime than Node can't use the package, and that Pulumi.yaml can't be read", async () => {
    const original = read("Pulumi.yaml");
    write("Pulumi.yaml", original.replace("nodejs", "python"));
    expect((await checks()).project).toMatch(/^red: program, in this folder: its runtime is python → /);
    write("Pulumi.yaml", "name: [");
    expect((await checks()).project).toMatch(/^red: There is no readable Pulumi\.yaml .* → Correct Pulumi\.yaml/);
    write("Pulumi.yaml", original);
  });

  it("shows several faults at once, each with what to do", async () => {
    const roles = [
      {
        id: ROLE_IDS.oauthAutomation,
        name: "OAuth Editor",
        permissions: ["oauth:client:view", "oauth:client:edit", "authorization:role:view"],
      },
    ];
    const roleDivisions = [{ roleId: ROLE_IDS.oauthAutomation, divisionId: "*" }];
    await world.replace({
      organization: { id: "f4c9a1d7-3b5e-4a60-8c2d-7e9f0a1b2c3d", name: "Test Organization" },
      clock: () => Date.now() - 600_000,
      seed: { roles, clients: [{ ...LOGIN, authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions }] },
    });
    await world.stack.setConfig("genesyscloud:oauthClientSecret", LOGIN.secret);
    const environment = {
      GENESYSCLOUD_OAUTHCLIENT_ID: "00000000-0000-0000-0000-000000000000",
      https_proxy: `http://user:${PROXY_PASSWORD}@proxy.example.com:8080`,
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
      NODE_EXTRA_CA_CERTS: "company.pem",
    };
    const result = await report([], environment);
    const { printed, documented } = screensOf("faults", result);
    expect(printed).toBe(documented);
    // What people see is looked through for secrets too.
    expect((await doctor([], environment)).code).toBe(1);
    await world.stack.setConfig("genesyscloud:oauthClientSecret", LOGIN.secret, ENCRYPTED);
  });

  it("tells a state of another host before the login fails there", async () => {
    await world.stack.setConfig("genesyscloud:apiUrl", "http://127.0.0.1:1");
    await world.stack.setConfig("genesyscloud:oauthClientSecret", "a-mistyped-secret-of-somebody", ENCRYPTED);
    const found = await checks();
    expect(found.login).toMatch(/^red: refused by/);
    expect(found.stateOwner).toMatch(
      /^red: The state belongs to http:.*, but the configuration leads to http:\/\/127\.0\.0\.1:1\. .* → Correct genesyscloud:region/,
    );
  });

  it("shows what is missing before anything is set", async () => {
    for (const key of ["apiUrl", "loginUrl", "oauthClientId", "oauthClientSecret"])
      await world.stack.removeConfig(`genesyscloud:${key}`);
    const { printed, documented } = screensOf("nothing-set", await report());
    expect(printed).toBe(documented);
    expect(world.simulator.log.count()).toBe(0);
  });
});
