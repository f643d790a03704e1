import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SimCredential } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import {
  type CommandResult,
  executedChanges,
  plannedChanges,
  refreshedChanges,
  type StoredResource,
  storedResources,
} from "../harness/pulumi.ts";
import { SERVICE } from "../harness/sample-clients.ts";
import { type ClientStack, createClientStack, FACES, type Face, MODULES, summaryOf } from "./client-stack.ts";

const PLANTED = "a-password-that-no-client-has";
const CREDENTIAL = "/api/v2/integrations/credentials/{credentialId}";

/** A client, the credential that holds its secret, and another kind of credential. */
const programOf = (face: Face) => `import * as pulumi from "@pulumi/pulumi";
import { IntegrationCredential, OAuthClient } from "${MODULES[face]}";
const config = new pulumi.Config();
const client = new OAuthClient("client", { ...${JSON.stringify(SERVICE)}, secretVersion: config.get("secretVersion") });
const current = pulumi.output({ clientId: client.clientId, clientSecret: client.clientSecret });
const actions = new IntegrationCredential("actions", {
  name: config.get("name") ?? "Data actions",
  fields: { clientId: current.clientId, clientSecret: current.clientSecret },
});
new IntegrationCredential(
  "basic",
  { name: "Basic", type: config.get("type") ?? "basicAuth", fields: { userName: "robot", password: config.requireSecret("password") } },
  { import: config.get("adopted") },
);
if (config.get("other")) {
  const other = IntegrationCredential.get("other", config.require("other"));
  pulumi.all([other.name, other.type]).apply(([name, type]) => console.log("other is " + name + " of " + type));
}
export const credential = actions;
`;

