import { describe, expect, it } from "vitest";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import { containsUnknown, UNKNOWN } from "../../../provider/model/unknown.ts";
import { CODE, MACHINE, type ProgramInputs, ROLE } from "../../support/client-inputs.ts";

describe("a value that is not known yet", () => {
  const whole: ProgramInputs = {
    ...CODE,
    description: "x",
    accessTokenValiditySeconds: 300,
    registeredRedirectUris: ["https://a.example.com"],
    scopes: ["analytics"],
    state: "active",
    secretVersion: 1,
    extraProperties: { a: 1 },
    allowSelf: true,
    verifySecret: true,
    importId: "an-id",
    importedClientSecret: "a-secret",
  };

  it.each(Object.keys(whole))("passes untouched in the place of %s", (key) => {
    const { inputs, failures } = checkInputs({ ...whole, [key]: UNKNOWN });
    expect(failures).toEqual([]);
    expect(inputs).toHaveProperty(key, UNKNOWN);
  });

  it("passes in the place of the roles, also where a role is needed", () => {
    const { inputs, failures } = checkInputs({ ...MACHINE, roles: UNKNOWN });
    expect(failures).toEqual([]);
    expect(inputs.roles).toBe(UNKNOWN);
  });

  it.each<[string, ProgramInputs]>([
    ["a scope", { ...CODE, scopes: ["b", UNKNOWN, "a", "a"] }],
    ["a redirect URI", { ...CODE, registeredRedirectUris: [UNKNOWN, "https://a.example.com"] }],
    ["a role", { ...MACHINE, roles: [{ roleId: "z", divisionId: "*" }, UNKNOWN] }],
    ["a role id", { ...MACHINE, roles: [{ roleId: UNKNOWN, divisionId: "*" }, ROLE] }],
    ["a division id", { ...MACHINE, roles: [{ roleId: "z", divisionId: UNKNOWN }, ROLE] }],
    ["a part of an extra property", { ...CODE, extraProperties: { a: [{ b: UNKNOWN }] } }],
  ])("passes untouched inside a list, which stays in its order: %s", (_what, news) => {
    const { inputs, failures } = checkInputs(news);
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject(news);
  });

  it("keeps no other fault from being found", () => {
    const { failures } = checkInputs({
      name: UNKNOWN,
      authorizedGrantType: "CODE",
      scopes: [UNKNOWN, 7],
      state: "off",
    });
    expect(failures.map(({ property }) => property)).toEqual(["scopes[1]", "state"]);
  });

  it("leaves rules aside that depend on it", () => {
    expect(checkInputs({ ...MACHINE, authorizedGrantType: UNKNOWN, scopes: ["analytics"] }).failures).toEqual([]);
  });

  it("is found anywhere, and nothing else is taken for it", () => {
    expect(containsUnknown({ a: [{ b: UNKNOWN }] })).toBe(true);
    expect(containsUnknown(UNKNOWN)).toBe(true);
    expect(containsUnknown({ a: [`x${UNKNOWN}`, null, 1, undefined] })).toBe(false);
  });
});
