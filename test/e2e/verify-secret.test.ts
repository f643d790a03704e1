import { describe, expect, it } from "vitest";
import { leakedSecrets } from "../harness/leaks.ts";
import { type CommandResult, engineEvents } from "../harness/pulumi.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import { type ClientStack, createClientStack, FACES, type Face, MODULES, QUIET } from "./client-stack.ts";
import { DriftWorld } from "./drift-command-world.ts";

const REMEDY = /secretStatus is invalid: .*Change secretVersion to generate a new one/;
const ROTATION = /the change of secretVersion generates a new secret\. The old one stops working when this is applied/;
const LOGIN = "/oauth/token";

/**
 * What the preview of a rotation knows. With a dynamic provider, the engine knows the inputs and the id only. The plugin tells it each output
 * that the rotation will not change.
 */
const KNOWN_IN_PREVIEW: Readonly<Record<Face, readonly string[]>> = {
  dynamic: ["id", "name", "secretVersion"],
  plugin: ["clientId", "id", "name", "secretVersion"],
};

const declared = (secretVersion: number) => ({
  service: { ...SERVICE, secretVersion, verifySecret: true },
  app: { ...APP, secretVersion, verifySecret: true },
});

/** A stack whose secrets are old enough to be known everywhere. */
async function broughtUp(face: Face): Promise<ClientStack> {
  const clients = await createClientStack({ face });
  await clients.apply(declared(1));
  clients.letAnHourPass();
  return clients;
}

const statuses = async (clients: ClientStack) =>
  Object.values(await clients.stored()).map(({ outputs }) => outputs.secretStatus);

/** The messages of an engine's log that match. */
const told = (result: CommandResult, text: RegExp) =>
  engineEvents(result).filter(({ diagnosticEvent }) => text.test(diagnosticEvent?.message ?? ""));

describe.each(FACES)("a secret that somebody regenerates behind our back, %s face", (face) => {
  it("shows at each refresh, is left alone by up, and is mended by another secretVersion", async () => {
    await using clients = await broughtUp(face);
    expect(await clients.noise()).toEqual(QUIET);
    const ids = await clients.ids();
    for (const id of Object.values(ids)) clients.simulator.clients.regenerateSecret(id);
    const found = { code: 7, changes: { service: "update secretStatus", app: "update secretStatus" } };
    expect(await clients.drift()).toEqual(found);

    const refresh = (await clients.stack.refresh({ env: { NODE_DEBUG: "genesyscloud" } })).succeeded();
    expect(await statuses(clients)).toEqual(["invalid", "invalid"]);
    const preview = await clients.stack.preview({ diff: true });
    expect(preview.output).toContain("the secret in the stack no longer works. Change secretVersion");

    const generated = () => Object.values(ids).map((id) => clients.simulator.clients.secretsGenerated(id));
    const before = generated();
    const up = await clients.apply(declared(1));
    expect(up.output).toMatch(REMEDY);
    const settled = await clients.stack.up({ expectNoChanges: true });
    expect([settled.code, generated()]).toEqual([0, before]);
    expect(settled.output).toMatch(REMEDY);
    expect(await clients.drift()).toEqual(found);

    const mended = await clients.apply(declared(2));
    expect(mended.output).not.toMatch(REMEDY);
    expect(await statuses(clients)).toEqual(["valid", "valid"]);
    clients.letAnHourPass();
    expect(await clients.noise()).toEqual(QUIET);
    const texts = [refresh, preview, up, settled, mended].map(({ output }) => output).join("\n");
    expect(leakedSecrets(clients.simulator, texts)).toEqual([]);
  });

  it("is mended after a refresh that has recorded it, in one up", async () => {
    await using clients = await broughtUp(face);
    const { service = "" } = await clients.ids();
    clients.simulator.clients.regenerateSecret(service);
    (await clients.stack.refresh()).succeeded();
    expect(await clients.applied(declared(2))).toEqual({
      service: "update secretStatus secretVersion",
      app: "update secretVersion",
    });
    expect((await clients.stored()).service?.secret).toBe(clients.simulator.clients.secretOf(service));
  });

  it("is a finding of genesyscloud-oauth drift, with its remedy, before and after the state has recorded it", async () => {
    await using world = await DriftWorld.create({ service: declared(1).service }, { face });
    const { clients } = world;
    const { service = "" } = await clients.ids();
    clients.simulator.clients.regenerateSecret(service);
    const { findings } = (await world.drift(["--json"])).json() as { findings: { kind: string }[] };
    expect(findings.map(({ kind }) => kind)).toEqual(["secretInvalid"]);
    (await clients.stack.refresh()).succeeded();
    const table = await world.drift([]);
    expect(table.code).toBe(7);
    const words = table.stdout.replaceAll(/[\s│]+/g, " ");
    expect(words).toContain("secret invalid");
    expect(words).toContain("change secretVersion");
    expect(leakedSecrets(clients.simulator, table.output)).toEqual([]);
  });
});

