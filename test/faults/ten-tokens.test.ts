import { expect, it } from "vitest";
import { allCells, runCells, titleOf } from "./matrix.ts";

/** Each request needs a token of its own, until there are ten. */
const TEN_TOKENS = { maxTokens: 10, requestsPerMinute: 1, rateWindowMs: 40 };

it("the matrix holds with ten tokens as with one", async () => {
  const results = await runCells(await allCells(), TEN_TOKENS);
  const failed = results.filter(({ problems }) => problems.length > 0);
  expect(failed.map((result) => `${titleOf(result)}: ${result.problems.join("; ")}`)).toEqual([]);
  console.info(`${results.length} cells with ten tokens`);
});
