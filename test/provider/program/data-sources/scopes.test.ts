import { describe, expect, it } from "vitest";
import { expectRefusal, resolved, startProgram } from "./program.ts";

describe("getOAuthScopes", () => {
  it("lists all scopes, typed, with one request", async () => {
    await using program = await startProgram();
    const { scopes } = await program.sources.getOAuthScopes();
    expect(scopes.length).toBeGreaterThan(20);
    expect(scopes.find(({ id }) => id === "users:readonly")).toEqual({
      id: "users:readonly",
      description: "View users",
      selfUri: "/api/v2/oauth/scopes/users:readonly",
    });
    expect(program.requests()).toEqual({ login: 1, "GET oauth/scopes": 1 });
  });

  it.each([
    ["de", "Benutzer anzeigen"],
    ["de-AT", "Benutzer anzeigen"],
    ["en-us", "View users"],
    ["tlh", "View users"],
  ])("describes them in the language %s", async (acceptLanguage, description) => {
    await using program = await startProgram();
    const { scopes } = await program.sources.getOAuthScopes({ acceptLanguage });
    expect(scopes.find(({ id }) => id === "users:readonly")?.description).toBe(description);
  });

  it("has an Output form", async () => {
    await using program = await startProgram();
    const { getOAuthScopes, getOAuthScopesOutput } = program.sources;
    expect(await resolved(getOAuthScopesOutput())).toEqual(await getOAuthScopes());
    expect(program.requests()).toEqual({ login: 1, "GET oauth/scopes": 1 });
  });
});

describe("getOAuthScope", () => {
  it("reads one scope with one request, in both forms", async () => {
    await using program = await startProgram();
    const { getOAuthScope, getOAuthScopeOutput } = program.sources;
    const scope = await getOAuthScope({ scopeId: "users:readonly", acceptLanguage: "de" });
    expect(scope).toEqual({
      id: "users:readonly",
      description: "Benutzer anzeigen",
      selfUri: "/api/v2/oauth/scopes/users:readonly",
    });
    const later = getOAuthScopeOutput({ scopeId: Promise.resolve("users:readonly"), acceptLanguage: "de" });
    expect(await resolved(later)).toEqual(scope);
    expect(program.requests()).toEqual({ login: 1, "GET oauth/scopes/{scopeId}": 1 });
  });

  it("tells an unknown scope, and where the known ones are", async () => {
    await using program = await startProgram();
    await expectRefusal(
      program.sources.getOAuthScope({ scopeId: "users:delete-all" }),
      "NotFoundError",
      'Cannot read OAuth scope "users:delete-all": there is no such scope (HTTP 404, code not.found, correlation id ',
      "getOAuthScopes lists the ids of all scopes.",
    );
    expect(program.requests()).toEqual({ login: 1, "GET oauth/scopes/{scopeId}": 1 });
  });

  it.each(["", "users readonly", "../clients", "a/b", "users?x=1"])(
    "refuses the malformed id %j before any request",
    async (scopeId) => {
      await using program = await startProgram();
      await expectRefusal(
        program.sources.getOAuthScope({ scopeId }),
        "InvalidInputError",
        "scope id",
        "letters, digits",
      );
      expect(program.requests()).toEqual({});
    },
  );
});

describe("a language tag", () => {
  it.each(["", "en_us", "german!", "de,en", "*"])("that is none is refused before any request: %j", async (tag) => {
    await using program = await startProgram();
    const { getOAuthScopes, getOAuthScope, getOAuthAuthorizations, getOAuthAuthorization } = program.sources;
    const acceptLanguage = tag;
    const text = `acceptLanguage ${JSON.stringify(tag)} is not a language tag: write one such as de or en-us.`;
    const clientId = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";
    await expectRefusal(getOAuthScopes({ acceptLanguage }), "InvalidInputError", text);
    await expectRefusal(getOAuthScope({ scopeId: "users", acceptLanguage }), "InvalidInputError", text);
    await expectRefusal(getOAuthAuthorizations({ acceptLanguage }), "InvalidInputError", text);
    await expectRefusal(getOAuthAuthorization({ clientId, acceptLanguage }), "InvalidInputError", text);
    expect(program.requests()).toEqual({});
  });
});
