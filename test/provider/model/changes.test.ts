import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedProperties } from "../../../provider/model/changes.ts";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import { type ProgramInputs, validInputs } from "../../support/client-inputs.ts";

const inputsOf = (news: ProgramInputs) => checkInputs({ name: "Portal", authorizedGrantType: "CODE", ...news }).inputs;

describe("the changed properties", () => {
  it.each<[string, ProgramInputs, ProgramInputs]>([
    ["name", {}, { name: "Other" }],
    ["authorizedGrantType", {}, { authorizedGrantType: "TOKEN" }],
    ["description", {}, { description: "x" }],
    ["accessTokenValiditySeconds", {}, { accessTokenValiditySeconds: 300 }],
    ["registeredRedirectUris", { registeredRedirectUris: ["https://a.example.com"] }, {}],
    ["scopes", { scopes: ["users"] }, { scopes: ["users", "analytics"] }],
    ["state", {}, { state: "inactive" }],
    ["extraProperties", { extraProperties: { a: { b: 1 } } }, { extraProperties: { a: { b: 2 } } }],
  ])("name %s and nothing else, in both directions", (property, before, after) => {
    expect(changedProperties(inputsOf(before), inputsOf(after))).toEqual([property]);
    expect(changedProperties(inputsOf(after), inputsOf(before))).toEqual([property]);
  });

  it("name the roles", () => {
    const machine = (divisionId: string) =>
      inputsOf({ authorizedGrantType: "CLIENT-CREDENTIALS", roles: [{ roleId: "r", divisionId }] });
    expect(changedProperties(machine("a"), machine("*"))).toEqual(["roles"]);
  });

  it("name nothing that Genesys Cloud does not keep", () => {
    const own = { secretVersion: 2, allowSelf: true, importId: "x", importedClientSecret: "y" };
    expect(changedProperties(inputsOf({}), inputsOf(own))).toEqual([]);
  });

  it("do not depend on the order of keys, nor on a second copy", () => {
    expect(
      changedProperties(inputsOf({ extraProperties: { a: 1, b: 2 } }), inputsOf({ extraProperties: { b: 2, a: 1 } })),
    ).toEqual([]);
    fc.assert(
      fc.property(validInputs, (news) => {
        const { inputs } = checkInputs(news);
        expect(changedProperties(inputs, structuredClone(inputs))).toEqual([]);
      }),
    );
  });
});
