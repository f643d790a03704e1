import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import { CODE, MACHINE, validInputs } from "../../support/client-inputs.ts";

describe("the canonical form", () => {
  it("has the defaults and nothing empty", () => {
    expect(checkInputs({ ...CODE, __provider: "exports.handler=…" }).inputs).toStrictEqual({
      ...CODE,
      accessTokenValiditySeconds: 86_400,
      state: "active",
    });
  });

  it("is the same whether a property is absent, empty or null", () => {
    const { inputs } = checkInputs(CODE);
    const empty = {
      ...CODE,
      description: "",
      registeredRedirectUris: [],
      scopes: [],
      roles: [],
      secretVersion: "",
      extraProperties: {},
      allowSelf: false,
      verifySecret: false,
      importId: "",
      importedClientSecret: "",
    };
    expect(checkInputs(empty)).toStrictEqual({ inputs, failures: [] });
    const nothing = Object.fromEntries(Object.keys(empty).map((key) => [key, null]));
    expect(checkInputs({ ...nothing, accessTokenValiditySeconds: null, state: null, ...CODE })).toStrictEqual({
      inputs,
      failures: [],
    });
    const absent = Object.fromEntries(Object.keys(empty).map((key) => [key, undefined]));
    expect(checkInputs({ ...absent, ...CODE })).toStrictEqual({ inputs, failures: [] });
  });

  it("has its sets sorted, each element once, the same on every machine", () => {
    const { inputs } = checkInputs({ ...CODE, scopes: ["b", "B", "a", "ä", "b", "Z"] });
    expect(inputs.scopes).toEqual(["B", "Z", "a", "b", "ä"]);
    const roles = [
      { roleId: "b", divisionId: "*" },
      { divisionId: "y", roleId: "a" },
      { roleId: "a", divisionId: "x" },
      { roleId: "b", divisionId: "*" },
    ];
    expect(checkInputs({ ...MACHINE, roles }).inputs.roles).toStrictEqual([
      { roleId: "a", divisionId: "x" },
      { roleId: "a", divisionId: "y" },
      { roleId: "b", divisionId: "*" },
    ]);
  });

  it("keeps roles apart whose ids only look the same when put together", () => {
    const roles = [
      { roleId: "a b", divisionId: "c" },
      { roleId: "a", divisionId: "b c" },
    ];
    expect(checkInputs({ ...MACHINE, roles }).inputs.roles).toHaveLength(2);
  });

  it("has the secret version as a text", () => {
    for (const [given, canonical] of [
      [1, "1"],
      ["1", "1"],
      [0, "0"],
      [1.5, "1.5"],
      ["2026-11", "2026-11"],
    ]) {
      expect(checkInputs({ ...CODE, secretVersion: given }).inputs.secretVersion).toBe(canonical);
    }
  });

  it("leaves names, descriptions and extra properties as they are", () => {
    const news = { ...CODE, name: " Portal ", description: " x ", extraProperties: { b: [2, 1, 1], a: "" } };
    expect(checkInputs(news).inputs).toMatchObject({
      name: " Portal ",
      description: " x ",
      extraProperties: { b: [2, 1, 1], a: "" },
    });
  });

  it("is reached in one step, whatever the inputs", () => {
    fc.assert(
      fc.property(validInputs, (news) => {
        const { inputs, failures } = checkInputs(news);
        expect(failures).toEqual([]);
        expect(checkInputs({ ...inputs })).toStrictEqual({ inputs, failures: [] });
      }),
      { numRuns: 300 },
    );
  });

  it("does not depend on the order or the number of equal elements of a set", () => {
    const disordered = validInputs.chain((news) => {
      const lists = ["registeredRedirectUris", "scopes", "roles"].flatMap((key) => {
        const list = news[key];
        return Array.isArray(list) && list.length > 0 ? [[key, list] as const] : [];
      });
      return fc
        .tuple(...lists.map(([, list]) => fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })))
        .map(
          (shuffled) =>
            [news, { ...news, ...Object.fromEntries(lists.map(([key], index) => [key, shuffled[index]])) }] as const,
        );
    });
    fc.assert(
      fc.property(disordered, ([news, other]) => {
        expect(checkInputs(other).inputs).toStrictEqual(checkInputs(news).inputs);
      }),
      { numRuns: 300 },
    );
  });

  it("survives JSON", () => {
    fc.assert(
      fc.property(validInputs, (news) => {
        const { inputs } = checkInputs(news);
        expect(JSON.parse(JSON.stringify(inputs))).toEqual(inputs);
      }),
      { numRuns: 100 },
    );
  });
});
