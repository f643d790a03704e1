import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { blocksOf } from "../support/markdown-blocks.ts";

const root = join(import.meta.dirname, "..", "..");
const example = join(root, "examples", "testing");

/** The files of the example, which test/installs/testing-example.test.ts runs. */
const sources = globSync(["*.ts", "*/*.test.ts"], { cwd: example }).map((file) =>
  readFileSync(join(example, file), "utf8"),
);
const blocks = blocksOf("docs/testing.md");

it.each(blocks.map(({ text }) => text))("docs/testing.md shows code of examples/testing as it stands: %s", (text) => {
  expect(sources.some((source) => source.includes(text))).toBe(true);
});

it("docs/testing.md shows no other code", () => {
  expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(["ts"]));
});

it("docs/testing.md names every option of the mocks", () => {
  const page = readFileSync(join(root, "docs", "testing.md"), "utf8");
  const folder = join(root, "provider", "program", "testing");
  const options = ["declared-organization.ts", "genesyscloud-mocks.ts"].flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => name),
  );
  expect(options).toHaveLength(8);
  for (const option of options) expect(page).toContain(`| \`${option}\` |`);
});