describe.each(FACES)("integration credentials, %s face", (face) => {
  const source = programOf(face);
  let clients: ClientStack;

  beforeAll(async () => {
    clients = await createClientStack({
      face,
      program: { file: "index.mjs", source },
      secretConfig: { password: PLANTED },
    });
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  /** Searches all there is to see after a command: its own output, the export, the backend's files. */
  const expectNoLeak = async (...results: CommandResult[]) => {
    const texts = [...results, await clients.stack.exportStack()].map(({ output }) => output);
    for (const text of [...texts, clients.stack.backendText()]) {
      const seen = withoutTrace(text);
      expect(leakedSecrets(clients.simulator, seen)).toEqual([]);
      expect(seen).not.toContain(PLANTED);
    }
  };

  const credentialNamed = (name: string): SimCredential | undefined =>
    clients.simulator.credentials.list().find((credential) => credential.name === name);

  const secretInUse = (): string | undefined => {
    const { clientId = "" } = credentialNamed("Data actions")?.fields ?? {};
    return clients.simulator.clients.secretOf(clientId);
  };

  const stored = async (): Promise<StoredResource[]> => {
    const { stack } = clients;
    const resources = storedResources((await stack.exportStack({ showSecrets: true })).succeeded());
    return resources.filter(({ type }) => type.endsWith(":IntegrationCredential"));
  };

  it("are created with the secret of a client of the same program, which nothing shows", async () => {
    const up = (await clients.stack.up({ diff: true })).succeeded();
    expect(credentialNamed("Data actions")?.fields.clientSecret).toBe(secretInUse());
    expect(credentialNamed("Basic")).toMatchObject({ fields: { userName: "robot", password: PLANTED } });
    await expectNoLeak(up, await clients.stack.run(["stack", "output", "--json"]));
    expect((await clients.noise()).code).toBe(0);
  });

  it("get a new secret in the same up as the client, with one PUT", async () => {
    const before = secretInUse();
    await clients.stack.setConfig("secretVersion", "1");
    clients.simulator.log.clear();
    const preview = (await clients.stack.preview({ diff: true })).succeeded();
    const up = (await clients.stack.up({ json: true })).succeeded();
    expect(summaryOf(executedChanges(up))).toEqual({ client: "update secretVersion", actions: "update fields" });
    expect(secretInUse()).not.toBe(before);
    expect(credentialNamed("Data actions")?.fields.clientSecret).toBe(secretInUse());
    expect(clients.simulator.log.count({ method: "PUT", route: CREDENTIAL })).toBe(1);
    await expectNoLeak(preview, up);
  });

  it("show a name that somebody changed, and the next up restores it with all fields", async () => {
    const { simulator, stack } = clients;
    const { id = "", fields } = credentialNamed("Data actions") ?? {};
    simulator.credentials.edit(id, { name: "Renamed by hand", fields: { clientId: "x", clientSecret: "y" } });
    expect(await clients.drift()).toEqual({ code: 7, changes: { actions: "update name" } });
    const up = (await stack.up({ refresh: true, json: true })).succeeded();
    expect(summaryOf(refreshedChanges(up))).toMatchObject({ actions: "refresh name" });
    expect(simulator.credentials.get(id)).toMatchObject({ name: "Data actions", fields });
    await expectNoLeak(up);
  });

  it("get the new secret of the client with the next up when the PUT fails, and the error hides it", async () => {
    const { simulator, stack } = clients;
    await stack.setConfig("secretVersion", "2");
    const fault = simulator.faults.add({
      method: "PUT",
      route: CREDENTIAL,
      times: Number.POSITIVE_INFINITY,
      action: { kind: "status", status: 400, message: "What is this?" },
    });
    const failed = await stack.up();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain("What is this?");
    await expectNoLeak(failed);
    fault.remove();
    (await stack.up()).succeeded();
    expect(credentialNamed("Data actions")?.fields.clientSecret).toBe(secretInUse());
    expect((await clients.noise()).code).toBe(0);
  });

  it("get their fields again when nobody heard of an update, although a refresh comes between", async () => {
    const { simulator, stack } = clients;
    const { id = "" } = credentialNamed("Data actions") ?? {};
    await stack.setConfig("secretVersion", "3");
    const lost = { method: "PUT", route: CREDENTIAL, times: Number.POSITIVE_INFINITY } as const;
    const fault = simulator.faults.add({ ...lost, action: { kind: "reset-before" } });
    const failed = await stack.up();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain("It is unknown whether the credential was updated");
    fault.remove();
    const refreshed = (await stack.refresh({ diff: true })).succeeded();
    const up = (await stack.up({ json: true })).succeeded();
    expect(summaryOf(executedChanges(up))).toEqual({ actions: "update fields" });
    expect(simulator.credentials.get(id)?.fields.clientSecret).toBe(secretInUse());
    expect((await clients.noise()).code).toBe(0);
    await expectNoLeak(failed, refreshed, up);
  });

  it("are replaced when the type changes", async () => {
    const { stack } = clients;
    const { id } = credentialNamed("Basic") ?? {};
    await stack.setConfig("type", "userDefined");
    expect(summaryOf(plannedChanges((await stack.preview({ json: true })).succeeded())).basic).toMatch(/^replace/);
    const up = (await stack.up()).succeeded();
    expect(credentialNamed("Basic")).toMatchObject({ type: "userDefined" });
    expect(clients.simulator.credentials.list()).toHaveLength(2);
    expect(credentialNamed("Basic")?.id).not.toBe(id);
    await expectNoLeak(up);
  });

  it("are adopted with the option import: the fields of the program are sent", async () => {
    const { simulator, stack } = clients;
    const { id: managed = "" } = credentialNamed("Basic") ?? {};
    const [basic] = (await stored()).filter(({ urn }) => urn.endsWith("::basic"));
    (await stack.run(["state", "delete", "--yes", basic?.urn ?? ""])).succeeded();
    simulator.credentials.edit(managed, { fields: { userName: "nobody", password: "unknown" } });
    const other = simulator.credentials.create({ name: "Theirs", type: "userDefined", fields: { any: "text" } });
    await stack.setConfig("adopted", managed);
    await stack.setConfig("other", other.id);
    simulator.log.clear();
    const up = (await stack.up({ diff: true })).succeeded();
    expect(up.output).toContain("other is Theirs of userDefined");
    expect(simulator.log.count({ method: "PUT", route: CREDENTIAL })).toBe(1);
    expect(simulator.credentials.get(managed)?.fields).toEqual({ userName: "robot", password: PLANTED });
    await expectNoLeak(up);
    await stack.removeConfig("adopted");
    expect((await clients.noise()).code).toBe(0);
  });

  it("say in check what is wrong, without the value of a field", async () => {
    const { stack } = clients;
    stack.writeProgram(
      "index.mjs",
      source.replace(
        'fields: { userName: "robot",',
        "token: config.requireSecret('password'), fields: { userName: '',",
      ),
    );
    const preview = await stack.preview({ diff: true });
    expect(preview.code).not.toBe(0);
    expect(preview.output).toContain("must not be empty");
    expect(preview.output).toContain("move it into fields");
    await expectNoLeak(preview);
    stack.writeProgram("index.mjs", source);
  });

  it("are gone after a destroy, and those of others are not", async () => {
    const destroyed = (await clients.stack.destroy({ diff: true })).succeeded();
    expect(clients.simulator.credentials.list()).toMatchObject([{ name: "Theirs", fields: { any: "text" } }]);
    await expectNoLeak(destroyed);
  });
});

/** Lines in which Pulumi itself tells what its Node SDK sends (a debug event in `up --json`). Nothing of ours writes them. */
function withoutTrace(text: string): string {
  const trace = /RegisterResource RPC finished: |arshaling property for RPC\[/;
  return text
    .split("\n")
    .filter((line) => !trace.test(line))
    .join("\n");
}
