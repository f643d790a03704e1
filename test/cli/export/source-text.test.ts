import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { literal, type Source, sourceText } from "../../../cli/export/source-text.ts";
import { AWKWARD_NAMES } from "../../support/awkward-clients.ts";

const evaluated = (code: string): unknown => new Function(`return ${code};`)();
const text = (source: Source) => sourceText(source, { indent: 0, column: 0, after: 0 });

describe("a literal", () => {
  it("means the text that it was made of", () => {
    const texts = fc.oneof(fc.constantFrom(...AWKWARD_NAMES), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(texts, (value) => {
        expect(evaluated(literal(value))).toBe(value);
      }),
    );
  });

  it.each([
    ["plain", `"plain"`],
    [`say "it"`, `'say "it"'`],
    [`it's "it"`, `'it\\'s "it"'`],
    [`it's`, `"it's"`],
    [`"'`, `"\\"'"`],
    ["\u202Eesrever\u2028", String.raw`"\u202eesrever\u2028"`],
    ["a\\b\n", String.raw`"a\\b\n"`],
  ])("of %j is %s", (value, expected) => {
    expect(literal(value)).toBe(expected);
  });
});

describe("the layout", () => {
  it("breaks what does not fit into a line, and lists of objects with several properties", () => {
    const short = `"${"x".repeat(40)}"`;
    const row: Source = {
      object: [
        ["a", "1"],
        ["b", "2"],
      ],
    };
    expect(text({ list: ["1", "2"] })).toBe("[1, 2]");
    expect(text({ list: [short, short, short] })).toBe(`[\n  ${short},\n  ${short},\n  ${short},\n]`);
    expect(text({ list: [row] })).toBe("[{ a: 1, b: 2 }]");
    expect(text({ list: [row, row] })).toBe("[\n  { a: 1, b: 2 },\n  { a: 1, b: 2 },\n]");
    expect(text({ list: [{ comment: "why", element: row }] })).toBe("[\n  // why\n  { a: 1, b: 2 },\n]");
    expect(text({ object: [["name", short]], isExpanded: true })).toBe(`{\n  name: ${short},\n}`);
  });

  it("puts a text that is too long into the next line, but not after a short key", () => {
    const long = `"${"x".repeat(118)}"`;
    expect(text({ object: [["description", long]] })).toBe(`{\n  description:\n    ${long},\n}`);
    expect(text({ object: [["name", long]] })).toBe(`{\n  name: ${long},\n}`);
  });
});
