import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_LOGIN, type Simulator, simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { type PluginProcess, startPlugin, urnOf } from "../harness/plugin-process.ts";
import { ProviderCallError } from "../harness/provider-messages.ts";
import { APP } from "../harness/sample-clients.ts";
import { failureOf } from "../support/failures.ts";

const root = join(import.meta.dirname, "..", "..");
const textOf = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const CLIENT = urnOf("OAuthClient");
const SECRET_TEXT = "a-text-that-only-the-program-knows";
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

let simulator: Simulator;
let plugin: PluginProcess;

beforeEach(async () => {
  simulator = await startSimulator({ rateLimit: false });
  plugin = await startPlugin({ env: simulatorEnvironment(simulator.url) });
});

afterEach(async () => {
  const { stdout, stderr, port } = plugin.process;
  await plugin[Symbol.asyncDispose]();
  expect(stdout).toBe(`${port}\n`);
  expect(leakedSecrets(simulator, stderr)).toEqual([]);
  await simulator.close();
});

async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error = await failureOf(call);
  expect(error).toBeInstanceOf(ProviderCallError);
  expect(error.message).not.toMatch(/\n\s+at /);
  return error.message;
}

describe("the plugin asked for what it does not have", () => {
  it("names the resources that it has, in every call on a resource", async () => {
    await plugin.configure();
    for (const call of [
      () => plugin.check(urnOf("Group"), { name: "x" }),
      () => plugin.create(urnOf("Group"), { name: "x" }),
      () => plugin.create("nonsense", {}),
      () => plugin.create("", {}),
    ]) {
      expect(await refusalOf(call())).toMatch(
        /^This version of the provider plugin has no resource.*\nIt has genesyscloud-oauth:index:OAuthClient and genesyscloud-oauth:index:IntegrationCredential\. Use the plugin and the SDK of the same version/,
      );
    }
    expect(simulator.log.all()).toEqual([]);
  });

  it("names the functions that it has", async () => {
    await plugin.configure();
    for (const token of ["genesyscloud-oauth:index:getOauthScopes", "other:index:getOAuthScopes", ""]) {
      expect(await refusalOf(plugin.invoke(token, {}))).toMatch(
        /^This version of the provider plugin has no function.*\nIt has getOAuthScopes, getOAuthScope, /,
      );
    }
    expect(simulator.log.all()).toEqual([]);
  });

  it("says that a method is not implemented, and goes on", async () => {
    for (const method of ["Construct", "Call", "Parameterize", "NoSuchMethod"]) {
      expect(await refusalOf(plugin.send(method, new Uint8Array()))).toMatch(/does not implement/);
    }
    expect(await plugin.version()).not.toBe("");
  });
});

