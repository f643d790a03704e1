import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ClientSeed, DIVISION_IDS, ROLE_IDS } from "../../simulator/index.ts";
import { compilerErrors } from "../harness/compiler.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { storedResources } from "../harness/pulumi.ts";
import { anHourAgo, type Face, QUIET } from "./client-stack.ts";
import { ExportStack, formatted } from "./export-stack.ts";

const FIXTURE = readFileSync(new URL("../cli/export/terraform.tfstate.json", import.meta.url), "utf8");

/** The secrets of the state, which may stand in the encrypted configuration and state of the stack only. */
const SECRETS = {
  reporting: "secret-of-reporting-in-its-credential",
  sync: "exposed-secret-of-the-billing-sync",
  password: "password-of-the-web-service",
  user: "robot-of-the-web-service",
};

const idOf = (number: number) => `10000000-0000-4000-8000-00000000000${number}`;
const CALLBACK = { registeredRedirectUri: ["https://app.example.com/callback"] };

/** The clients of the state. Somebody has changed the third one since, and the sixth one is gone. */
const CLIENTS: readonly ClientSeed[] = [
  {
    id: idOf(1),
    name: "Reporting",
    description: "Nightly reports",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    roleDivisions: [
      { roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home },
      { roleId: ROLE_IDS.analyticsReader, divisionId: DIVISION_IDS.sales },
    ],
    secret: SECRETS.reporting,
  },
  {
    id: idOf(2),
    name: "Login 1",
    authorizedGrantType: "SAML2-BEARER",
    accessTokenValiditySeconds: 3600,
    state: "inactive",
    scope: ["users"],
    ...CALLBACK,
  },
  { id: idOf(3), name: "Login 2", description: "Changed by hand", scope: ["users", "analytics"], ...CALLBACK },
  {
    id: idOf(4),
    name: "Billing sync",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    roleDivisions: [{ roleId: ROLE_IDS.employee, divisionId: "*" }],
    secret: SECRETS.sync,
  },
  { id: idOf(5), name: "Portal", scope: ["users"], registeredRedirectUri: ["https://portal.example.com/callback"] },
  { name: "Made by hand" },
];

/** The organisation that the state is about, and the state in a file of the project. */
async function moved(face: Face): Promise<ExportStack> {
  const exported = await ExportStack.create({ face, clock: anHourAgo, seed: { clients: [...CLIENTS] } });
  const { simulator, stack } = exported.clients;
  const credentials = [
    {
      name: "Reporting",
      type: "pureCloudOAuthClient",
      fields: { clientId: idOf(1), clientSecret: SECRETS.reporting },
    },
    { name: "Billing sync", type: "pureCloudOAuthClient", fields: { clientId: idOf(4), clientSecret: SECRETS.sync } },
    { name: "Web service", type: "basicAuth", fields: { password: SECRETS.password, userName: SECRETS.user } },
  ].map((credential) => simulator.credentials.create(credential));
  const state = credentials.reduce(
    (text, { id }, index) => text.replaceAll(`20000000-0000-4000-8000-00000000000${index + 1}`, id),
    FIXTURE,
  );
  stack.writeProgram("terraform.tfstate", state);
  return exported;
}

const FROM_TERRAFORM = ["--from-terraform", "terraform.tfstate", "--out", "index.ts", "--force"];

