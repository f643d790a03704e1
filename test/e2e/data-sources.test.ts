import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClientStack, createClientStack, FACES, type Face, MODULES } from "./client-stack.ts";

const CLIENTS = "GET /api/v2/oauth/clients";

/** Whether a JavaScript stack follows the error of a data source. With the plugin, it is that of Pulumi's SDK, whose call failed. */
const SHOWS_A_STACK: Readonly<Record<Face, boolean>> = { dynamic: false, plugin: true };

/** The plugin tells the organisation in the preview of a creation. */
const ASKED_FOR_THE_PLAN: Readonly<Record<Face, Record<string, number>>> = {
  dynamic: {},
  plugin: { "GET /api/v2/tokens/me": 1 },
};

/** Looks up what it makes itself, by every kind of dependency, and has listed the clients before. */
const lookingUpItsOwn = (face: Face) => `
import * as sources from "${MODULES[face]}";
const listedBefore = await sources.getOAuthClients();
const client = new sources.OAuthClient("app", {
  name: "App",
  authorizedGrantType: "CODE",
  registeredRedirectUris: ["https://app.example.com/"],
});
const afterIt = { dependsOn: [client] };
export const before = listedBefore.clients.map(({ name }) => name);
export const byId = sources.getOAuthClientOutput({ clientId: client.clientId }).name;
export const byName = sources.getOAuthClientOutput({ name: client.name }).clientId;
export const after = sources.getOAuthClientsOutput({}, afterIt).apply(({ clients }) => clients.map(({ name }) => name));
export const again = sources.getOAuthClientsOutput({ state: "active" }, afterIt).apply(({ clients }) => clients.length);
export const usage = sources.getOAuthClientUsageSummaryOutput({ clientId: client.id }).totals.requests;
sources.getOAuthScopesOutput().apply(({ scopes }) => {
  new sources.OAuthClient("late", {
    name: "Late",
    authorizedGrantType: "CODE",
    registeredRedirectUris: ["https://late.example.com/"],
    scopes: scopes.map(({ id }) => id).filter((id) => id === "users:readonly"),
  });
});
`;

describe.each(FACES)("a program that looks up what it makes itself, %s face", (face) => {
  let clients: ClientStack;

  beforeAll(async () => {
    clients = await createClientStack({
      face,
      program: { file: "index.mjs", source: lookingUpItsOwn(face) },
      usagePollsUntilComplete: 0,
    });
  });

  afterAll(() => clients[Symbol.asyncDispose]());

  it("sees unknown answers in the first preview, and no error", async () => {
    const preview = (await clients.stack.preview()).succeeded();
    for (const output of ["byId", "byName", "after", "again", "usage"]) {
      expect(preview.output).toMatch(new RegExp(`${output} *: \\[unknown\\]`));
    }
    expect(preview.output).toMatch(/late/);
    expect(clients.simulator.log.table()).toEqual({
      "POST /oauth/token": 1,
      [CLIENTS]: 1,
      "GET /api/v2/oauth/scopes": 1,
      ...ASKED_FOR_THE_PLAN[face],
    });
  });

  it("sees the answers once the client is there, and asks once for all that depends on it", async () => {
    clients.simulator.log.clear();
    (await clients.stack.up()).succeeded();
    // The program before it has the client, the provider before it creates it, and the program once more when it is there.
    expect(clients.simulator.log.table()).toMatchObject({ [CLIENTS]: 3, "GET /api/v2/oauth/clients/{clientId}": 1 });
    const app = clients.simulator.clients.list().find(({ name }) => name === "App");
    expect(await clients.stack.outputs()).toEqual({
      before: [],
      byId: "App",
      byName: app?.id,
      after: expect.arrayContaining(["App"]),
      again: expect.any(Number),
      usage: 0,
    });
    expect(
      clients.simulator.clients
        .list()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["App", "Late"]);
  });

  it("sees them in the next preview too", async () => {
    const { output } = (await clients.stack.preview()).succeeded();
    expect(output).toContain("3 unchanged");
    expect(output).not.toContain("[unknown]");
  });
});

describe.each(FACES)("a data source that fails, %s face", (face) => {
  const message =
    'Cannot read OAuth scope "nonsense": there is no such scope (HTTP 404, code not.found, correlation id ';

  /** What the engine shows in the end, after its progress. */
  async function diagnosticsOf(statement: string): Promise<string> {
    const source = `import * as sources from "${MODULES[face]}";\n${statement}\n`;
    await using clients = await createClientStack({ face, program: { file: "index.mjs", source } });
    const { code, output } = await clients.stack.preview();
    expect(code).not.toBe(0);
    expect(clients.simulator.log.table()).toEqual({ "POST /oauth/token": 1, "GET /api/v2/oauth/scopes/{scopeId}": 1 });
    const [, diagnostics = ""] = output.split("Diagnostics:");
    expect(diagnostics).toContain("getOAuthScopes lists the ids of all scopes.");
    expect(/\n\s+at |node:internal|unhandled/i.test(diagnostics)).toBe(SHOWS_A_STACK[face]);
    expect(diagnostics).not.toMatch(/main\.cjs|dist\/|provider\//);
    return diagnostics;
  }

  it.each([
    ["awaited", `await sources.getOAuthScope({ scopeId: "nonsense" });`],
    ["as an Output of the stack", `export const scope = sources.getOAuthScopeOutput({ scopeId: "nonsense" });`],
    ["as an Output that nobody looks at", `sources.getOAuthScopeOutput({ scopeId: "nonsense" });`],
  ])("%s, ends the program with one clear error", async (_name, statement) => {
    expect((await diagnosticsOf(statement)).split(`error: ${message}`)).toHaveLength(2);
  });

  it("as an input of a resource, ends the program with the same error", async () => {
    const input = `{
      name: sources.getOAuthScopeOutput({ scopeId: "nonsense" }).description,
      authorizedGrantType: "CODE",
      registeredRedirectUris: ["https://app.example.com/"],
    }`;
    expect(await diagnosticsOf(`new sources.OAuthClient("app", ${input});`)).toContain(message);
  });
});
