import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import { UNKNOWN } from "../../../provider/model/unknown.ts";
import { CODE, MACHINE, type ProgramInputs, ROLE, validInputs } from "../../support/client-inputs.ts";

const fromJson = (json: string): ProgramInputs => JSON.parse(json);

describe("bad inputs", () => {
  it.each<[string, ProgramInputs, string, string]>([
    ["no name", { authorizedGrantType: "CODE" }, "name", "is required: write the name"],
    ["a null name", { ...CODE, name: null }, "name", "is required: write the name"],
    ["a blank name", { ...CODE, name: " \t" }, "name", "must not be blank: write the name"],
    ["a number for a name", { ...CODE, name: 7 }, "name", "must be a string: write the name"],
    ["no grant type", { name: "Portal" }, "authorizedGrantType", "is required: write one of CODE, TOKEN, SAML2-BEARER"],
    [
      "an unknown grant type",
      { ...CODE, authorizedGrantType: "CLIENT_CREDENTIALS" },
      "authorizedGrantType",
      '"CLIENT_CREDENTIALS" is not a grant type: did you mean CLIENT-CREDENTIALS?',
    ],
    [
      "a grant type in lower case",
      { ...CODE, authorizedGrantType: "code" },
      "authorizedGrantType",
      "did you mean CODE?",
    ],
    ["a list for a grant type", { ...CODE, authorizedGrantType: ["CODE"] }, "authorizedGrantType", "must be a string"],
    [
      "a number for a description",
      { ...CODE, description: 7 },
      "description",
      "must be a string: write the description",
    ],
    [
      "a validity of 299",
      { ...CODE, accessTokenValiditySeconds: 299 },
      "accessTokenValiditySeconds",
      "is out of range: write a whole number of seconds from 300 to 38880000, for example 3600 for one hour",
    ],
    [
      "a validity of 38880001",
      { ...CODE, accessTokenValiditySeconds: 38_880_001 },
      "accessTokenValiditySeconds",
      "is out of range",
    ],
    [
      "a validity of 86400.5",
      { ...CODE, accessTokenValiditySeconds: 86_400.5 },
      "accessTokenValiditySeconds",
      "write a whole number of seconds",
    ],
    [
      'a validity of "1h"',
      { ...CODE, accessTokenValiditySeconds: "1h" },
      "accessTokenValiditySeconds",
      "must be a number: write a whole number of seconds",
    ],
    [
      'a validity of "3600"',
      { ...CODE, accessTokenValiditySeconds: "3600" },
      "accessTokenValiditySeconds",
      "must be a number",
    ],
    [
      "a validity of NaN",
      { ...CODE, accessTokenValiditySeconds: Number.NaN },
      "accessTokenValiditySeconds",
      "must be a number",
    ],
    [
      "an endless validity",
      { ...CODE, accessTokenValiditySeconds: Number.POSITIVE_INFINITY },
      "accessTokenValiditySeconds",
      "write a whole number of seconds",
    ],
    [
      "a relative redirect URI",
      { ...CODE, registeredRedirectUris: ["https://a.example.com", "/callback"] },
      "registeredRedirectUris[1]",
      "is not absolute: write the whole URI, such as https://app.example.com/callback",
    ],
    [
      "a redirect URI without a scheme",
      { ...CODE, registeredRedirectUris: ["app.example.com/callback"] },
      "registeredRedirectUris[0]",
      "is not absolute",
    ],
    [
      "an empty redirect URI",
      { ...CODE, registeredRedirectUris: [""] },
      "registeredRedirectUris[0]",
      "is not absolute",
    ],
    [
      "a text for the redirect URIs",
      { ...CODE, registeredRedirectUris: "https://a.example.com" },
      "registeredRedirectUris",
      "must be a list: write the redirect URIs as a list of strings",
    ],
    [
      "a null redirect URI",
      { ...CODE, registeredRedirectUris: [null] },
      "registeredRedirectUris[0]",
      "must be a string",
    ],
    ["a text for the scopes", { ...CODE, scopes: "analytics" }, "scopes", "must be a list"],
    ["a number for a scope", { ...CODE, scopes: ["analytics", 7] }, "scopes[1]", "must be a string: write a scope id"],
    ["a blank scope", { ...CODE, scopes: [""] }, "scopes[0]", "must not be blank: write a scope id"],
    [
      "roles on CODE",
      { ...CODE, roles: [ROLE] },
      "roles",
      "a CODE client acts for its users: remove roles and name scopes, or use CLIENT-CREDENTIALS",
    ],
    ["roles on TOKEN", { ...CODE, authorizedGrantType: "TOKEN", roles: [ROLE] }, "roles", "a TOKEN client acts for"],
    [
      "scopes on CLIENT-CREDENTIALS",
      { ...MACHINE, scopes: ["analytics"] },
      "scopes",
      "a CLIENT-CREDENTIALS client takes its permissions from roles: remove scopes",
    ],
    [
      "no roles on CLIENT-CREDENTIALS",
      { name: "Automation", authorizedGrantType: "CLIENT-CREDENTIALS" },
      "roles",
      "a CLIENT-CREDENTIALS client needs at least one role: write roles: [{ roleId }]",
    ],
    ["an empty list of roles on CLIENT-CREDENTIALS", { ...MACHINE, roles: [] }, "roles", "needs at least one role"],
    ["null roles on CLIENT-CREDENTIALS", { ...MACHINE, roles: null }, "roles", "needs at least one role"],
    ["a role without an id", { ...MACHINE, roles: [{ divisionId: "a" }] }, "roles[0].roleId", "is required"],
    ["a blank role id", { ...MACHINE, roles: [ROLE, { ...ROLE, roleId: "" }] }, "roles[1].roleId", "must not be blank"],
    ["a text for a role", { ...MACHINE, roles: ["a-role"] }, "roles[0]", "must be an object: write { roleId }"],
    ["an object for the roles", { ...MACHINE, roles: ROLE }, "roles", "must be a list: write the roles as a list"],
    [
      "a misspelt property of a role",
      { ...MACHINE, roles: [{ ...ROLE, divisionID: "x" }] },
      "roles[0].divisionID",
      "is not a property: did you mean divisionId?",
    ],
    [
      "an unknown property of a role",
      { ...MACHINE, roles: [{ ...ROLE, colour: "red" }] },
      "roles[0].colour",
      "is not a property: remove it",
    ],
    [
      "a misspelt property",
      { ...CODE, registeredRedirectUri: [] },
      "registeredRedirectUri",
      "did you mean registeredRedirectUris?",
    ],
    ["the API's name of a property", { ...CODE, scope: [] }, "scope", "is not a property: did you mean scopes?"],
    [
      "the peer's name of a property",
      { ...CODE, access_token_validity_seconds: 300 },
      "access_token_validity_seconds",
      "did you mean accessTokenValiditySeconds?",
    ],
    [
      "an unknown property",
      { ...CODE, allowedIpAddresses: [] },
      "allowedIpAddresses",
      "is not a property: remove it, or move it into extraProperties if it is a field of the API",
    ],
    ["an unknown state", { ...CODE, state: "disabled" }, "state", 'must be "active" or "inactive"'],
    ["a list for the secret version", { ...CODE, secretVersion: [1] }, "secretVersion", "must be a string or a number"],
    [
      "a boolean for the secret version",
      { ...CODE, secretVersion: true },
      "secretVersion",
      "must be a string or a number",
    ],
    ["a text for allowSelf", { ...CODE, allowSelf: "yes" }, "allowSelf", "must be true or false"],
    ["a number for verifySecret", { ...CODE, verifySecret: 1 }, "verifySecret", "must be true or false"],
    ["an output as an input", { ...CODE, secretStatus: "valid" }, "secretStatus", "is not a property"],
    [
      "a list of extra properties",
      { ...CODE, extraProperties: [1] },
      "extraProperties",
      "must be an object of API fields",
    ],
    [
      "a managed extra property",
      { ...CODE, extraProperties: { scope: [] } },
      "extraProperties.scope",
      "use the property scopes",
    ],
    [
      "a read-only extra property",
      { ...CODE, extraProperties: { secret: "x" } },
      "extraProperties.secret",
      "can't be written",
    ],
    [
      "no JSON in an extra property",
      { ...CODE, extraProperties: { field: () => 1 } },
      "extraProperties.field",
      "must be a JSON value",
    ],
    [
      "an extra property that reaches for a prototype",
      fromJson('{"name":"Portal","authorizedGrantType":"CODE","extraProperties":{"__proto__":{"x":1}}}'),
      "extraProperties.__proto__",
      "is not a field name of the API",
    ],
    [
      "one that does so deep inside",
      fromJson('{"name":"Portal","authorizedGrantType":"CODE","extraProperties":{"a":[{"b":{"__proto__":1}}]}}'),
      "extraProperties.a",
      'must not hold the key "__proto__" at any depth',
    ],
    [
      "a property that reaches for a prototype",
      fromJson('{"name":"Portal","authorizedGrantType":"CODE","__proto__":{"x":1}}'),
      "__proto__",
      "is not a property",
    ],
    [
      "a known secret without an adoption",
      { ...CODE, importedClientSecret: "a-secret" },
      "import",
      "importedClientSecret is only for adopting an existing client",
    ],
    // Not under its own name: the engine prints the value of a property that has a problem.
    [
      "a number for a known secret",
      { ...CODE, importId: "x", importedClientSecret: 7 },
      "import",
      "importedClientSecret must be a string",
    ],
  ])("are refused, and the failure says what to write: %s", (_what, news, property, reason) => {
    const { inputs, failures } = checkInputs(news);
    expect(failures).toEqual([{ property, reason: expect.stringContaining(reason) }]);
    expect(inputs).toBe(news);
  });

  it("are all listed at once, each under its property", () => {
    const { failures } = checkInputs({
      authorizedGrantType: "CLIENT-CREDENTIALS",
      accessTokenValiditySeconds: "1h",
      registeredRedirectUris: ["a", "https://b.example.com", "c"],
      scopes: ["analytics"],
      roles: [],
      stat: "active",
      extraProperties: { id: 1, name: 2 },
    });
    expect(failures.map(({ property }) => property).sort()).toEqual([
      "accessTokenValiditySeconds",
      "extraProperties.id",
      "extraProperties.name",
      "name",
      "registeredRedirectUris[0]",
      "registeredRedirectUris[2]",
      "roles",
      "scopes",
      "stat",
    ]);
  });

  it("never show a secret", () => {
    const { failures } = checkInputs({ ...CODE, state: "x", importedClientSecret: "a-very-secret-value" });
    expect(failures).toHaveLength(2);
    expect(JSON.stringify(failures)).not.toContain("a-very-secret-value");
  });
});

