import { describe, expect, it } from "vitest";
import { UniqueNames } from "../../../cli/export/identifiers.ts";
import type { PlannedClient } from "../../../cli/export/plan.ts";
import { terraformParts } from "../../../cli/export/terraform/resources.ts";
import { readTerraformState } from "../../../cli/export/terraform/state.ts";

const [ID, OTHER_ID] = ["10000000-0000-4000-8000-00000000000a", "10000000-0000-4000-8000-00000000000b"];

interface Resource {
  readonly module?: string;
  readonly name?: string;
  readonly attributes: object;
}

const resource =
  (type: string) =>
  ({ module, name = "app", attributes }: Resource) => ({
    ...{ mode: "managed", type: `genesyscloud_${type}`, name },
    ...(module === undefined ? {} : { module }),
    instances: [{ schema_version: 1, attributes }],
  });
const client = resource("oauth_client");
const credential = (
  fields: object | null,
  more: Partial<Resource> & { readonly type?: string; readonly id?: string } = {},
) => {
  const { type = "pureCloudOAuthClient", id = "c", ...rest } = more;
  return resource("integration_credential")({
    ...rest,
    attributes: { id, name: "Credential", credential_type_name: type, fields },
  });
};

/** The parts for one client that is exported. @param managed what the stack has already. */
function partsOf(
  resources: readonly object[],
  planned: Partial<PlannedClient> = {},
  managed: Readonly<Record<string, string>> = {},
) {
  const state = readTerraformState(JSON.stringify({ version: 4, resources }), "state");
  const exported = {
    id: ID,
    resource: "app",
    declared: { name: "App", authorizedGrantType: "CODE" },
    comments: [],
    ...planned,
  };
  return terraformParts(state, [exported], new UniqueNames([], "_"), {
    managed: new Map(Object.entries(managed)),
    refused: new Set(),
  });
}

describe("what a Terraform state adds to an export", () => {
  it("takes the fields of a credential from its client where they are that client's", () => {
    const { clients, credentials, secrets } = partsOf([
      client({ attributes: { id: ID.toUpperCase() } }),
      credential({ clientId: ID, clientSecret: "first" }, { name: "one" }),
      credential({ clientId: ID, clientSecret: "second" }, { name: "two" }),
    ]);
    expect(clients).toMatchObject([{ variable: "appClient", secretKey: "app-clientSecret" }]);
    expect(credentials.map(({ fields }) => Object.fromEntries(fields))).toEqual([
      { clientId: { client: "appClient", output: "clientId" }, clientSecret: { configKey: "one-clientSecret" } },
      {
        clientId: { client: "appClient", output: "clientId" },
        clientSecret: { client: "appClient", output: "clientSecret" },
      },
    ]);
    expect(secrets).toEqual([
      { key: "app-clientSecret", value: "second" },
      { key: "one-clientSecret", value: "first" },
    ]);
  });

  it("declares no credential whose fields it does not have, because that would clear them", () => {
    const { clients, credentials, leftOut, secrets } = partsOf([
      client({ attributes: { id: ID } }),
      credential({ clientId: ID }, { name: "without" }),
      credential({ clientId: ID, clientSecret: "" }, { name: "empty" }),
      credential({ userName: "robot", password: null }, { name: "null", type: "basicAuth" }),
      credential(null, { name: "unknown", type: "basicAuth" }),
    ]);
    expect([credentials, secrets]).toEqual([[], []]);
    expect(clients).toEqual([expect.not.objectContaining({ variable: expect.anything() })]);
    expect(leftOut.map(({ label }) => label.split(".")[1])).toEqual(["without", "empty", "null", "unknown"]);
  });

  it("declares no credential that the stack has already", () => {
    const own = credential({ userName: "robot", password: "p" }, { name: "robot", type: "basicAuth" });
    const { credentials, leftOut, secrets } = partsOf([own], {}, { c: "robot-2" });
    expect([credentials, secrets]).toEqual([[], []]);
    expect(leftOut).toEqual([
      {
        id: "c",
        label: "genesyscloud_integration_credential.robot",
        reason: "the stack has it already, as robot-2",
      },
    ]);
    expect(partsOf([own]).credentials).toHaveLength(1);
  });

  it("completes a credential with the exposed secret of its client", () => {
    const { credentials } = partsOf([
      client({ attributes: { id: ID, client_secret: "exposed" } }),
      credential({ clientId: ID, clientSecret: "" }),
    ]);
    expect(credentials.map(({ fields }) => Object.fromEntries(fields))).toEqual([
      {
        clientId: { client: "appClient", output: "clientId" },
        clientSecret: { client: "appClient", output: "clientSecret" },
      },
    ]);
  });

  it("takes the fields of a credential from the configuration where its client is not exported", () => {
    const { credentials, secrets } = partsOf([
      client({ attributes: { id: OTHER_ID } }),
      credential({ clientId: OTHER_ID, clientSecret: "theirs" }, { name: "other" }),
    ]);
    expect(credentials.map(({ fields }) => Object.fromEntries(fields))).toEqual([
      { clientId: { configKey: "other-clientId" }, clientSecret: { configKey: "other-clientSecret" } },
    ]);
    expect(secrets.map(({ value }) => value)).toEqual([OTHER_ID, "theirs"]);
  });

  it("declares the credential that Terraform made with a client only if the secret is known", () => {
    const made = { id: ID, integration_credential_id: "made", integration_credential_name: "Made" };
    expect(partsOf([client({ attributes: made })])).toMatchObject({
      credentials: [],
      leftOut: [{ id: "made", label: '"Made"' }],
    });
    expect(partsOf([client({ attributes: { ...made, client_secret: "exposed" } })])).toMatchObject({
      credentials: [{ id: "made", name: "Made", type: "pureCloudOAuthClient" }],
      leftOut: [],
    });
    const own = credential({ clientId: ID, clientSecret: "known" }, { id: "made" });
    expect(partsOf([client({ attributes: made }), own]).credentials).toHaveLength(1);
  });

  it("makes a component of each module on the way, with names that are not taken", () => {
    const { clients, modules } = partsOf([
      client({ module: 'module.app.module.team["EU west"]', attributes: { id: ID } }),
      credential({ userName: "robot" }, { type: "basicAuth", module: "module.app", name: "team" }),
    ]);
    expect(modules.map(({ variable, resource: name, parent }) => [variable, name, parent?.variable])).toEqual([
      ["appModule", "app-module", undefined],
      ["appTeamEuWestModule", "app-team-eu-west", "appModule"],
    ]);
    expect(clients[0]?.module).toBe(modules[1]);
  });
});
