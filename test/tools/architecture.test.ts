import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { drawArchitecture } from "../../tools/architecture/drawing.mjs";
import { readImports, withoutDetours } from "../../tools/architecture/import-graph.mjs";

const folder = join(import.meta.dirname, "..", "..", "docs", "pictures");

describe("the picture of docs/architecture.md", () => {
  it("shows the imports of today", () => {
    const committed = readdirSync(folder)
      .filter((file) => file.startsWith("architecture-"))
      .map((file) => [file, readFileSync(join(folder, file), "utf8")]);
    expect(drawArchitecture(), "The picture is out of date. Draw it anew: npm run pictures -- architecture").toEqual(
      Object.fromEntries(committed),
    );
  });

  it("has an arrow for every kind of import, and none for types", () => {
    const root = mkdtempSync(join(tmpdir(), "imports-"));
    const sources = {
      "src/a/one.ts": 'import { b } from "../b/two.ts";\nexport type { C } from "../c/three.ts";\nimport "node:fs";\n',
      "src/b/two.ts":
        'import type { C } from "../c/three.ts";\nexport { d } from "../d/four.ts";\nimport "./other.ts";\n',
      "src/b/other.ts": 'import { type C, type D } from "../c/three.ts";\n',
      "src/c/three.ts": 'export const load = async () => await import("../d/four.ts");\n',
      "src/d/four.ts": 'import { type A, e } from "../e/five.ts";\n',
      "src/e/five.ts": "",
    };
    try {
      for (const [file, text] of Object.entries(sources)) {
        mkdirSync(join(root, dirname(file)), { recursive: true });
        writeFileSync(join(root, file), text);
      }
      const graph = readImports(root, ["src"], (file) => file.split("/")[1]);
      expect(Object.fromEntries(graph)).toEqual({ a: ["b"], b: ["d"], c: ["d"], d: ["e"], e: [] });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it("leaves out the arrows that follow from others, and refuses a circle", () => {
    const graph = withoutDetours(
      new Map([
        ["a", ["b", "c", "d"]],
        ["b", ["c"]],
        ["c", ["d"]],
        ["d", []],
      ]),
    );
    expect([...graph]).toEqual([
      ["a", ["b"]],
      ["b", ["c"]],
      ["c", ["d"]],
      ["d", []],
    ]);
    const circle = new Map([
      ["a", ["b"]],
      ["b", ["a"]],
    ]);
    expect(() => withoutDetours(circle)).toThrow("a imports itself by way of another part");
  });
});