describe("genesyscloud-oauth export --from-terraform", { timeout: 900_000 }, () => {
  it("adopts what the state has, and its secrets go into the configuration and nowhere else", async () => {
    await using exported = await moved("dynamic");
    const { clients } = exported;
    const { simulator, stack } = clients;
    const before = { clients: simulator.clients.list(), fields: fieldsOf(exported) };
    const told = await exported.export(...FROM_TERRAFORM);
    expect([told.code, told.stdout]).toEqual([7, ""]);
    expect(told.stderr).toContain("Run the same command with --set-secrets");
    const { code, stderr } = await exported.export(...FROM_TERRAFORM, "--set-secrets");
    expect(code).toBe(7);
    expect(stderr).toContain('5 clients and 3 integration credentials of "Simulated Organization" exported.');
    expect(stderr).toContain("it does not exist in this organisation");
    expect(stderr).toContain("and stay with Terraform:\n- genesyscloud_routing_queue\n");
    expect(stderr).toContain("Terraform has replaced it, and has yet to delete it");
    expect(stderr.match(/the state does not have all fields of this credential/g)).toHaveLength(2);
    expect(stderr).toContain("4 secrets of the Terraform state went into the configuration of the stack:");
    const program = exported.read("index.ts");
    expect(await formatted(program)).toBe(program);
    expect(await compilerErrors([program])).toBe("");
    expect(program).toContain("Terraform's state has another description.");
    expect(exported.writes()).toEqual([]);

    const up = (await stack.up()).succeeded();
    // Nobody can read the fields of a credential: they are sent as they are.
    expect(exported.writes().map((write) => write.replace(/[^/]+$/, ""))).toEqual(
      Array(3).fill("PUT /api/v2/integrations/credentials/"),
    );
    expect({ clients: simulator.clients.list(), fields: fieldsOf(exported) }).toEqual(before);
    expect(await clients.noise()).toEqual(QUIET);
    const stored = await clients.stored();
    expect(Object.keys(stored).sort()).toEqual([
      "billing-eu-west-portal-app-a-b",
      "billing-eu-west-sync",
      "login-0",
      "login-1",
      "reporting",
    ]);
    expect(stored.reporting?.secret).toBe(SECRETS.reporting);
    expect(stored["billing-eu-west-sync"]?.secret).toBe(SECRETS.sync);
    const resources = storedResources((await stack.exportStack()).succeeded());
    expect(resources.find(({ urn }) => urn.endsWith("::billing-eu-west-portal-app-a-b"))?.urn).toContain(
      "::terraform:index:Module$terraform:index:Module$pulumi-nodejs:dynamic/genesyscloud:OAuthClient::",
    );
    const texts = [told.output, stderr, up.output, program, exported.read("Pulumi.test.yaml"), stack.backendText()];
    for (const text of texts) {
      expect(leakedSecrets(simulator, text)).toEqual([]);
      for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
    }
    const again = await exported.export(...FROM_TERRAFORM);
    expect(again.stderr).toContain('0 clients of "Simulated Organization" exported.');
    expect(again.stderr.match(/the stack has it already, as /g)).toHaveLength(5 + 2);
  });

  it("writes a file for pulumi import that keeps the modules", async () => {
    await using exported = await moved("plugin");
    const { clients } = exported;
    const { stack } = clients;
    const { code } = await exported.export(
      ...["--from-terraform", "terraform.tfstate", "--plugin", "--out", "import.json"],
      ...["--program", "index.ts", "--force", "--set-secrets"],
    );
    expect(code).toBe(7);
    expect(await formatted(exported.read("index.ts"))).toBe(exported.read("index.ts"));
    const args = ["--generate-code=false", "--protect=false", "--yes"];
    (await stack.run(["import", "--file", "import.json", ...args])).succeeded();
    expect(exported.writes()).toEqual([]);
    (await stack.up()).succeeded();
    expect(exported.writes().map((write) => write.replace(/[^/]+$/, ""))).toEqual(
      Array(3).fill("PUT /api/v2/integrations/credentials/"),
    );
    expect((await clients.stored()).reporting?.secret).toBe(SECRETS.reporting);
    expect(Object.keys(await clients.ids())).toHaveLength(5);
    expect(await clients.noise()).toEqual(QUIET);
    for (const secret of Object.values(SECRETS)) expect(stack.backendText()).not.toContain(secret);
  });

  it("reads the state from standard input", async () => {
    await using exported = await moved("dynamic");
    const { stack } = exported.clients;
    const result = await stack.execute("bash", [
      "-c",
      `cat terraform.tfstate | "$0" "$1" export --from-terraform - --no-stack --name '^Portal$'`,
      ...exported.command,
    ]);
    expect(result.code).toBe(7);
    expect(result.stdout.match(/^ {4}name: .*$/gm)).toEqual(['    name: "Portal",']);
  });
});

function fieldsOf({ clients }: ExportStack) {
  return clients.simulator.credentials.list().map(({ name, fields }) => ({ name, fields }));
}
