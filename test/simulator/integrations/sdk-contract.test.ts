import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { DEFAULT_LOGIN, type Simulator, startSimulator } from "../../../simulator/index.ts";
import { checkAgainstModel, readSdkModels } from "../sdk-models.ts";

type Call = (...parameters: unknown[]) => Promise<Record<string, unknown>>;

/** The part of the SDK that this test drives; the package is CommonJS and declares global types only. */
interface Sdk {
  ApiClient: {
    instance: {
      setGateway(gateway: { protocol: string; host: string; port: number }): void;
      config: { live_reload_config: boolean };
      loginClientCredentialsGrant(clientId: string, clientSecret: string): Promise<unknown>;
    };
  };
  IntegrationsApi: new () => Record<string, Call>;
}

const FIELDS = { clientId: "an-id", clientSecret: "a-secret" };
const models = readSdkModels();
const filled = new Set<string>();
let simulator: Simulator;
let sdk: Sdk;

beforeAll(async () => {
  simulator = await startSimulator({ pageSize: 1 });
  const { hostname, port } = new URL(simulator.url);
  // The SDK's HTTP library would ask a proxy of the environment for loopback addresses too.
  vi.stubEnv("NO_PROXY", hostname);
  sdk = createRequire(import.meta.url)("purecloud-platform-client-v2") as Sdk;
  sdk.ApiClient.instance.config.live_reload_config = false;
  sdk.ApiClient.instance.setGateway({ protocol: "http", host: hostname, port: Number(port) });
  await sdk.ApiClient.instance.loginClientCredentialsGrant(DEFAULT_LOGIN.clientId, DEFAULT_LOGIN.clientSecret);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await simulator.close();
});

function compare(model: string, body: unknown): void {
  const findings = checkAgainstModel(models, model, body);
  expect(findings.faults).toEqual([]);
  for (const field of findings.filled) filled.add(field);
}

/** Calls one method of the SDK and compares what it returns with the model. */
async function checked(model: string, method: string, ...parameters: unknown[]): Promise<Record<string, unknown>> {
  const api = new sdk.IntegrationsApi();
  const body = await api[method]?.apply(api, parameters);
  if (body === undefined) throw new Error(`The SDK has no method ${method}.`);
  compare(model, body);
  return body;
}

it("the official SDK runs a credential through its life", async () => {
  const body = { name: "Data actions", type: { name: "pureCloudOAuthClient" }, credentialFields: FIELDS };
  const created = await checked("CredentialInfo", "postIntegrationsCredentials", { body });
  const id = String(created.id);
  expect(simulator.credentials.get(id)).toMatchObject({ name: "Data actions", fields: FIELDS });

  const { createdDate, modifiedDate, ...shown } = created;
  expect(await checked("Credential", "getIntegrationsCredential", id)).toEqual(shown);
  await checked("CredentialInfo", "postIntegrationsCredentials", { body });
  const changed = { ...body, id, name: "Renamed", credentialFields: { ...FIELDS, clientSecret: "another" } };
  const updated = await checked("CredentialInfo", "putIntegrationsCredential", id, { body: changed });
  expect(updated).toMatchObject({ id, name: "Renamed", createdDate });
  expect(updated.modifiedDate).not.toBe(modifiedDate);
  expect(simulator.credentials.get(id)?.fields.clientSecret).toBe("another");

  const listing = await checked("CredentialInfoListing", "getIntegrationsCredentials", { pageNumber: 2 });
  expect(listing).toMatchObject({ total: 2, entities: [{ name: "Data actions" }] });
  await checked("CredentialInfoListing", "getIntegrationsCredentials");
  const first = await checked("CredentialInfoCursorListing", "getIntegrationsCredentialsListing");
  expect(first).toMatchObject({ entities: [{ id }] });
  const after = new URL(String(first.nextUri), simulator.url).searchParams.get("after");
  await checked("CredentialInfoCursorListing", "getIntegrationsCredentialsListing", { after, pageSize: "1" });

  const api = new sdk.IntegrationsApi();
  const types: unknown = await api.getIntegrationsCredentialsTypes?.();
  if (!Array.isArray(types)) throw new Error("The types are no list.");
  for (const type of types) compare("CredentialType", type);
  expect(types).toContainEqual(
    expect.objectContaining({ name: "pureCloudOAuthClient", required: Object.keys(FIELDS) }),
  );

  await api.deleteIntegrationsCredential?.(id);
  expect(simulator.credentials.get(id)).toBeUndefined();
});

it("met every field of the models, but for those that are never shown", () => {
  const met = [...new Set([...filled].map((field) => field.split(".", 1)[0] ?? ""))];
  const unmet = met.flatMap((model) =>
    [...(models.get(model)?.keys() ?? [])].map((field) => `${model}.${field}`).filter((field) => !filled.has(field)),
  );
  expect(unmet).toEqual(["Credential.credentialFields"]);
});
