import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detailedDiff } from "../../../provider/plugin/detailed-diff.ts";

describe("detailedDiff", () => {
  it.each([
    ["an added property", {}, { description: "new" }, { description: "add" }],
    ["a removed one", { description: "old" }, {}, { description: "delete" }],
    ["a changed element of a list", { scopes: ["a", "b"] }, { scopes: ["a", "c"] }, { "scopes[1]": "update" }],
    ["a longer list", { scopes: ["a"] }, { scopes: ["a", "b"] }, { "scopes[1]": "add" }],
    [
      "a part of an object in a list",
      { roles: [{ roleId: "r", divisionId: "*" }] },
      { roles: [{ roleId: "r", divisionId: "d" }] },
      { "roles[0].divisionId": "update" },
    ],
    [
      "a key that is no name",
      { extraProperties: { "a.b": 1 } },
      { extraProperties: { "a.b": 2 } },
      { 'extraProperties["a.b"]': "update" },
    ],
    ["a list in place of a text", { fields: "unknown" }, { fields: { a: "1" } }, { fields: "update" }],
  ])("names %s", (_, before, after, expected) => {
    expect(Object.fromEntries(detailedDiff(before, after))).toEqual(expected);
  });

  it("is empty exactly if both are the same", () => {
    const json = fc.dictionary(
      fc.string(),
      fc.json().map((text): unknown => JSON.parse(text)),
      { noNullPrototype: true },
    );
    fc.assert(fc.property(json, (one) => detailedDiff(one, structuredClone(one)).size === 0));
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(detailedDiff(one, other).size === 0).toBe(
          JSON.stringify(one) === JSON.stringify(other) || same(one, other),
        );
      }),
    );
  });
});

function same(one: object, other: object): boolean {
  try {
    expect(one).toStrictEqual(other);
    return true;
  } catch {
    return false;
  }
}
