import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { VARIANTS } from "../../../simulator/index.ts";

it("docs/assumptions.md tells of every variant, and of no other, what happens under it", () => {
  const page = readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "assumptions.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([\w-]+)` \|([^|]+)\|([^|]+)\|([^|]+)\|$/gm)];
  expect(rows.map(([, id]) => id)).toEqual(Object.keys(VARIANTS));
  for (const [, , ...columns] of rows) for (const column of columns) expect(column.trim()).not.toBe("");
});
