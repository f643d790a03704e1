import { describe, expect, it } from "vitest";
import { type ClientSeed, OTHER_USER_ID, type SimulatorOptions } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { executedChanges, refreshedChanges } from "../harness/pulumi.ts";
import { APP } from "../harness/sample-clients.ts";
import {
  anHourAgo,
  CLIENT,
  type ClientStack,
  createClientStack,
  FACES,
  type Face,
  MODULES,
  QUIET,
} from "./client-stack.ts";

const preludeOf = (face: Face) =>
  `import { OAuthClient } from "${MODULES[face]}";\nimport * as pulumi from "@pulumi/pulumi";\n`;
const KNOWN_SECRET = "the-secret-that-the-team-knows-already";
const PLANTED = "a-secret-inside-an-extra-property";

/** The client that {@link APP} describes, made by a person long ago. */
const LIVE: ClientSeed = {
  name: APP.name,
  authorizedGrantType: "CODE",
  registeredRedirectUri: APP.registeredRedirectUris,
  scope: APP.scopes,
  createdBy: { id: OTHER_USER_ID },
  dateCreated: "2024-05-06T07:08:09.000Z",
  secret: KNOWN_SECRET,
};

/**
 * What an up makes of a program that describes the client otherwise than it is. The dynamic provider refuses it. The engine's own import,
 * which the plugin serves, takes the client over and updates it in the same run.
 */
const WHERE_THE_PROGRAM_DIFFERS = {
  dynamic: {
    isDone: false,
    told: [/name: write "App" instead of "Mine"/, /scopes: write \["analytics:readonly"\] instead of \["users"\]/],
    changed: { name: APP.name, scope: APP.scopes },
  },
  plugin: { isDone: true, told: [/1 imported/], changed: { name: "Mine", scope: ["users"] } },
} as const;

interface Adopting extends AsyncDisposable {
  readonly clients: ClientStack;
  readonly id: string;
  /** Replaces the program by these statements. */
  write(...statements: string[]): void;
  /** Requests that could have changed something. */
  writes(): number;
}

async function startAdopting(face: Face, options: SimulatorOptions = {}): Promise<Adopting> {
  const prelude = preludeOf(face);
  const clients = await createClientStack({
    face,
    clock: anHourAgo,
    program: { file: "index.mjs", source: prelude },
    ...options,
  });
  const { simulator, stack } = clients;
  return {
    clients,
    id: simulator.clients.create(LIVE).id,
    write: (...statements) => stack.writeProgram("index.mjs", [prelude, ...statements].join("\n")),
    writes: () =>
      simulator.log.all().filter(({ method, route }) => method !== "GET" && route !== "/oauth/token").length,
    [Symbol.asyncDispose]: () => clients[Symbol.asyncDispose](),
  };
}

const client = (name: string, inputs: object, opts: object = {}) =>
  `new OAuthClient(${JSON.stringify(name)}, ${JSON.stringify(inputs)}, ${JSON.stringify(opts)});`;

describe.each(FACES)("the option import, %s face", (face) => {
  it("adopts a client without a write, warns that its secret is unknown, and can be removed again", async () => {
    await using adopting = await startAdopting(face);
    const { clients, id } = adopting;
    adopting.write(client("app", APP, { import: id }));
    expect((await clients.stack.preview()).code).toBe(0);
    const up = (await clients.stack.up()).succeeded();
    expect(up.output).toContain("clientSecret is empty");
    expect(up.output).toContain("importedClientSecret");
    expect(up.output).toContain("secretVersion");
    expect(await clients.stored()).toMatchObject({ app: { id, secret: "", outputs: { createdBy: OTHER_USER_ID } } });
    expect(await clients.noise()).toEqual(QUIET);

    adopting.write(client("app", APP));
    expect(await clients.noise()).toEqual(QUIET);
    expect(adopting.writes()).toBe(0);

    adopting.write(client("app", { ...APP, secretVersion: 1 }));
    const rotated = (await clients.stack.up()).succeeded();
    expect(rotated.output).not.toContain("clientSecret is empty");
    expect(adopting.writes()).toBe(1);
    expect((await clients.stored()).app).toMatchObject({ id, secret: clients.simulator.clients.secretOf(id) });
    expect(await clients.noise()).toEqual(QUIET);
  });

  it("keeps importedClientSecret as the secret, encrypted, and without it later nothing changes", async () => {
    await using adopting = await startAdopting(face);
    const { clients, id } = adopting;
    adopting.write(client("app", { ...APP, importedClientSecret: KNOWN_SECRET }, { import: id }));
    const outputs = [await clients.stack.preview({ diff: true }), await clients.stack.up({ diff: true })];
    for (const result of outputs) {
      expect(result.succeeded().output).not.toContain("clientSecret is empty");
      expect(leakedSecrets(clients.simulator, result.output)).toEqual([]);
    }
    expect((await clients.stored()).app).toMatchObject({ id, secret: KNOWN_SECRET });
    expect(leakedSecrets(clients.simulator, clients.stack.backendText())).toEqual([]);

    adopting.write(client("app", APP));
    const again = (await clients.stack.up({ refresh: true, expectNoChanges: true, json: true })).succeeded();
    expect([...refreshedChanges(again), ...executedChanges(again)]).toEqual([]);
    expect((await clients.stored()).app).toMatchObject({ id, secret: KNOWN_SECRET });
    expect(adopting.writes()).toBe(0);
  });

  it("of a client that the program describes otherwise creates nothing instead", async () => {
    const { isDone, told, changed } = WHERE_THE_PROGRAM_DIFFERS[face];
    await using adopting = await startAdopting(face);
    const { clients, id } = adopting;
    adopting.write(client("app", { ...APP, name: "Mine", scopes: ["users"] }, { import: id }));
    const up = await clients.stack.up();
    expect(up.code === 0).toBe(isDone);
    for (const text of told) expect(up.output).toMatch(text);
    expect(adopting.writes()).toBe(isDone ? 1 : 0);
    expect(clients.simulator.clients.list()).toMatchObject([{ id, ...changed }]);
    expect(await clients.ids()).toEqual(isDone ? { app: id } : {});
  });

  it("never ends in the deletion of the adopted client when its resource was renamed in the program", async () => {
    await using adopting = await startAdopting(face);
    const { clients } = adopting;
    adopting.write(client("before", { ...APP, name: "Moved" }));
    (await clients.stack.up()).succeeded();
    const { before: id = "" } = await clients.ids();
    adopting.write(client("after", { ...APP, name: "Moved" }, { import: id }));
    await clients.stack.up();
    // However the run ends: the client is alive, or no resource says that it is.
    const owners = Object.values(await clients.ids()).filter((owned) => owned === id);
    expect({ alive: clients.simulator.clients.get(id) !== undefined, owned: owners.length > 0 }).toEqual({
      alive: true,
      owned: true,
    });
  });
});