describe("a malformed request", () => {
  it("of bytes that are no message is refused, and the next call is answered", async () => {
    await plugin.configure();
    for (const method of ["Check", "Create", "Configure", "Invoke", "Read"]) {
      await refusalOf(plugin.send(method, Buffer.from("\u00ff\u00ff\u00ff not a message", "latin1")));
    }
    expect((await plugin.check(CLIENT, APP)).failures).toEqual([]);
  });

  it("with a value that has no kind is refused, and the next call is answered", async () => {
    await plugin.configure();
    // CheckRequest { news: { fields: { name: <Value without a kind> } } }
    const entry = Buffer.concat([Buffer.from([0x0a, 4]), Buffer.from("name"), Buffer.from([0x12, 0])]);
    const news = Buffer.concat([Buffer.from([0x0a, entry.length]), entry]);
    const urn = Buffer.concat([Buffer.from([0x0a, CLIENT.length]), Buffer.from(CLIENT)]);
    const request = Buffer.concat([urn, Buffer.from([0x1a, news.length]), news]);
    await failureOf(plugin.send("Check", request));
    expect((await plugin.check(CLIENT, APP)).failures).toEqual([]);
  });

  it("with inputs of wrong types gets a failure for each property, and no value that is secret", async () => {
    await plugin.configure();
    const { failures } = await plugin.check(CLIENT, {
      ...APP,
      name: { nested: true },
      registeredRedirectUris: [secret(SECRET_TEXT)],
      scopes: "analytics",
      roles: [[]],
      secretVersion: false,
      description: secret([SECRET_TEXT]),
    });
    const properties = failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n");
    for (const name of ["name", "registeredRedirectUris[0]", "scopes", "secretVersion", "description"]) {
      expect(properties).toContain(name);
    }
    expect(properties).not.toContain(SECRET_TEXT);
    // The engine prints the value of the property that a failure names.
    expect(failures.map(({ property }) => property)).not.toContain("description");
    expect(failures.map(({ property }) => property.replace(/\[.*/, ""))).not.toContain("registeredRedirectUris");
    expect(simulator.log.all()).toEqual([]);
  });
});

describe("the schema", () => {
  it("is the one in the sources, and has the version of the package, which is also that of the plugin", async () => {
    const schema = JSON.parse(await plugin.schema());
    expect(schema).toEqual(JSON.parse(textOf("provider", "plugin", "schema.json")));
    const { version } = JSON.parse(textOf("package.json"));
    expect([schema.version, await plugin.version()]).toEqual([version, version]);
  });
});

describe("the configuration", () => {
  it("is refused for a setting that there is not, with a suggestion and without its value", async () => {
    const settings = { apiURL: SECRET_TEXT, oauthClientSecrets: secret(SECRET_TEXT), completelyOther: "x" };
    const { failures } = await plugin.checkConfig(settings);
    expect(failures.map(({ property }) => property)).toEqual(["", "", ""]);
    const reasons = failures.map(({ reason }) => reason).sort();
    expect(reasons).toEqual([
      "apiURL is not a setting: did you mean apiUrl?",
      expect.stringMatching(/^completelyOther is not a setting: there are .*region/),
      "oauthClientSecrets is not a setting: did you mean oauthClientSecret?",
    ]);
  });

  it("comes once: the same again does no harm, another one is refused and changes nothing", async () => {
    await plugin.configure();
    await plugin.configure();
    expect(await refusalOf(plugin.configure({ ownershipMark: "true" }))).toContain("is configured already");
    const { id, properties } = await plugin.create(CLIENT, (await plugin.check(CLIENT, APP)).inputs);
    expect(properties.description).toBe("");
    expect(simulator.clients.get(id)?.name).toBe(APP.name);
  });

  it("may come after the first call: the call waits for it", async () => {
    const { inputs } = await plugin.check(CLIENT, APP);
    const created = plugin.create(CLIENT, inputs);
    // Answered while the creation waits.
    expect(await plugin.version()).not.toBe("");
    expect(simulator.log.all()).toEqual([]);
    await plugin.configure();
    expect(simulator.clients.get((await created).id)?.name).toBe(APP.name);
  });

  it("that never comes keeps no call waiting once the engine cancels", async () => {
    const created = plugin.create(CLIENT, APP);
    const refusal = refusalOf(created);
    await plugin.version();
    await plugin.cancel();
    expect(await refusal).toContain("The run was cancelled");
  });

  it("that is not complete is the failure of every call that needs it, with the names of the settings", async () => {
    await plugin.configure({ oauthClientId: DEFAULT_LOGIN.clientId });
    const { inputs } = await plugin.check(CLIENT, APP);
    for (const call of [
      () => plugin.create(CLIENT, inputs),
      () => plugin.create(CLIENT, inputs, { preview: true }),
      () => plugin.invoke("genesyscloud-oauth:index:getOAuthScopes", {}),
    ]) {
      expect(await refusalOf(call())).toContain("genesyscloud-oauth:oauthClientSecret");
    }
    expect(simulator.log.all()).toEqual([]);
  });
});

describe("ownership marks", () => {
  it("may be checked again for the same resource, and stand for one resource only", async () => {
    await plugin.configure({ ownershipMark: "true" });
    const first = await plugin.check(CLIENT, APP);
    expect(first.inputs.ownershipMark).toBe("program/test/app");
    // The engine does so for a resource that it replaces.
    expect(await plugin.check(CLIENT, APP)).toEqual(first);
    const twin = CLIENT.replace("genesyscloud-oauth:", "my:index:Group$genesyscloud-oauth:");
    expect(await refusalOf(plugin.check(twin, APP))).toContain('Two resources are named "app"');
  });
});

describe("a function", () => {
  it("refuses an argument that it does not have, and a secret argument makes a secret answer", async () => {
    await plugin.configure();
    const token = "genesyscloud-oauth:index:getOAuthScope";
    expect(await refusalOf(plugin.invoke(token, { scopeID: "users" }))).toContain(
      "getOAuthScope has no argument scopeID: did you mean scopeId?",
    );
    const { id, description } = await plugin.invoke(token, { scopeId: "users" });
    expect(await plugin.invoke(token, { scopeId: secret("users") })).toMatchObject({
      id: secret(id),
      description: secret(description),
    });
    expect(simulator.log.count({ route: "/api/v2/oauth/scopes/{scopeId}" })).toBe(1);
  });
});
