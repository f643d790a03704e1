import { describe, expect, it } from "vitest";
import { PROVIDER_TEXT } from "../../../provider/program/provider-text.ts";
import { executedChanges, storedResources, type TestStack } from "../../harness/pulumi.ts";
import { APP, SERVICE } from "../../harness/sample-clients.ts";
import { type ClientStack, createClientStack, type Face, MODULES, QUIET } from "../client-stack.ts";

/** Declares what a stack may hold: plain, adopted and rotating clients, and a credential, with the face that it is told. */
const PROGRAM = `import { readFileSync } from "node:fs";
const { face, clients, adopted, rotation } = JSON.parse(readFileSync(new URL("clients.json", import.meta.url), "utf8"));
const { IntegrationCredential, OAuthClient, RotatingOAuthClient } = await import(face);
for (const [name, inputs] of Object.entries(clients)) new OAuthClient(name, inputs);
for (const [name, { id, secret, ...inputs }] of Object.entries(adopted ?? {})) {
  new OAuthClient(name, { ...inputs, importedClientSecret: secret }, { import: id });
}
if (rotation !== undefined) {
  const rotating = new RotatingOAuthClient("rotating", rotation);
  new IntegrationCredential("credential", {
    name: "Credential",
    fields: { clientId: rotating.current.clientId, clientSecret: rotating.current.clientSecret },
  });
}
`;

const program = { file: "index.mjs", source: PROGRAM } as const;

function writesOf({ simulator }: ClientStack): number {
  return simulator.log.all().filter(({ method, route }) => method !== "GET" && route !== "/oauth/token").length;
}

/** What an `up` with the program of this face changes in the stack, and how many requests it sends that could change something. */
async function moved(world: ClientStack, face: Face, declared: object) {
  world.stack.writeProgram("clients.json", JSON.stringify({ face: MODULES[face], ...declared }));
  world.simulator.log.clear();
  const preview = await world.stack.preview({ expectNoChanges: true });
  const changes = executedChanges((await world.stack.up({ json: true })).succeeded());
  return {
    preview: preview.code,
    changes: changes.map(({ name, op, properties }) => [name, op, ...properties]),
    writes: writesOf(world),
  };
}

const UNCHANGED = { preview: 0, changes: [], writes: 0 };

async function secretsOf(stack: TestStack): Promise<unknown> {
  const resources = storedResources((await stack.exportStack({ showSecrets: true })).succeeded());
  return Object.fromEntries(
    resources
      .filter(({ type }) => /OAuthClient$|IntegrationCredential$/.test(type))
      .map(({ urn, id, outputs = {} }) => [
        urn.split("::").at(-1),
        [id, outputs.clientSecret, outputs.current, outputs.previous, outputs.fields],
      ]),
  );
}

describe("a stack that moves from the dynamic face to the plugin and back", () => {
  it("changes nothing with 200 clients", async () => {
    await using world = await createClientStack({ program });
    const clients = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [
        `client-${index}`,
        { ...(index % 2 === 0 ? SERVICE : APP), name: `Client ${index}` },
      ]),
    );
    await moved(world, "dynamic", { clients });
    const before = await secretsOf(world.stack);
    expect(await moved(world, "plugin", { clients })).toEqual(UNCHANGED);
    expect(await secretsOf(world.stack)).toEqual(before);
    expect(await moved(world, "dynamic", { clients })).toEqual(UNCHANGED);
    expect(await secretsOf(world.stack)).toEqual(before);
  });

  it("keeps secrets, adopted clients, a due secret and the slots of a rotation, and goes on with them", async () => {
    await using world = await createClientStack({ program });
    const { simulator } = world;
    const adoptee = simulator.clients.create({ name: "Adopted", authorizedGrantType: "CODE" });
    const adopted = {
      adopted: { name: "Adopted", authorizedGrantType: "CODE", id: adoptee.id, secret: "known-from-elsewhere" },
    };
    const declared = (version: string, rotation: string) => ({
      clients: { service: { ...SERVICE, secretVersion: version }, app: { ...APP, description: "text" } },
      adopted,
      rotation: { ...SERVICE, name: "Rotating", rotation },
    });
    await moved(world, "dynamic", declared("1", "1"));
    await moved(world, "dynamic", declared("1", "2"));
    // A rotation of the service whose answer is lost: its new secret is due.
    simulator.faults.add({
      method: "POST",
      route: "/api/v2/oauth/clients/{clientId}/secret",
      times: 10,
      action: { kind: "reset-after" },
    });
    world.stack.writeProgram("clients.json", JSON.stringify({ face: MODULES.dynamic, ...declared("2", "2") }));
    expect((await world.stack.up()).code).not.toBe(0);
    simulator.faults.clear();
    const before = await secretsOf(world.stack);

    const first = await moved(world, "plugin", declared("2", "2"));
    expect(first.changes.map(([name]) => name)).toEqual(["service"]);
    const after = await secretsOf(world.stack);
    expect(after).toEqual({
      ...(before as object),
      service: [expect.anything(), expect.anything(), undefined, undefined, undefined],
    });
    const stored = await world.stored();
    expect(stored.service?.secret).toBe(simulator.clients.secretOf(stored.service?.id ?? ""));
    expect(await world.noise()).toEqual(QUIET);

    // The plugin rotates on, and the dynamic face after it.
    const rotated = await moved(world, "plugin", declared("2", "3"));
    expect(rotated.changes.map(([name]) => name).sort()).toEqual(["credential", "rotating-first"]);
    expect(await moved(world, "dynamic", declared("2", "3"))).toEqual(UNCHANGED);
    const again = await moved(world, "dynamic", declared("3", "4"));
    expect(again.changes.map(([name]) => name).sort()).toEqual(["credential", "rotating-first", "service"]);
    expect(await world.noise()).toEqual(QUIET);
    (await world.stack.destroy()).succeeded();
    expect(simulator.clients.list().filter(({ dateToDelete }) => dateToDelete === undefined)).toEqual([]);
  });

  it("from a stack that the plugin has made: one update of each resource adds the provider text, and sends nothing", async () => {
    await using world = await createClientStack({ program });
    const clients = { service: SERVICE };
    await moved(world, "plugin", { clients });
    expect(await moved(world, "dynamic", { clients })).toEqual({
      preview: 7,
      changes: [["service", "update", "__provider"]],
      writes: 0,
    });
    expect((await world.stored()).service?.outputs.__provider).toBe(PROVIDER_TEXT);
    expect(await moved(world, "plugin", { clients })).toEqual(UNCHANGED);
    expect(await world.noise()).toEqual(QUIET);
  });
});