/** Both faces ask the login host with the same code. */
describe("a secret that nobody can tell the state of", () => {
  it("is no difference where the login host can't tell", async () => {
    await using clients = await broughtUp("dynamic");
    const isMadeUp = (body: unknown) => JSON.stringify(body)?.includes("authorization_code") === true;
    const silent = clients.simulator.faults.add({
      route: LOGIN,
      times: Number.POSITIVE_INFINITY,
      match: isMadeUp,
      action: { kind: "status", status: 503 },
    });
    expect(await clients.drift()).toEqual({ code: 0, changes: {} });
    expect(silent.hits).toBe(1);
    (await clients.stack.refresh()).succeeded();
    expect((await clients.stored()).app?.outputs.secretStatus).toBe("unknown");
    expect(await clients.previewOf(declared(1))).toEqual({});
  });

  it("is no difference where the login host never answers", async () => {
    await using clients = await broughtUp("dynamic");
    const isMadeUp = (body: unknown) => JSON.stringify(body)?.includes("authorization_code") === true;
    const silent = clients.simulator.faults.add({ route: LOGIN, match: isMadeUp, action: { kind: "hang-before" } });
    // Only what is repeated without harm is sent, so that a slow machine changes nothing.
    const env = { GENESYSCLOUD_REQUEST_TIMEOUT_SECONDS: "3" };
    const { code } = await clients.stack.refresh({ previewOnly: true, expectNoChanges: true, env });
    expect([code, silent.hits]).toEqual([0, 1]);
  });
});

describe.each(FACES)("the warning before a rotation, %s face", (face) => {
  it("is told once for each client, in the preview and when it is applied", async () => {
    await using clients = await createClientStack({ face });
    const created = await clients.apply(declared(1));
    expect(created.output).not.toMatch(ROTATION);
    clients.declare(declared(2));
    const preview = await clients.stack.preview({ json: true });
    const { diagnostics = [] } = preview.json() as { diagnostics?: { message: string }[] };
    const warnings = diagnostics.filter(({ message }) => ROTATION.test(message));
    expect(warnings).toHaveLength(2);
    for (const id of Object.values(await clients.ids())) {
      expect(warnings.filter(({ message }) => message.includes(id))).toHaveLength(1);
    }
    expect((await clients.stack.preview()).output).toMatch(/warning: OAuth client "Service" \([\w-]+\): the change of/);
    const up = (await clients.stack.up({ json: true })).succeeded();
    expect(told(up, ROTATION)).toHaveLength(2);

    const settled = await clients.stack.up({ json: true });
    const refreshed = await clients.stack.preview({ refresh: true });
    const without = { service: SERVICE, app: APP };
    clients.declare(without);
    const unset = await clients.stack.up({ json: true });
    expect([...told(settled, ROTATION), ...told(unset, ROTATION)]).toEqual([]);
    expect(refreshed.output).not.toMatch(ROTATION);
  });
});

describe.each(FACES)("the preview of a rotation, %s face", (face) => {
  it("keeps the values that the rotation does not change, as far as the face can tell them", async () => {
    const program = {
      file: "index.mjs",
      source: `import { readFileSync } from "node:fs";
import { OAuthClient } from "${MODULES[face]}";
const { app } = JSON.parse(readFileSync(new URL("clients.json", import.meta.url), "utf8"));
const client = new OAuthClient("app", app);
// An Output that is unknown calls nothing.
for (const name of ["id", "name", "secretVersion", "clientId", "clientSecret", "secretDate"]) {
  client[name].apply(() => console.log(name + " is known"));
}
`,
    } as const;
    await using clients = await createClientStack({ face, program });
    const known = ({ output }: CommandResult) =>
      [...new Set([...output.matchAll(/(\w+) is known/g)].map(([, name]) => name))].sort();
    const all = ["clientId", "clientSecret", "id", "name", "secretDate", "secretVersion"];
    expect(known(await clients.apply({ app: declared(1).app }))).toEqual(all);
    clients.declare({ app: declared(2).app });
    expect(known((await clients.stack.preview()).succeeded())).toEqual(KNOWN_IN_PREVIEW[face]);
    expect(known((await clients.stack.up()).succeeded())).toEqual(all);
  });
});
