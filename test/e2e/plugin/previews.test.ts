import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { UNKNOWN } from "../../harness/provider-messages.ts";
import { type CommandResult, engineEvents, executedChanges } from "../../harness/pulumi.ts";
import { APP, SERVICE } from "../../harness/sample-clients.ts";
import { QUIET } from "../client-stack.ts";
import { createPluginStack, declare, type PluginStack } from "./plugin-stack.ts";

const SERVICE_ARGS = { ...SERVICE, extraProperties: { "a.b": 1, other: { deep: [1, 2] } } };
const newState = z.object({ outputs: z.record(z.string(), z.unknown()) });

/** Two clients, and what a program makes of the outputs of the first one: another client, and a credential. */
function program(app: object = {}, service: object = {}, credential: object = {}): string[] {
  return [
    `const app = ${declare("OAuthClient", "app", { ...APP, ...app })}`,
    declare("OAuthClient", "service", { ...SERVICE_ARGS, ...service }),
    `const about = pulumi.interpolate\`\${app.clientId} \${app.dateCreated} \${app.createdBy} \${app.selfUri}\`;`,
    `new genesys.OAuthClient("second", { ...${JSON.stringify({ ...APP, name: "Second" })}, description: about });`,
    `new genesys.IntegrationCredential("credential", {
      name: "Data actions", ...${JSON.stringify(credential)},
      fields: { clientId: app.clientId, clientSecret: app.clientSecret },
    });`,
  ];
}

/** Each step that a preview shows, with the paths of the differences. */
function stepsIn(preview: CommandResult): string[] {
  return executedChanges(preview)
    .map(({ name, op, properties }) => [name, op, ...properties].join(" "))
    .sort();
}

/** The outputs of a resource that a preview does not know. What is secret looks the same, known or not. */
function unknownOutputs(preview: CommandResult, name: string): string[] {
  const states = engineEvents(preview).flatMap(({ resOutputsEvent }) =>
    resOutputsEvent?.metadata.urn.endsWith(`::${name}`) ? [newState.parse(resOutputsEvent.metadata.new)] : [],
  );
  expect(states).toHaveLength(1);
  const outputs = Object.entries(states[0]?.outputs ?? {});
  return outputs.flatMap(([key, value]) => (JSON.stringify(value).includes(UNKNOWN) ? [key] : [])).sort();
}

describe("a preview of the plugin", () => {
  let plugin: PluginStack;

  beforeAll(async () => {
    plugin = await createPluginStack();
  });

  afterAll(() => plugin[Symbol.asyncDispose]());

  /** A preview of this program. It must not send a write. */
  async function preview(...statements: string[]): Promise<CommandResult> {
    plugin.write(...statements);
    plugin.clients.simulator.log.clear();
    const env = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };
    const result = (await plugin.clients.stack.preview({ json: true, env })).succeeded();
    expect(plugin.writes()).toEqual([]);
    return result;
  }

  it("of a creation leaves open what Genesys Cloud chooses, and shows what is made of it", async () => {
    const created = await preview(...program());
    expect(stepsIn(created)).toEqual(["app create", "credential create", "second create", "service create"]);
    const chosen = ["clientId", "createdBy", "dateCreated", "dateModified", "modifiedBy", "secretDate", "selfUri"];
    expect(unknownOutputs(created, "app")).toEqual(chosen);
    expect(unknownOutputs(created, "second")).toEqual([...chosen, "description"].sort());
    (await plugin.clients.stack.up()).succeeded();
    expect(await plugin.clients.noise()).toEqual(QUIET);
  });

  it("of another description is one update, and nothing that is made of the client looks changed", async () => {
    const changed = await preview(...program({ description: "New" }));
    expect(stepsIn(changed)).toEqual(["app update description"]);
    expect(unknownOutputs(changed, "app")).toEqual(["dateModified", "modifiedBy"]);
  });

  it("of a new secretVersion leaves open the secret and the dates, and shows an update of what uses the secret", async () => {
    const rotated = await preview(...program({ secretVersion: 2 }));
    expect(stepsIn(rotated)).toEqual(["app update secretVersion", "credential update fields"]);
    expect(unknownOutputs(rotated, "app")).toEqual(["dateModified", "modifiedBy", "secretDate"]);
  });

  it("names the elements of lists and objects that differ", async () => {
    const app = {
      scopes: ["analytics:readonly", "users:readonly"],
      registeredRedirectUris: ["https://b.example.com/"],
    };
    const roles = SERVICE.roles.map((role) => ({ ...role, divisionId: "*" }));
    const extraProperties = { "a.b": 2, other: { deep: [1, 3] }, added: true };
    expect(stepsIn(await preview(...program(app, { roles, extraProperties })))).toEqual([
      "app update registeredRedirectUris[0] scopes[1]",
      'service update extraProperties.added extraProperties.other.deep[1] extraProperties["a.b"] roles[0].divisionId',
    ]);
  });

  it("of another type of credential is a replacement, which then happens", async () => {
    const replacing = program({}, {}, { type: "userDefined" });
    expect(stepsIn(await preview(...replacing))).toEqual([
      "credential create-replacement type",
      "credential delete-replaced",
      "credential replace type",
    ]);
    const [before] = plugin.clients.simulator.credentials.list();
    (await plugin.clients.stack.up()).succeeded();
    const after = plugin.clients.simulator.credentials.list();
    expect(after).toEqual([expect.objectContaining({ type: "userDefined" })]);
    expect(after[0]?.id).not.toBe(before?.id);
    expect(await plugin.clients.noise()).toEqual(QUIET);
  });
});
