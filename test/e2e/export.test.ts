import { describe, expect, it } from "vitest";
import { type ClientSeed, DEFAULT_LOGIN, ROLE_IDS } from "../../simulator/index.ts";
import { compilerErrors } from "../harness/compiler.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { awkwardClients } from "../support/awkward-clients.ts";
import { anHourAgo, QUIET } from "./client-stack.ts";
import { ExportStack, formatted } from "./export-stack.ts";

/** Clients that nobody can adopt. */
const OBSTACLES: readonly ClientSeed[] = [
  { name: "Disabled", state: "disabled" },
  { name: "Deleted\n", state: "inactive", dateToDelete: "2099-01-01T00:00:00.000Z" },
  { name: "Elsewhere", description: "Ours [pulumi:billing/prod/app]" },
  { name: "Relative", registeredRedirectUri: ["/callback"] },
  { name: "   " },
];

/** The login is an OAuth client of the organisation too. */
const LOGIN: ClientSeed = {
  id: DEFAULT_LOGIN.clientId,
  name: "Pulumi",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roleDivisions: [{ roleId: ROLE_IDS.masterAdmin, divisionId: "*" }],
};

const organisation = () => ({
  clock: anHourAgo,
  seed: { clients: [...awkwardClients(200), ...OBSTACLES, LOGIN] },
});

/** For one command on 200 clients, on a slow machine. */
const TIME_LIMIT_MS = 300_000;

describe("genesyscloud-oauth export", { timeout: 3 * TIME_LIMIT_MS }, () => {
  it("writes a program that adopts 200 clients with awkward names without a write", async () => {
    await using exported = await ExportStack.create(organisation());
    const { clients } = exported;
    const before = clients.simulator.clients.list();
    const { code, stdout, stderr } = await exported.export();
    expect(code).toBe(0);
    expect(stderr).toContain('201 clients of "Simulated Organization" exported.');
    expect(exported.writes()).toEqual([]);
    expect((await exported.export()).stdout).toBe(stdout);
    expect(await formatted(stdout)).toBe(stdout);
    expect(stdout).toMatch(/^\/\/ - "Disabled" \([\w-]+\): Genesys Cloud support has disabled it\.$/m);
    expect(stdout).toMatch(
      /^\/\/ - "Deleted\\n" \([\w-]+\): it is deleted, and will be gone for good on 2099-01-01\.$/m,
    );
    expect(stdout).toMatch(/^\/\/ - "Elsewhere" .+: its ownership mark says that billing\/prod \(app\) manages it\.$/m);
    expect(stdout).toMatch(/^\/\/ - "Relative" .+: no program can declare it as it is: registeredRedirectUris\[0\]/m);
    expect(stdout).toMatch(/^\/\/ The client that this command is logged in as\.\nnew OAuthClient\(\n {2}"pulumi",$/m);

    expect(await compilerErrors([stdout])).toBe("");

    clients.stack.writeProgram("index.ts", stdout);
    clients.simulator.log.clear();
    (await clients.stack.up({ timeoutMs: TIME_LIMIT_MS })).succeeded();
    expect(exported.writes()).toEqual([]);
    expect(clients.simulator.clients.list()).toEqual(before);
    expect(Object.values(await clients.ids()).sort()).toEqual(
      [...awkwardClients(200), LOGIN].map(({ id = "" }) => id).sort(),
    );
    expect(await clients.noise()).toEqual(QUIET);

    const again = await exported.export();
    expect(again.code).toBe(7);
    expect(again.stderr).toContain("the stack has it already, as pulumi.");
    expect(again.stdout).not.toContain("new OAuthClient");
    for (const text of [again.stdout, again.stderr]) expect(text).toContain("would delete those clients");
    expect(stdout).not.toContain("would delete those clients");
  });

  it("writes a file for pulumi import, after which the next preview is empty", async () => {
    await using exported = await ExportStack.create({ ...organisation(), face: "plugin" });
    const { clients } = exported;
    const before = clients.simulator.clients.list();
    const result = await exported.export("--plugin", "--out", "clients.json", "--program", "index.ts", "--force");
    expect([result.code, result.stdout]).toEqual([0, ""]);
    const args = ["--generate-code=false", "--protect=false", "--yes"];
    (await clients.stack.run(["import", "--file", "clients.json", ...args], { timeoutMs: TIME_LIMIT_MS })).succeeded();
    expect(await formatted(exported.read("index.ts"))).toBe(exported.read("index.ts"));
    expect(await compilerErrors([exported.read("index.ts")])).toBe("");
    expect(await clients.noise()).toEqual(QUIET);
    expect(exported.writes()).toEqual([]);
    expect(clients.simulator.clients.list()).toEqual(before);
    expect(Object.keys(await clients.ids())).toHaveLength(201);
    expect(leakedSecrets(clients.simulator, clients.stack.backendText())).toEqual([]);
  });
});
