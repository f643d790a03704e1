import { beforeAll, describe, expect, it } from "vitest";
import type { CellResult } from "./cell.ts";
import { FAULTS } from "./faults.ts";
import { allCells, runCells, titleOf } from "./matrix.ts";
import { OPERATIONS } from "./operations.ts";
import { documentedTable } from "./reliability-doc.ts";
import { matrixTable } from "./table.ts";

const cells = await allCells();
let results: readonly CellResult[];

describe("the matrix", () => {
  beforeAll(async () => {
    // All at once, because their waits overlap: each test below then judges one cell.
    results = await runCells(cells);
  });

  it.each(cells.map((cell, index) => [titleOf(cell), index] as const))("%s", (_, index) => {
    expect(results[index]?.problems).toEqual([]);
  });

  it("covers every operation with every fault, in at least 150 cells", () => {
    expect(cells.length).toBeGreaterThanOrEqual(150);
    expect(new Set(cells.map(({ operation }) => operation))).toEqual(new Set(OPERATIONS));
    expect(cells.length % FAULTS.length).toBe(0);
  });

  it("is what docs/reliability.md shows", () => {
    expect(documentedTable()).toBe(matrixTable(results));
  });
});
