import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { failuresOf, promiseOf } from "../../../../provider/program/testing/index.ts";
import { APP } from "../../../harness/sample-clients.ts";
import { FACES, removeMocksAfterAll, useMocks } from "./unit-test-run.ts";

removeMocksAfterAll();

const CODE = { ...APP, authorizedGrantType: "CODE" } as const;
const ID = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";

describe.each(Object.entries(FACES))("in a unit test of the %s face", (_name, face) => {
  const { OAuthClient, RotatingOAuthClient, IntegrationCredential, getAuthorizationDivisionOutput } = face;
  const machine = { name: "Service", authorizedGrantType: "CLIENT-CREDENTIALS", roles: [{ roleId: ID }] } as const;

  it("a client needs no configuration, and has the outputs of its creation", async () => {
    await useMocks();
    const client = new OAuthClient("app", { ...CODE, scopes: ["users", "analytics", "users"], secretVersion: 1 });
    const { id, name, description, scopes, state, secretVersion, clientId, accessTokenValiditySeconds } = client;
    const all = { id, name, description, scopes, state, secretVersion, clientId, accessTokenValiditySeconds };
    expect(await promiseOf(pulumi.output(all))).toEqual({
      id: await promiseOf(client.clientId),
      name: "App",
      description: "",
      scopes: ["analytics", "users"],
      state: "active",
      secretVersion: "1",
      clientId: expect.stringMatching(/^00000000-/),
      accessTokenValiditySeconds: 86_400,
    });
  });

  it("its secret is marked as a secret, and nobody takes it for a real one", async () => {
    await useMocks();
    const { clientSecret, clientId, name } = new OAuthClient("app", CODE);
    expect(await promiseOf(clientSecret)).toBe("unit-test-secret-of-app");
    expect(await Promise.all([clientSecret, clientId, name].map(pulumi.isSecret))).toEqual([true, false, false]);
  });

  it("an input that is a secret stays one", async () => {
    await useMocks();
    const { description } = new OAuthClient("app", { ...CODE, description: pulumi.secret("For us") });
    expect([await promiseOf(description), await pulumi.isSecret(description)]).toEqual(["For us", true]);
  });

  it("ids depend on the name of the resource alone", async () => {
    const idOf = async (name: string) => {
      await useMocks();
      return promiseOf(new OAuthClient(name, CODE).id);
    };
    const [first, again, other] = [await idOf("app"), await idOf("app"), await idOf("other")];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it("a role without a division is granted in the home division", async () => {
    await useMocks({ homeDivision: { id: "home-id", name: "Main" } });
    expect(await promiseOf(new OAuthClient("service", machine).roles)).toEqual([{ roleId: ID, divisionId: "home-id" }]);
    expect(await promiseOf(getAuthorizationDivisionOutput({ home: true }))).toEqual({ id: "home-id", name: "Main" });
  });

  it("a client that is adopted has its own id, and the secret that the program knows", async () => {
    await useMocks();
    const adopted = new OAuthClient("app", { ...CODE, importedClientSecret: "known" }, { import: ID });
    expect(await promiseOf(pulumi.all([adopted.id, adopted.clientSecret]))).toEqual([ID, "known"]);
    expect(await pulumi.isSecret(adopted.clientSecret)).toBe(true);
    // Each call of setMocks begins another run: nobody has adopted the client in it.
    await useMocks();
    expect(await promiseOf(new OAuthClient("other", CODE, { import: ID }).id)).toBe(ID);
  });

  it("get reads a client that is declared, and no other one", async () => {
    await useMocks({ clients: [{ clientId: ID, name: "Portal", scopes: ["users"] }] });
    const read = OAuthClient.get("portal", ID);
    expect(await promiseOf(pulumi.all([read.id, read.name, read.scopes, read.clientSecret]))).toEqual([
      ID,
      "Portal",
      ["users"],
      "",
    ]);
    const other = "00000000-0000-4000-8000-000000000000";
    const failures = await failuresOf(() => OAuthClient.get("other", other));
    expect(failures).toEqual([expect.stringContaining(`clients of genesyscloudMocks has no "${other}"`)]);
  });

  it("a RotatingOAuthClient has two credentials, both secrets", async () => {
    await useMocks();
    const { current, previous } = new RotatingOAuthClient("service", { ...machine, rotation: 1 });
    expect(await promiseOf(pulumi.output({ current, previous }))).toEqual({
      current: {
        clientId: expect.stringMatching(/^00000000-/),
        clientSecret: "unit-test-secret-of-service-first",
      },
      previous: {
        clientId: expect.stringMatching(/^00000000-/),
        clientSecret: "unit-test-secret-of-service-second",
      },
    });
    expect(await Promise.all([current, previous].map(pulumi.isSecret))).toEqual([true, true]);
  });

  it("an IntegrationCredential takes the secret of a client", async () => {
    await useMocks();
    const { clientId, clientSecret } = new OAuthClient("app", CODE);
    const credential = new IntegrationCredential("app", { name: " App ", fields: { clientId, clientSecret } });
    expect(await promiseOf(pulumi.all([credential.name, credential.type, credential.fields]))).toEqual([
      "App",
      "pureCloudOAuthClient",
      { clientId: await promiseOf(clientId), clientSecret: "unit-test-secret-of-app" },
    ]);
    expect(await pulumi.isSecret(credential.fields)).toBe(true);
    const read = IntegrationCredential.get("read", ID);
    expect(await promiseOf(pulumi.all([read.credentialId, read.fields]))).toEqual([ID, {}]);
  });

  it("in a preview, an input may be unknown, and its output then is too", async () => {
    class Other extends pulumi.CustomResource {
      declare readonly text: pulumi.Output<string>;
      constructor() {
        super("other:index:Other", "other", { text: undefined });
      }
    }
    await useMocks({}, true);
    const client = new OAuthClient("app", { ...CODE, name: new Other().text });
    expect(await promiseOf(client.accessTokenValiditySeconds)).toBe(86_400);
    expect(await promiseOf(client.name)).toBeUndefined();
  });

  it("resources of other providers have plain mocks, or those of the test", async () => {
    class Other extends pulumi.CustomResource {
      declare readonly text: pulumi.Output<string>;
      constructor() {
        super("other:index:Other", "other", { text: "a" });
      }
    }
    const ask = () => pulumi.runtime.invoke("other:index:getOther", { text: "a" });
    await useMocks();
    expect(await promiseOf(pulumi.all([new Other().id, new Other().text]))).toEqual(["other_id", "a"]);
    expect(await ask()).toEqual({ text: "a" });
    const others: pulumi.runtime.Mocks = {
      newResource: ({ type }) => ({ id: "b", state: { text: type } }),
      call: ({ token }) => ({ text: token }),
    };
    await useMocks({ others });
    expect(await promiseOf(pulumi.all([new Other().id, new Other().text]))).toEqual(["b", "other:index:Other"]);
    expect(await ask()).toEqual({ text: "other:index:getOther" });
  });
});
