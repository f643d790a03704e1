import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { observedExtraProperties, pollutingKey, refusalOfExtraKey } from "../../../provider/model/extra-properties.ts";
import type { Json } from "../../../provider/model/oauth-client.ts";

describe("a key of extraProperties", () => {
  it.each([
    ["name", "name"],
    ["authorizedGrantType", "authorizedGrantType"],
    ["description", "description"],
    ["accessTokenValiditySeconds", "accessTokenValiditySeconds"],
    ["registeredRedirectUri", "registeredRedirectUris"],
    ["scope", "scopes"],
    ["roleDivisions", "roles"],
    ["roleIds", "roles"],
    ["state", "state"],
  ])("that is managed is refused, with the property to use: %s", (key, property) => {
    expect(refusalOfExtraKey(key)).toBe(`"${key}" is managed: use the property ${property} instead.`);
  });

  it.each(["id", "secret", "dateCreated", "dateModified", "createdBy", "modifiedBy", "selfUri", "dateToDelete"])(
    "that is read-only is refused: %s",
    (key) => {
      expect(refusalOfExtraKey(key)).toBe(`"${key}" is set by Genesys Cloud and can't be written: remove it.`);
    },
  );

  it.each(["", "__proto__", "constructor", "prototype"])("that is no field name is refused: %j", (key) => {
    expect(refusalOfExtraKey(key)).toBe(`"${key}" is not a field name of the API: remove it.`);
  });

  it.each(["allowedIpAddresses", "toString", "hasOwnProperty", "Name", "x"])(
    "that is anything else may stand: %s",
    (key) => {
      expect(refusalOfExtraKey(key)).toBeUndefined();
    },
  );

  it("that reaches for a prototype is found at any depth", () => {
    expect(pollutingKey(JSON.parse('{"a":[1,{"b":[{"__proto__":1}]}]}'))).toBe("__proto__");
    expect(pollutingKey({ a: { constructor: 1 } })).toBe("constructor");
    expect(pollutingKey({ a: ["__proto__", "constructor"] })).toBeUndefined();
    expect(pollutingKey(null)).toBeUndefined();
  });
});

describe("the extra properties as they are now", () => {
  it.each<[string, Record<string, Json>, Record<string, unknown>]>([
    ["equal", { a: 1, b: "x", c: true, d: null }, { a: 1, b: "x", c: true, d: null }],
    ["with fields that the server added", { a: { x: 1 } }, { a: { x: 1, added: "by the server" } }],
    ["with fields added in a list", { a: [{ cidr: "10.0.0.0/8" }] }, { a: [{ cidr: "10.0.0.0/8", id: 7 }] }],
    ["with lists in another order", { a: ["x", "y", { z: 1 }] }, { a: [{ z: 1 }, "y", "x"] }],
    ["with null for what is not there", { a: null, b: { c: null } }, { b: {} }],
    ["beside fields that the program does not name", { a: 1 }, { a: 1, other: 2, name: "x" }],
    ["empty", { a: [], b: {} }, { a: [], b: {} }],
    [
      "where the first match of a list would take the only one of another",
      { a: [{ x: 1 }, { x: 1, y: 2 }] },
      { a: [{ x: 1, y: 2 }, { x: 1 }] },
    ],
  ])("are the program's own where the live client has all that they say: %s", (_what, wanted, live) => {
    expect(observedExtraProperties(wanted, live)).toStrictEqual(wanted);
  });

  it.each<[string, Record<string, Json>, Record<string, unknown>, Record<string, Json> | undefined]>([
    ["another value", { a: 1 }, { a: 2 }, { a: 2 }],
    ["another type", { a: 1 }, { a: "1" }, { a: "1" }],
    ["a field that was lost", { a: { x: 1, y: 2 } }, { a: { x: 1 } }, { a: { x: 1 } }],
    ["an element more", { a: ["x"] }, { a: ["x", "y"] }, { a: ["x", "y"] }],
    ["an element fewer", { a: ["x", "y"] }, { a: ["x"] }, { a: ["x"] }],
    ["an element twice, once wanted", { a: ["x", "y"] }, { a: ["x", "x"] }, { a: ["x", "x"] }],
    ["a list for an object", { a: { 0: "x" } }, { a: ["x"] }, { a: ["x"] }],
    ["an object for a list", { a: ["x"] }, { a: { 0: "x" } }, { a: { 0: "x" } }],
    ["null", { a: [] }, { a: null }, { a: null }],
    ["a value for null", { a: null }, { a: 1 }, { a: 1 }],
    ["nothing", { a: 1 }, {}, undefined],
    ["nothing for one of two", { a: 1, b: 2 }, { b: 2 }, { b: 2 }],
    ["nothing, where JavaScript objects have something", { toString: "x" }, {}, undefined],
  ])("are the live ones where they differ: %s", (_what, wanted, live, observed) => {
    expect(observedExtraProperties(wanted, live)).toEqual(observed);
  });

  it("are none when the program names none", () => {
    expect(observedExtraProperties(undefined, { a: 1 })).toBeUndefined();
  });

  /** Adds a field to every object, and turns every list around. */
  function asAServerMight(value: Json): Json {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(asAServerMight).reverse();
    return {
      ...Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asAServerMight(inner)])),
      "added by the server": 1,
    };
  }

  it("are the program's own whatever a server adds and however it orders", () => {
    const json = fc.json({ maxDepth: 4 }).map((text): Json => JSON.parse(text));
    fc.assert(
      fc.property(json, (value) => {
        expect(observedExtraProperties({ field: value }, { field: asAServerMight(value) })).toStrictEqual({
          field: value,
        });
      }),
      { numRuns: 500 },
    );
  });

  it("are found in reasonable time in long lists of like elements", () => {
    const like = Array.from({ length: 60 }, (_, index) => ({ all: 1, [`n${index}`]: 1 }));
    const wanted = { list: [...like.map(() => ({ all: 1 })), ...like] };
    const live = { list: [...like, ...like.map(() => ({ all: 1 }))] };
    const start = performance.now();
    expect(observedExtraProperties(wanted, live)).toStrictEqual(wanted);
    const short = { list: [...like.slice(1), ...like.map(() => ({ all: 1 })), { all: 2 }] };
    expect(observedExtraProperties(wanted, short)).toStrictEqual(short);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
