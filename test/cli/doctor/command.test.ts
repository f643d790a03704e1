import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  DEFAULT_LOGIN,
  type Simulator,
  type SimulatorOptions,
  simulatorEnvironment,
  startSimulator,
} from "../../../simulator/index.ts";
import { leakedSecrets } from "../../harness/leaks.ts";
import { startTcpProxy } from "../../support/tcp-proxy.ts";
import { type Ended, run } from "../command.ts";
import { checksById, parseReport } from "./doctor-report.ts";

/** No project is in it or above it. */
let empty: string;

beforeAll(() => {
  empty = mkdtempSync(join(tmpdir(), "no-project-"));
});

afterAll(() => {
  rmSync(empty, { recursive: true });
});

/** A simulator, and the doctor for it in an empty folder. */
async function startWith(options: SimulatorOptions = {}) {
  const simulator = await startSimulator(options);
  const doctor = async (args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ended> => {
    const ended = await run(["doctor", "--cwd", empty, ...args], { ...simulatorEnvironment(simulator.url), ...env });
    expect(leakedSecrets(simulator, ended.stdout + ended.stderr)).toEqual([]);
    for (const { method, path } of simulator.log.all()) expect(path === "/oauth/token" ? "GET" : method).toBe("GET");
    return ended;
  };
  const checks = async (env?: Record<string, string>): Promise<Record<string, string>> => {
    const ended = await doctor(["--json"], env);
    expect(ended.stderr).toBe("");
    const report = parseReport(ended.stdout);
    expect(ended.code).toBe(report.exitCode);
    return { ...checksById(report), result: report.result };
  };
  return { simulator, doctor, checks, [Symbol.asyncDispose]: () => simulator.close() };
}

const REFUSED = { GENESYSCLOUD_OAUTHCLIENT_SECRET: "a-mistyped-secret-of-somebody" };

describe("genesyscloud-oauth doctor without a project", () => {
  it("checks the environment, with six requests that only read", async () => {
    await using world = await startWith();
    const checks = await world.checks();
    expect(checks).toMatchObject({
      result: "green",
      node: expect.stringMatching(/^(green|yellow): /),
      project: expect.stringMatching(/^neutral: no Pulumi\.yaml .*only the environment is checked/),
      "setting.oauthClientId": `green: ${DEFAULT_LOGIN.clientId} (GENESYSCLOUD_OAUTHCLIENT_ID)`,
      "setting.oauthClientSecret": "green: set (GENESYSCLOUD_OAUTHCLIENT_SECRET)",
      login: expect.stringMatching(/^green: accepted by 127\.0\.0\.1:\d+, as Simulator default login \(/),
      organization: `green: ${world.simulator.organization.name} (${world.simulator.organization.id})`,
      stateOwner: "neutral: not checked: no stack",
      clock: expect.stringMatching(/^green/),
      rateLimit: expect.stringMatching(/^green: [45] of 300 requests used, counted anew in \d+ seconds/),
      "permission.oauth:client:view": "green: held",
    });
    expect(world.simulator.log.count()).toBe(6);
  });

  it("says where the login is refused, and marks what depends on it as not checked", async () => {
    await using world = await startWith();
    const checks = await world.checks(REFUSED);
    expect(checks.login).toMatch(
      /^red: refused by 127\.0\.0\.1:\d+: authentication failed \(HTTP 401, code invalid_client, .* → Check genesyscloud:oauthClientId/,
    );
    expect(checks.login).not.toContain("doctor");
    expect(checks).toMatchObject({
      organization: "neutral: not checked: no login",
      clock: expect.stringMatching(/^green/),
      "permission.oauth:client:add": "neutral: not checked: no login",
      grantableRoles: "neutral: not checked: no login",
    });
    expect(world.simulator.log.table()).toEqual({ "POST /oauth/token": 1 });
  });

  it("shows no secret that an answer repeats", async () => {
    await using world = await startWith();
    const { clientSecret } = DEFAULT_LOGIN;
    const echo = (text: string) => ({ error: "invalid_client", error_description: text, message: text, code: text });
    world.simulator.faults.add({
      route: "/oauth/token",
      action: { kind: "status", status: 401, body: echo(`not ${clientSecret}`) },
    });
    expect((await world.checks()).login).toMatch(/^red: refused by .*not \[redacted\]/);
    const token = world.simulator.issueToken();
    world.simulator.faults.add({
      route: "/api/v2/tokens/me",
      action: { kind: "status", status: 409, body: echo(`Bearer ${token}`) },
    });
    const login = {
      GENESYSCLOUD_OAUTHCLIENT_ID: "",
      GENESYSCLOUD_OAUTHCLIENT_SECRET: "",
      GENESYSCLOUD_ACCESS_TOKEN: token,
    };
    expect((await world.checks(login)).login).toMatch(/^red: .*\[redacted\]/);
  });

  it("says that a host is not reached, without a long wait", async () => {
    await using world = await startWith();
    await using proxy = await startTcpProxy(world.simulator);
    await proxy.refuse();
    const startedAt = performance.now();
    const checks = await world.checks({ GENESYSCLOUD_LOGIN_URL: proxy.url });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(checks.login).toMatch(
      /^red: no usable answer from .*ECONNREFUSED.* → Check genesyscloud:region or genesyscloud:loginUrl/,
    );
    expect(checks.clock).toBe("neutral: not checked: no answer of Genesys Cloud told the time");
    expect(checks.rateLimit).toMatch(/^neutral: can't be told/);
  });

  it.each<[string, Parameters<Simulator["faults"]["add"]>[0]["action"], RegExp]>([
    ["a page", { kind: "html" }, /^red: no usable answer from .*not the JSON of the Genesys Cloud API/],
    [
      "another shape",
      { kind: "status", status: 200, body: { hello: "there" } },
      /^red: no usable answer from .*not about a token/,
    ],
    ["404", { kind: "status", status: 404 }, /^red: .* → Check the id or the name, and that genesyscloud:region/],
  ])("says that the API host answers with %s", async (_, action, expected) => {
    await using world = await startWith();
    world.simulator.faults.add({ route: "/api/v2/tokens/me", times: 9, action });
    const checks = await world.checks();
    expect(checks.login).toMatch(expected);
    expect(checks["permission.oauth:client:view"]).toBe("neutral: not checked: no login");
  });

  it("accepts a ready token, and says when it has ended", async () => {
    await using world = await startWith();
    const token = {
      GENESYSCLOUD_OAUTHCLIENT_ID: "",
      GENESYSCLOUD_OAUTHCLIENT_SECRET: "",
      GENESYSCLOUD_ACCESS_TOKEN: world.simulator.issueToken(),
    };
    expect((await world.checks(token)).login).toMatch(/^green: the access token is accepted, as Simulator/);
    world.simulator.revokeTokens();
    expect((await world.checks(token)).login).toMatch(
      /^red: refused by .* → Check the login .*get a new access token\.$/,
    );
    expect(world.simulator.log.count({ route: "/oauth/token" })).toBe(0);
  });

  it.each([
    [20_000, /^green/],
    [-45_000, /^yellow: (4[4-9]|5\d) seconds ahead of Genesys Cloud's → Synchronise/],
    [250_000, /^yellow: 4 minutes behind/],
    [-3_600_000, /^red: 60 minutes ahead of/],
    [86_400_000, /^red: 24 hours behind/],
  ])("compares the clocks: the server is ahead by %i ms", async (aheadMs, expected) => {
    await using world = await startWith({ clock: () => Date.now() + aheadMs });
    expect((await world.checks()).clock).toMatch(expected);
  });

  it("tells what is left of the rate limit, and does not wait for it", async () => {
    await using nearly = await startWith({ rateLimit: { requests: 5, windowMs: 60_000 } });
    expect((await nearly.checks()).rateLimit).toMatch(/^(yellow|red): \d of 5 requests used/);
    await using used = await startWith({ rateLimit: { requests: 1, windowMs: 60_000 } });
    const checks = await used.checks();
    expect(checks.rateLimit).toMatch(/^red: 1 of 1 requests used, counted anew in \d+ seconds → Wait/);
    expect(checks["permission.oauth:client:view"]).toMatch(/^neutral: can't be told/);
    await using unlimited = await startWith({ rateLimit: false });
    expect((await unlimited.checks()).rateLimit).toBe("neutral: can't be told: no answer of Genesys Cloud named it");
  });
});

describe("the screen", () => {
  it("shows the same as the report for programs, and ends with one line that sums up", async () => {
    await using world = await startWith();
    const { code, stdout, stderr } = await world.doctor();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("✓ Login               accepted by");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("No problems; 25 of 34 checks passed.");
    // Not a terminal: no colours.
    expect(stdout).not.toContain("\u001b");
  });

  it("names every missing setting where nothing is set, without a request", async () => {
    const { code, stdout, stderr } = await run(["doctor", "--cwd", empty]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    for (const name of ["GENESYSCLOUD_REGION", "GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_ACCESS_TOKEN"])
      expect(stdout).toContain(name);
    expect(stdout).toContain("Permissions\n  – not checked: the configuration is not complete\n");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("2 problems; 12 of 34 checks passed.");
  });

  it("is still whole without pulumi on PATH", async () => {
    await using world = await startWith();
    const { code, stdout } = await world.doctor(["--json"], { PATH: "/nowhere" });
    expect(code).toBe(1);
    const checks = checksById(parseReport(stdout));
    expect(checks.engine).toMatch(/^red: The pulumi CLI was not found on PATH\. → Install 3\.227\.0 or newer: https:/);
    expect(checks.login).toMatch(/^green/);
  });
});

describe("wrong usage", () => {
  it.each([
    [["--jsn"], "unknown option"],
    [["dev"], "too many arguments"],
    [["--cwd", "/no/such/folder"], "there is no such folder"],
    [["--stack"], "argument missing"],
  ])("%j ends with 2", async (args, message) => {
    const { code, stdout, stderr } = await run(["doctor", ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });

  it("does not include --help", async () => {
    const { code, stdout } = await run(["doctor", "--help"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("Exit codes: 0 nothing red")]);
  });
});