/** The engine's own import tells the plugin nothing of the other resources: what it can refuse is in plugin/import.test.ts. */
describe("the option import of the dynamic provider", () => {
  it("is refused for a client that the stack has already, whichever is declared first", async () => {
    await using adopting = await startAdopting("dynamic");
    const { clients } = adopting;
    const owning = client("owner", { ...APP, name: "Owned" });
    adopting.write(owning);
    (await clients.stack.up()).succeeded();
    const { owner = "" } = await clients.ids();
    const stealing = client("thief", { ...APP, name: "Owned" }, { import: owner });
    clients.simulator.log.clear();
    for (const [command, ...statements] of [
      ["preview", owning, stealing],
      ["up", owning, stealing],
      ["up", stealing, owning],
    ] as const) {
      adopting.write(...statements);
      const { code, output } = await clients.stack[command]();
      expect(code, command).not.toBe(0);
      expect(output).toContain(owner);
      expect(await clients.ids()).toEqual({ owner });
      expect(adopting.writes()).toBe(0);
    }
  });
});

describe.each(FACES)("OAuthClient.get, %s face", (face) => {
  it("reads a client that the stack does not own; destroy leaves it alone", async () => {
    await using adopting = await startAdopting(face);
    const { clients, id } = adopting;
    adopting.write(
      `const app = OAuthClient.get("app", ${JSON.stringify(id)});`,
      "export const name = app.name; export const scopes = app.scopes; export const secret = app.clientSecret;",
    );
    const up = (await clients.stack.up()).succeeded();
    expect(up.output).not.toContain("clientSecret is empty");
    expect(await clients.stack.outputs({ showSecrets: true })).toEqual({ name: "App", scopes: APP.scopes, secret: "" });
    (await clients.stack.up()).succeeded();
    (await clients.stack.destroy()).succeeded();
    expect(adopting.writes()).toBe(0);
    expect(clients.simulator.clients.get(id)?.state).toBe("active");
  });

  it("says that there is none, and does not show an empty client", async () => {
    await using adopting = await startAdopting(face);
    adopting.write('OAuthClient.get("app", "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e");');
    const { code, output } = await adopting.clients.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e");
    expect(adopting.clients.simulator.log.count({ method: "GET", route: CLIENT })).toBeLessThanOrEqual(1);
  });
});

describe.each(FACES)("a check that fails, %s face", (face) => {
  it("prints neither importedClientSecret nor what is secret inside extraProperties", async () => {
    await using adopting = await startAdopting(face);
    const { clients } = adopting;
    const extra = [
      `{ id: pulumi.secret(${JSON.stringify(PLANTED)}) }`,
      `pulumi.secret({ fine: { constructor: ${JSON.stringify(PLANTED)} } })`,
    ];
    adopting.write(
      client("secret-without-import", { ...APP, importedClientSecret: KNOWN_SECRET }),
      ...extra.map(
        (value, index) =>
          `new OAuthClient("extra-${index}", { ...${JSON.stringify(APP)}, extraProperties: ${value} });`,
      ),
    );
    for (const result of [
      await clients.stack.preview({ diff: true }),
      await clients.stack.up({ diff: true, json: true }),
    ]) {
      expect(result.code).not.toBe(0);
      expect(result.output).toMatch(/importedClientSecret|extraProperties/);
      expect(result.output).not.toContain(KNOWN_SECRET);
      expect(result.output).not.toContain(PLANTED);
    }
    expect(adopting.writes()).toBe(0);
  });
});
