import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { checkInputs } from "../../../../provider/model/check-inputs.ts";
import { OAUTH_CLIENT_TYPE } from "../../../../provider/model/oauth-client.ts";
import { pluginToken } from "../../../../provider/model/plugin-tokens.ts";
import { failuresOf, promiseOf } from "../../../../provider/program/testing/index.ts";
import { APP } from "../../../harness/sample-clients.ts";
import { FACES, removeMocksAfterAll, useMocks } from "./unit-test-run.ts";

removeMocksAfterAll();

const root = join(import.meta.dirname, "..", "..", "..", "..");
const GOOD = { ...APP, authorizedGrantType: "CODE" } as const;
const BAD = { ...GOOD, name: "", scopes: ["users", ""], roles: [{ roleId: "a", division: "b" }] };
const SECRET = "the-secret-that-nobody-may-see";

const TYPES = { dynamic: OAUTH_CLIENT_TYPE, plugin: pluginToken("OAuthClient") };

describe.each(["dynamic", "plugin"] as const)("a unit test of the %s face", (face) => {
  const { OAuthClient, IntegrationCredential } = FACES[face];
  const type = TYPES[face];

  it("gets every reason that check has, with the name of the resource", async () => {
    await useMocks();
    const [message = "", ...others] = await failuresOf(() => new OAuthClient("app", BAD));
    expect(others).toEqual([]);
    const { failures } = checkInputs(BAD);
    expect(failures.length).toBeGreaterThan(3);
    expect(message.split("\n")).toEqual(
      failures.map(({ property, reason }) => `${type} resource 'app': property ${property} has a problem: ${reason}`),
    );
  });

  it("gets one message for each resource that fails, and none for those that do not", async () => {
    await useMocks();
    const failures = await failuresOf(async () => {
      new OAuthClient("good", GOOD);
      new OAuthClient("nameless", { ...GOOD, name: " " });
      new OAuthClient("without-arguments", undefined);
    });
    expect([...failures].sort()).toEqual([
      'OAuthClient "without-arguments" needs arguments: at least name and authorizedGrantType.',
      expect.stringContaining("resource 'nameless': property name has a problem"),
    ]);
    expect(await failuresOf(() => new OAuthClient("good", GOOD))).toEqual([]);
  });

  it("never gets a secret in a message", async () => {
    await useMocks();
    const failures = await failuresOf(() => {
      new OAuthClient("not-adopted", { ...GOOD, importedClientSecret: SECRET });
      new OAuthClient("misspelt", Object.assign({ clientSecret: pulumi.secret(SECRET) }, GOOD));
      new IntegrationCredential("half", { name: "Half", fields: { clientSecret: SECRET } });
    });
    expect(failures).toHaveLength(3);
    expect(failures.join("\n")).not.toContain(SECRET);
  });

  it("goes on with its mocks, stack and mode afterwards", async () => {
    await useMocks({ homeDivision: { id: "home-id", name: "Home" } }, true);
    await failuresOf(() => new OAuthClient("app", BAD));
    expect([pulumi.getProject(), pulumi.getStack(), pulumi.runtime.isDryRun()]).toEqual(["shop", "dev", true]);
    const machine = { name: "A", authorizedGrantType: "CLIENT-CREDENTIALS", roles: [{ roleId: "a" }] } as const;
    expect(await promiseOf(new OAuthClient("a", machine).roles)).toEqual([{ roleId: "a", divisionId: "home-id" }]);
  });
});

it("needs mocks to tell failures", async () => {
  pulumi.runtime.resetOptions("project", "stack", -1, "", "", false, "");
  await expect(failuresOf(() => undefined)).rejects.toThrow("call pulumi.runtime.setMocks first");
});

/** A unit test without a test runner. It ends by itself, or with an error that nobody expected. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { IntegrationCredential, OAuthClient } from "pulumi-genesyscloud-oauth";
import { genesyscloudMocks, promiseOf } from "pulumi-genesyscloud-oauth/testing";

await pulumi.runtime.setMocks(genesyscloudMocks());
const redirects = { registeredRedirectUris: ["https://app.example.com/"] };
const args = { name: "App", authorizedGrantType: process.argv[1], ...redirects, importedClientSecret: "${SECRET}" };
const client = new OAuthClient("app", args, { import: "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e" });
const { clientId, clientSecret } = client;
new IntegrationCredential("app", { name: "App", fields: { clientId, clientSecret } });
await promiseOf(client.urn);
await pulumi.runtime.disconnect();
`;

it.each([
  ["prints nothing", "CODE", 0, /^$/],
  ["ends with the reason, when nobody expects the failure", "COD", 1, /"COD" is not a grant type: did you mean CODE\?/],
])("a unit test in a process of its own %s", (_what, grantType, status, stderr) => {
  const child = spawnSync(process.execPath, ["--input-type=module", "--eval", PROGRAM, grantType], {
    cwd: root,
    encoding: "utf8",
  });
  expect(child).toMatchObject({ status, stdout: "", stderr: expect.stringMatching(stderr) });
  expect(child.stderr).not.toContain(SECRET);
});
