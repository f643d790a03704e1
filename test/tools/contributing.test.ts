import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("CONTRIBUTING.md", root), "utf8");
const { scripts } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};

it("names only npm scripts that exist", () => {
  const named = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script ?? "");
  expect(named).toContain("typecheck");
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});

it("names only files that exist", () => {
  const named = [...page.matchAll(/`([\w.-]+\/[\w./-]+)`/g)].map(([, path]) => path ?? "");
  expect(named).toContain(".ci/run");
  expect(named.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});
