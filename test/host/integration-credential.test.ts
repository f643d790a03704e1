import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { simulatorEnvironment } from "../../simulator/index.ts";
import { UNKNOWN } from "../harness/provider-process.ts";
import { APP } from "../harness/sample-clients.ts";
import { CLIENT, type Host, startHost } from "./host.ts";

const MARK = { resourceKind: "IntegrationCredential" };
const FIELDS = { clientId: "5a1c2e9b-0f3d-4c6a-8b7e-1d2f3a4b5c00", clientSecret: "first-secret-of-the-client" };
const NEWS = { name: "Data actions", fields: FIELDS, ...MARK };
const CANONICAL = { ...NEWS, type: "pureCloudOAuthClient" };

/** The modules of this package that one method loads, without their folders' root. */
const LOADS = `
import { registerHooks } from "node:module";
const loaded = [];
registerHooks({
  load(url, context, next) {
    const module = /\\/(?:dist\\/)?((?:provider)\\/.*)\\.[jt]s$/.exec(url)?.[1];
    if (module !== undefined) loaded.push(module);
    return next(url, context);
  },
});
const { provider } = await import("pulumi-genesyscloud-oauth/runtime");
await provider.configure({ config: { get: () => undefined } });
const [method, ...values] = JSON.parse(process.argv[1]);
await provider[method](...values);
process.stdout.write(JSON.stringify(loaded));
process.exit(0);
`;

async function modulesLoadedFor(url: string, ...call: unknown[]): Promise<readonly string[]> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", LOADS, JSON.stringify(call)], {
    env: { ...process.env, ...simulatorEnvironment(url) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(await text(child.stdout)) as readonly string[];
}

describe("integration credentials in the provider process", () => {
  let host: Host;

  beforeAll(async () => {
    host = await startHost();
    await host.provider.configure();
  });

  afterAll(() => host[Symbol.asyncDispose]());

  it("live beside clients, with the same provider text", async () => {
    const { provider, simulator } = host;
    const { inputs, failures } = await provider.check({}, NEWS);
    expect([inputs, failures]).toEqual([CANONICAL, []]);
    const client = await provider.create((await provider.check({}, APP)).inputs);
    const { id, properties } = await provider.create(inputs);
    expect(properties).toMatchObject({ ...CANONICAL, credentialId: id, apiUrl: simulator.url });
    expect(await provider.read(id, properties)).toEqual({ id, properties, inputs });
    expect(await provider.read(client.id, client.properties)).toMatchObject({ id: client.id });

    const changed = { ...inputs, fields: { ...FIELDS, clientSecret: "second-secret-of-the-client" } };
    expect(await provider.diff(id, properties, changed)).toMatchObject({ changes: "unknown", replaces: [] });
    const updated = await provider.update(id, properties, changed);
    expect(simulator.credentials.get(id)?.fields).toEqual(changed.fields);
    await provider.delete(id, updated);
    await provider.delete(client.id, client.properties);
    expect(simulator.credentials.list()).toEqual([]);
    expect(simulator.clients.list()).toEqual([]);
  });

  it("are replaced for another type, but not while the type is unknown", async () => {
    const { provider } = host;
    const { id, properties } = await provider.create((await provider.check({}, NEWS)).inputs);
    const other = await provider.diff(id, properties, { ...CANONICAL, type: "userDefined" });
    expect(other).toMatchObject({ changes: "unknown", replaces: ["type"] });
    expect(await provider.diff(id, properties, { ...CANONICAL, type: UNKNOWN })).toMatchObject({ replaces: [] });
  });

  it("are read by their id, as opts.id does, and no client is asked for", async () => {
    const { provider, simulator } = host;
    const { id } = simulator.credentials.create({ name: "Theirs", type: "basicAuth", fields: {} });
    simulator.log.clear();
    const read = await provider.readWithoutState(id, MARK);
    expect(read).toMatchObject({ id, properties: { ...MARK, name: "Theirs", type: "basicAuth", fields: {} } });
    expect(simulator.log.count({ route: CLIENT })).toBe(0);
  });

  it("load nothing of the clients' operations, and clients load nothing of theirs", async () => {
    const { simulator } = host;
    const client = simulator.clients.create({ name: "Existing", authorizedGrantType: "CODE" });
    const { id } = simulator.credentials.create({ name: "Theirs", type: "basicAuth", fields: {} });
    const forClient = await modulesLoadedFor(simulator.url, "read", client.id, {});
    expect(forClient).toContain("provider/lifecycle/read");
    expect(forClient.filter((module) => /credential/.test(module))).toEqual([]);
    const forCredential = await modulesLoadedFor(simulator.url, "read", id, MARK);
    expect(forCredential).toContain("provider/lifecycle/integration-credential/read");
    const ofClients = /lifecycle\/(create|read|update|delete|adopt|take-over)$|check-inputs$/;
    expect(forCredential.filter((module) => ofClients.test(module))).toEqual([]);
  });
});
