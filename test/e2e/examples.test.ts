import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type SeedData, type Simulator, simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { createStack } from "../harness/pulumi.ts";

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "examples");
const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
const [PORTAL, EXPORT, FORGOTTEN] = ["1", "2", "3"].map((last) => `c0ffee00-0000-4000-8000-00000000000${last}`);

const ORGANISATION: SeedData = {
  clients: [
    { id: PORTAL ?? "", name: "Portal", scope: ["users:readonly"], dateCreated: daysAgo(100.5) },
    { id: EXPORT ?? "", name: "Export", authorizedGrantType: "CLIENT-CREDENTIALS", dateCreated: daysAgo(10.5) },
    { id: FORGOTTEN ?? "", name: "Forgotten", state: "inactive", dateCreated: daysAgo(400.5) },
  ],
  authorizations: [
    { clientId: PORTAL ?? "", resourceOwner: { id: "ann", name: "Ann" }, dateCreated: "2026-03-04T05:06:07.000Z" },
  ],
  usage: [
    {
      clientId: PORTAL ?? "",
      date: daysAgo(3),
      templateUri: "/api/v2/users",
      httpMethod: "GET",
      status200: 40,
      status429: 2,
    },
    { clientId: EXPORT ?? "", date: daysAgo(40), templateUri: "/api/v2/users", httpMethod: "GET", status200: 7 },
  ],
};

/**
 * Examples that need more than this machine has: the plugin of another provider, and for some of them a cloud account. They are
 * NOT run, only type-checked.
 */
const ONLY_TYPE_CHECKED: Record<string, string> = {
  "deliver-to-aws": "test/installs/cloud-programs.test.ts",
  "deliver-to-azure": "test/installs/cloud-programs.test.ts",
  "deliver-to-google": "test/installs/cloud-programs.test.ts",
  // The plugin pulumi-resource-command is a download from GitHub. delivery.test.ts runs the script that writes the file.
  "deliver-to-file": "tsconfig.programs.json",
};

/** Those that need more than a stack of their own, and what runs them. */
const RUN_ELSEWHERE: Record<string, string> = {
  "read-by-another-stack": "test/e2e/delivery.test.ts",
  "policy-pack": "test/e2e/policy-pack.test.ts",
  testing: "test/installs/testing-example.test.ts",
};

/** What each example gives, by its outputs. */
const OUTPUTS: Record<string, (simulator: Simulator) => Record<string, unknown>> = {
  authorizations: () => ({
    authorizedApps: [
      {
        app: "Portal",
        state: "Authorized",
        scopes: ["users:readonly"],
        authorizedBy: "Ann",
        lastChange: "2026-03-04T05:06:07.000Z",
      },
    ],
    firstInDetail: ["users:readonly"],
  }),
  "deliver-to-kubernetes": () => ({ manifest: "[secret]" }),
  inventory: () => ({
    inventory: [
      { name: "Forgotten", grantType: "CODE", state: "inactive", ageInDays: 400, requestsInLast30Days: 0 },
      { name: "Portal", grantType: "CODE", state: "active", ageInDays: 100, requestsInLast30Days: 42 },
      { name: "Export", grantType: "CLIENT-CREDENTIALS", state: "active", ageInDays: 10, requestsInLast30Days: 0 },
    ],
    unused: ["Forgotten", "Export"],
  }),
  quickstart: ({ clients }) => ({
    reportingClientId: idOf(clients, "Reporting service"),
    reportingClientSecret: "[secret]",
    dashboardClientId: idOf(clients, "Wallboard"),
    dashboardScopes: expect.arrayContaining(["analytics:readonly"]),
  }),
  rotation: () => ({ current: "[secret]" }),
  "scopes-and-roles": ({ clients }) => ({
    grantedRole: "employee in Home",
    usersReadonlyInGerman: "Benutzer anzeigen",
    serviceClientId: idOf(clients, "Directory sync"),
    appScopes: ["routing:readonly", "users:readonly"],
  }),
};

function idOf(clients: Simulator["clients"], name: string): string | undefined {
  return clients.list().find((client) => client.name === name)?.id;
}

// Those in other languages have no package.json: test/e2e/other-languages runs them.
const examples = globSync("*/package.json", { cwd: folder }).map((file) => basename(dirname(file)));

/** The rotation example counts its periods from now: no period ends while the test runs. */
const CONFIG: Record<string, Record<string, string>> = { rotation: { startingAt: new Date().toISOString() } };

it("knows what every example gives, or what else checks it", () => {
  const known = [OUTPUTS, ONLY_TYPE_CHECKED, RUN_ELSEWHERE].flatMap((tests) => Object.keys(tests));
  expect(examples.sort()).toEqual(known.sort());
  for (const example of examples) expect(existsSync(join(folder, example, "index.ts"))).toBe(true);
});

it.each(Object.entries(ONLY_TYPE_CHECKED))(
  "does NOT run examples/%s: it is only type-checked, by %s",
  (example, by) => {
    const text = readFileSync(join(dirname(folder), by), "utf8");
    // The setting names what it leaves out, the test what it takes in.
    if (by.endsWith(".json")) expect(text).not.toContain(example);
    else expect(text).toContain(example);
  },
);

it.each(Object.entries(RUN_ELSEWHERE))("leaves it to another test to run examples/%s: %s", (example, by) => {
  expect(readFileSync(join(dirname(folder), by), "utf8")).toContain(`"${example}"`);
});

describe.each(Object.keys(OUTPUTS))("examples/%s", (example) => {
  it("comes up, shows no change, and goes away", async () => {
    await using simulator = await seededSimulator();
    const before = simulator.clients.list();
    await using stack = await createStack({
      program: { example },
      config: CONFIG[example] ?? {},
      env: simulatorEnvironment(simulator.url),
    });
    const up = (await stack.up()).succeeded();
    expect(await stack.outputs()).toEqual(OUTPUTS[example]?.(simulator));
    expect(up.output).not.toMatch(/warning|error:/);
    // Of the refresh in it, too, each difference would be shown.
    const preview = await stack.preview({ refresh: true, expectNoChanges: true });
    expect(preview.code, preview.output).toBe(0);
    expect(preview.output).not.toContain("[diff:");
    expect(leakedSecrets(simulator, up.output + preview.output + stack.backendText())).toEqual([]);
    (await stack.destroy()).succeeded();
    expect(simulator.clients.list()).toEqual(before);
  });
});

async function seededSimulator(): Promise<Simulator & AsyncDisposable> {
  const simulator = await startSimulator({ rateLimit: false, usagePollsUntilComplete: 1, seed: ORGANISATION });
  return Object.assign(simulator, { [Symbol.asyncDispose]: () => simulator.close() });
}
