import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PluginProcess, startPlugin, urnOf } from "../harness/plugin-process.ts";
import { APP } from "../harness/sample-clients.ts";
import { failureOf } from "../support/failures.ts";

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "package.json"), "utf8"));
const ADVICE = `Use the plugin and the SDK of the same version: this is version ${version} of the plugin genesyscloud-oauth.`;

let plugin: PluginProcess;

beforeAll(async () => {
  plugin = await startPlugin();
});

afterAll(async () => {
  await plugin[Symbol.asyncDispose]();
});

describe("what an SDK of another version asks for", () => {
  it("is refused with both versions in mind, where it is a property", async () => {
    const { failures } = await plugin.check(urnOf("OAuthClient"), { ...APP, newThing: 1 });
    const reason = `is not a property: remove it, or move it into extraProperties if it is a field of the API. Version ${version} of the plugin has no such property: if your SDK has it, use the plugin of the SDK's version`;
    expect(failures).toEqual([{ property: "newThing", reason }]);
  });

  it("is refused in the same way where it is a property of a credential, or of a role", async () => {
    const credential = { name: "x", fields: { clientId: "a", clientSecret: "b" }, newThing: 1 };
    const service = { ...APP, authorizedGrantType: "CLIENT-CREDENTIALS", scopes: [], roles: [{ roleId: "a", x: 1 }] };
    const checks = [
      plugin.check(urnOf("IntegrationCredential"), credential),
      plugin.check(urnOf("OAuthClient"), service),
    ];
    for (const { failures } of await Promise.all(checks)) {
      expect(failures).toMatchObject([{ reason: expect.stringContaining(`Version ${version} of the plugin`) }]);
    }
  });

  it("is taken for a slip of the pen where a property has nearly the same name", async () => {
    const { failures } = await plugin.check(urnOf("OAuthClient"), { ...APP, descriptoin: "x" });
    expect(failures).toEqual([{ property: "descriptoin", reason: "is not a property: did you mean description?" }]);
  });

  it("is refused with the version of the plugin, where it is a resource or a function", async () => {
    await plugin.configure();
    const calls = [
      plugin.check(urnOf("NewThing"), {}),
      plugin.check("urn:pulumi:test::program::othercloud:index:Thing::app", {}),
      plugin.invoke("genesyscloud-oauth:index:getNewThings", {}),
      plugin.invoke("othercloud:index:getThings", {}),
    ];
    const messages = await Promise.all(calls.map(async (call) => (await failureOf(call)).message));
    for (const message of messages) expect(message).toContain(ADVICE);
    expect(messages.map((message) => /has no (\w+ \S+)\.\n/.exec(message)?.[1])).toEqual([
      "resource genesyscloud-oauth:index:NewThing",
      "resource othercloud:index:Thing",
      "function genesyscloud-oauth:index:getNewThings",
      "function othercloud:index:getThings",
    ]);
  });
});
