import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { instanceAddress, readModulePath, resourceAddress } from "../../../cli/export/terraform/address.ts";
import { secretsOfClients } from "../../../cli/export/terraform/known-secrets.ts";
import { readTerraformState } from "../../../cli/export/terraform/state.ts";
import { stepsOutOfTerraform } from "../../../cli/export/terraform/steps.ts";

const FIXTURE = readFileSync(new URL("terraform.tfstate.json", import.meta.url), "utf8");
const read = (content: unknown) => readTerraformState(JSON.stringify(content), "state.json");

describe("a Terraform state", () => {
  it("has the managed clients and credentials with their addresses, and nothing else", () => {
    const { clients, credentials, otherTypes } = readTerraformState(FIXTURE, "state.json");
    expect(otherTypes).toEqual(["genesyscloud_routing_queue"]);
    expect(clients.map(({ address, key, isDeposed }) => [instanceAddress(address, key), isDeposed])).toEqual([
      ["genesyscloud_oauth_client.reporting", false],
      ["genesyscloud_oauth_client.reporting", true],
      ["genesyscloud_oauth_client.login[0]", false],
      ["genesyscloud_oauth_client.login[1]", false],
      [String.raw`module.billing["eu \"west\""].genesyscloud_oauth_client.sync`, false],
      [String.raw`module.billing["eu \"west\""].module.portal.genesyscloud_oauth_client.app["a'b"]`, false],
      [String.raw`module.billing["eu \"west\""].module.portal.genesyscloud_oauth_client.app["gone"]`, false],
    ]);
    expect(credentials.map(({ address }) => resourceAddress(address))).toEqual([
      "genesyscloud_integration_credential.reporting",
      "genesyscloud_integration_credential.web_service",
      "genesyscloud_integration_credential.imported",
      "module.billing.module.portal.genesyscloud_integration_credential.app",
    ]);
  });

  it("tells the secrets of its clients, from credentials and from exposed attributes", () => {
    expect(Object.fromEntries(secretsOfClients(readTerraformState(FIXTURE, "state.json")))).toEqual({
      "10000000-0000-4000-8000-000000000001": "secret-of-reporting-in-its-credential",
      "10000000-0000-4000-8000-000000000004": "exposed-secret-of-the-billing-sync",
    });
  });

  it("may be empty", () => {
    expect(read({ version: 4, resources: [] })).toEqual({ clients: [], credentials: [], otherTypes: [] });
    expect(read({ version: 4 })).toEqual({ clients: [], credentials: [], otherTypes: [] });
  });

  const secret = "a-secret-that-no-message-repeats";
  it.each([
    [
      "encrypted by OpenTofu",
      { encrypted_data: secret, encryption_version: "v0" },
      "`tofu state pull` prints it in clear",
    ],
    [
      "what terraform show prints",
      { format_version: "1.0", values: { secret } },
      "it is what `terraform show -json` prints",
    ],
    ["only a backend", { version: 3, backend: { type: "s3", config: { secret } } }, "it only says where the state is"],
    ["of an old version", { version: 3, modules: [secret] }, "it has version 3, and version 4 is needed"],
    ["of a newer version", { version: 5 }, "it has version 5, and version 4 is needed"],
    ["a package.json", { version: "1.0.0", secret }, "version has another shape"],
    ["a list", [secret], "has another shape"],
    [
      "without a type",
      { version: 4, resources: [{ mode: "managed", name: secret }] },
      "resources.0.type has another shape",
    ],
    [
      "of an unknown module path",
      { version: 4, resources: [{ module: "mod", mode: "managed", type: "genesyscloud_oauth_client", name: "a" }] },
      "the module of genesyscloud_oauth_client.a has no known form",
    ],
  ])("is refused where it is %s", (_, content, message) => {
    const refused = () => read(content);
    expect(refused).toThrow(message);
    expect(refused).toThrow(RangeError);
    expect(refused).not.toThrow(secret);
  });

  it("is refused where it is no JSON", () => {
    expect(() => readTerraformState(`{ "${secret}`, "state.json")).toThrow(
      "state.json is not a Terraform state, because it is not JSON: write the state with `terraform state pull`",
    );
  });
});

describe("an address", () => {
  it.each([
    "module.a",
    "module.a[0].module.b-c",
    String.raw`module.a["x.y[0]"].module.b["say \"hi\""]`,
    'module.a["$${b}"]',
  ])("keeps the module path %s", (path) => {
    const module = readModulePath(path) ?? [];
    expect(instanceAddress({ module, type: "t", name: "n" }, undefined)).toBe(`${path}.t.n`);
  });

  it.each(["a", "module.", "module.a.b", 'module.a["b'])("can't be read from %s", (path) => {
    expect(readModulePath(path)).toBeUndefined();
  });
});

describe("the steps out of Terraform", () => {
  it("name each resource once in a block, and each instance in a command that a shell takes as it is", () => {
    const { clients } = readTerraformState(FIXTURE, "state.json");
    const current = clients.filter(({ isDeposed }) => !isDeposed);
    const steps = stepsOutOfTerraform(current, clients);
    expect(steps.match(/^ {2}from = .*$/gm)).toEqual([
      "  from = genesyscloud_oauth_client.reporting",
      "  from = genesyscloud_oauth_client.login",
      "  from = module.billing.genesyscloud_oauth_client.sync",
      "  from = module.billing.module.portal.genesyscloud_oauth_client.app",
    ]);
    expect(steps.match(/destroy = false/g)).toHaveLength(4);
    expect(steps).toContain(
      String.raw`terraform state rm 'module.billing["eu \"west\""].module.portal.genesyscloud_oauth_client.app["a'\''b"]'`,
    );
    expect(steps).toContain("A block also covers the instances of its resource that are not exported.");
    expect(stepsOutOfTerraform(current)).not.toContain("A block also covers");
    expect(stepsOutOfTerraform([])).toBe("");
  });
});
