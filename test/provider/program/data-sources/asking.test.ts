import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it, vi } from "vitest";
import { DEFAULT_LOGIN, type SimulatorOptions } from "../../../../simulator/index.ts";
import { leakedSecrets } from "../../../harness/leaks.ts";
import { allBut, type DataSources, expectRefusal, startProgram } from "./program.ts";

const ID = "c0ffee00-0000-4000-8000-000000000002";
const options: SimulatorOptions = {
  seed: {
    clients: [{ id: ID, name: "Portal", scope: ["users"], secret: "the-secret-of-the-portal-client" }],
    authorizations: [{ clientId: ID }],
  },
};

/** Every data source with a question that has an answer, and the permission that it needs. */
const QUESTIONS: readonly [string, (sources: DataSources) => Promise<unknown>, string | undefined][] = [
  ["getOAuthScopes", (sources) => sources.getOAuthScopes(), undefined],
  ["getOAuthScope", (sources) => sources.getOAuthScope({ scopeId: "users" }), undefined],
  ["getOAuthClient by id", (sources) => sources.getOAuthClient({ clientId: ID }), "oauth:client:view"],
  ["getOAuthClient by name", (sources) => sources.getOAuthClient({ name: "Portal" }), "oauth:client:view"],
  ["getOAuthClients", (sources) => sources.getOAuthClients(), "oauth:client:view"],
  ["getOAuthAuthorizations", (sources) => sources.getOAuthAuthorizations(), "oauth:client:authorize"],
  ["getOAuthAuthorization", (sources) => sources.getOAuthAuthorization({ clientId: ID }), "oauth:client:authorize"],
  ["getOAuthClientUsage", (sources) => sources.getOAuthClientUsage({ clientId: ID, days: 7 }), "oauth:client:view"],
  [
    "getOAuthClientUsageSummary",
    (sources) => sources.getOAuthClientUsageSummary({ clientId: ID }),
    "oauth:client:view",
  ],
  ["getAuthorizationRole", (sources) => sources.getAuthorizationRole({ name: "employee" }), "authorization:role:view"],
  ["getAuthorizationDivision by name", (sources) => sources.getAuthorizationDivision({ name: "Sales" }), undefined],
  ["the home division", (sources) => sources.getAuthorizationDivision({ home: true }), undefined],
];

describe.each(QUESTIONS)("%s", (_name, ask, permission) => {
  it("costs nothing when asked again in one run, and is asked anew in the next", async () => {
    await using program = await startProgram(options);
    const first = await ask(program.sources);
    const { login, ...requests } = program.requests();
    expect(login).toBe(1);
    expect(await ask(program.sources)).toEqual(first);
    expect(program.requests()).toEqual({});
    await using next = await startProgram(options);
    await ask(next.sources);
    expect(next.requests()).toEqual({ login, ...requests });
  });

  it("shows no secret, neither in the answer nor in an error", async () => {
    await using program = await startProgram(options);
    program.simulator.issueToken();
    const shown = [inspect(await ask(program.sources), { depth: 9 })];
    await using refused = await startProgram({
      ...options,
      logins: [{ ...DEFAULT_LOGIN, name: "x", permissions: [] }],
    });
    refused.simulator.faults.add({ route: /^\/api/, times: 9, action: { kind: "status", status: 418 } });
    await ask(refused.sources).catch((error: unknown) =>
      shown.push(inspect(error, { depth: 9 }), JSON.stringify(error)),
    );
    expect(shown).toHaveLength(3);
    for (const { simulator } of [program, refused]) expect(leakedSecrets(simulator, shown.join("\n"))).toEqual([]);
  });

  it(`needs ${permission ?? "no permission"}`, async () => {
    const permissions = permission === undefined ? [] : allBut(permission);
    const login = { ...DEFAULT_LOGIN, name: "restricted", permissions };
    await using program = await startProgram({ ...options, logins: [login] });
    if (permission === undefined) {
      await expect(ask(program.sources)).resolves.toBeDefined();
      return;
    }
    await expectRefusal(
      ask(program.sources),
      "ApiError",
      "HTTP 403",
      `The OAuth client that you log in with needs a role with the permission ${permission}`,
    );
    login.permissions.push(permission);
    await expect(ask(program.sources)).resolves.toBeDefined();
  });
});

describe("a question", () => {
  it("is the same in any order of its arguments, with undefined or without, at the same time or later", async () => {
    await using program = await startProgram(options);
    const { getOAuthClientUsage } = program.sources;
    await Promise.all([
      getOAuthClientUsage({ clientId: ID, days: 7, metrics: ["Requests"] }),
      getOAuthClientUsage({ metrics: ["Requests"], days: 7, clientId: ID, groupBy: undefined }),
    ]);
    const { login, ...requests } = program.requests();
    expect(Object.values(requests)).toEqual([1, 1]);
    await getOAuthClientUsage({ clientId: ID, days: 7, metrics: ["Status200"] });
    await getOAuthClientUsage({ clientId: ID, days: 8, metrics: ["Requests"] });
    expect(Object.values(program.requests())).toEqual([2, 2]);
  });

  it("that failed is asked again", async () => {
    await using program = await startProgram(options);
    program.simulator.faults.add({ route: "/api/v2/oauth/scopes", action: { kind: "status", status: 400 } });
    await expectRefusal(program.sources.getOAuthScopes(), "ApiError", "HTTP 400");
    expect((await program.sources.getOAuthScopes()).scopes).not.toEqual([]);
  });

  it.each([[null], [42], ["users"], [["users"]]])("without an object of arguments is refused: %j", async (args) => {
    await using program = await startProgram(options);
    const asked = Reflect.apply(program.sources.getOAuthScope, undefined, [args]);
    await expectRefusal(asked, "InvalidInputError", "getOAuthScope takes its arguments as an object.");
  });

  it("for a provider of its own is refused, since it would be asked with other credentials than meant", async () => {
    await using program = await startProgram(options);
    const provider = new pulumi.DependencyProviderResource(`urn:pulumi:s::p::pulumi:providers:other::other::${ID}`);
    const text = "getOAuthScopes does not take the option provider: it runs in the program";
    await expectRefusal(program.sources.getOAuthScopes({}, { provider }), "InvalidInputError", text);
    expect(program.requests()).toEqual({});
  });

  it("with a secret argument has a secret answer", async () => {
    await using program = await startProgram(options);
    const { getOAuthClientOutput } = program.sources;
    expect(await pulumi.isSecret(getOAuthClientOutput({ clientId: pulumi.secret(ID) }))).toBe(true);
    expect(await pulumi.isSecret(getOAuthClientOutput({ clientId: ID }))).toBe(false);
  });

  it("without configuration is one error that names the keys, and sends nothing", async () => {
    await using program = await startProgram(options);
    vi.stubEnv("GENESYSCLOUD_OAUTHCLIENT_SECRET", "");
    const error = await expectRefusal(
      program.sources.getOAuthScopes(),
      "ConfigurationError",
      "genesyscloud:oauthClientSecret",
    );
    expect(Reflect.get(error, "__pulumiRunError")).toBe(true);
    expect(program.requests()).toEqual({});
  });
});