describe("good inputs", () => {
  it.each<[string, ProgramInputs]>([
    ["the bounds of the validity", { ...CODE, accessTokenValiditySeconds: 300 }],
    ["the bounds of the validity", { ...CODE, accessTokenValiditySeconds: 38_880_000 }],
    ["a redirect URI of an app", { ...CODE, registeredRedirectUris: ["com.example.app:/callback"] }],
    ["all divisions", { ...MACHINE, roles: [{ roleId: "a-role", divisionId: "*" }] }],
    ["an empty list of scopes on CLIENT-CREDENTIALS", { ...MACHINE, scopes: [] }],
    ["an empty list of roles on CODE", { ...CODE, roles: [] }],
    [
      "extra properties of any shape",
      { ...CODE, extraProperties: { allowedIps: [{ cidr: "10.0.0.0/8", on: true }, null] } },
    ],
    ["a known secret with an adoption", { ...CODE, importId: "an-id", importedClientSecret: "a-secret" }],
    ["the text of the provider, which the engine keeps", { ...CODE, __provider: "exports.handler=…" }],
  ])("pass: %s", (_what, news) => {
    expect(checkInputs(news).failures).toEqual([]);
  });
});

describe("check", () => {
  const anything = fc.jsonValue({ maxDepth: 4 });
  const property = fc.constantFrom(
    "name",
    "authorizedGrantType",
    "description",
    "accessTokenValiditySeconds",
    "registeredRedirectUris",
    "scopes",
    "roles",
    "state",
    "secretVersion",
    "extraProperties",
    "allowSelf",
    "verifySecret",
    "importId",
    "importedClientSecret",
    "__provider",
    "other",
  );
  const value = fc.oneof(
    anything,
    fc.constant(UNKNOWN),
    fc.array(fc.oneof(anything, fc.constant(UNKNOWN))),
    fc.dictionary(fc.string(), fc.oneof(anything, fc.constant(UNKNOWN))),
  );

  it("never throws, whatever JSON it is given, and every failure has a property and a reason", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(property, fc.string({ minLength: 1 })), value), (news) => {
        for (const failure of checkInputs(news).failures) {
          expect(failure.property).not.toBe("");
          expect(failure.reason).not.toBe("");
          expect(failure.reason).not.toMatch(/invalid input|undefined/i);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("never throws for inputs that are good but for one value", () => {
    fc.assert(
      fc.property(validInputs, property, value, (news, key, odd) => {
        checkInputs({ ...news, [key]: odd });
      }),
      { numRuns: 1_000 },
    );
  });

  it("does not change what it is given", () => {
    fc.assert(
      fc.property(validInputs, (news) => {
        const before = structuredClone(news);
        checkInputs(news);
        expect(news).toEqual(before);
      }),
    );
  });
});
