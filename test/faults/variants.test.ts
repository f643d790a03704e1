import PQueue from "p-queue";
import { beforeAll, describe, expect, it } from "vitest";
import { VARIANTS, type Variant } from "../../simulator/index.ts";
import { APP } from "../harness/sample-clients.ts";
import { type CellResult, runCell } from "./cell.ts";
import { FAULTS } from "./faults.ts";
import { type Cell, callsOf, titleOf } from "./matrix.ts";
import { OPERATIONS, type Operation } from "./operations.ts";

/** Those of the matrix in which it matters most what the API tells. */
const CHOSEN_OPERATIONS = [
  "create",
  "create, answer lost",
  "refresh three",
  "update",
  "update and rotate",
  "delete active",
];
const CHOSEN_FAULTS = ["429", "reset after", "killed"];

const CLIENTS = "/api/v2/oauth/clients";

/** Values that the API may put into a form of its own, and an answer that is lost at their creation. */
const ODD_VALUES: Operation = {
  title: "create with odd values, answer lost",
  program: {
    it: {
      ...APP,
      name: "  An   odd name ",
      description: " ours  ",
      scopes: ["Analytics:ReadOnly"],
      registeredRedirectUris: ["https://app.example.com/callback", "https://app.example.com"],
      secretVersion: 1,
    },
  },
  standing: ({ simulator }) =>
    simulator.faults.add({ method: "POST", route: CLIENTS, action: { kind: "reset-after" } }),
};

const variants = Object.keys(VARIANTS) as Variant[];
const operations = [...OPERATIONS.filter(({ title }) => CHOSEN_OPERATIONS.includes(title)), ODD_VALUES];
const faults = FAULTS.filter(({ title }) => CHOSEN_FAULTS.includes(title));

async function cellsUnder(variant: Variant): Promise<Cell[]> {
  const rows = await Promise.all(
    operations.map(async (operation) => (await callsOf(operation, [variant])).map((call) => ({ operation, call }))),
  );
  return rows.flat().flatMap((row) => faults.map((fault) => ({ ...row, fault })));
}

describe("the matrix under each variant of the API", () => {
  const problems = new Map<Variant, string[]>();
  let count = 0;

  beforeAll(async () => {
    const queue = new PQueue({ concurrency: 20 });
    for (const variant of variants) {
      const found: string[] = [];
      problems.set(variant, found);
      try {
        const cells = await cellsUnder(variant);
        count += cells.length;
        const results: readonly CellResult[] = await queue.addAll(
          cells.map(
            ({ operation, call, fault }) =>
              () =>
                runCell(operation, call, fault, { variants: [variant] }),
          ),
        );
        for (const result of results) {
          if (result.problems.length > 0) found.push(`${titleOf(result)}: ${result.problems.join("; ")}`);
        }
      } catch (error) {
        found.push(String(error));
      }
    }
    console.info(`${variants.length} variants, ${count} cells`);
  }, 600_000);

  it.each(variants)("%s", (variant) => {
    expect(problems.get(variant)).toEqual([]);
  });
});
