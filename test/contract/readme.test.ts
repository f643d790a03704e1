import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as functions from "../../provider/index.ts";
import { OPERATIONS, operationsTable } from "./operations.ts";

const [START, END] = ["<!-- operations -->", "<!-- /operations -->"];

it("shows in the README every operation, its function and its permission", () => {
  console.info(operationsTable());
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, afterStart] = readme.split(START);
  const [shown] = afterStart?.split(END) ?? [];
  expect(shown?.trim()).toBe(operationsTable());
});

it("names only functions that the package has", () => {
  const named = OPERATIONS.flatMap(({ function: text }) =>
    [...text.matchAll(/`(\w+)(\.\w+)?`/g)].map(([, name]) => name),
  );
  const missing = named.filter((name) => name !== "secretVersion" && !(name !== undefined && name in functions));
  expect(OPERATIONS).toHaveLength(13);
  expect(missing).toEqual([]);
});
