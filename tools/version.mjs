// Runs within `npm version`: gives the new version to everything else that names it, and to the schema and the SDKs that are generated.
import { execFileSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./set-up/paths.mjs";
import { withVersion } from "./version/named-version.mjs";

const NAMING = [
  "{docs,sdk/*}/*.md",
  "{examples/*,template}/package.json",
  "examples/*/go.mod",
  "test/e2e/doctor-screens.ts",
];
const CHANGELOG = "CHANGELOG.md";

const { npm_old_version: before, npm_new_version: version } = process.env;
if (before === undefined || version === undefined) {
  process.stderr.write("Run `npm version <version>`, which runs this.\n");
  process.exit(1);
}
for (const file of globSync(NAMING, { cwd: root })) rewrite(file, (text) => withVersion(text, before, version));
rewrite(CHANGELOG, (text) => text.replace(/^## \[Unreleased\]$/m, `$&\n\n## [${version}] - ${today()}`));
for (const script of ["schema", "sdks"]) execFileSync("npm", ["run", script], { cwd: root, stdio: "inherit" });

function rewrite(file, change) {
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  const changed = change(text);
  if (changed !== text) writeFileSync(path, changed);
}

function today() {
  return new Date().toISOString().slice(0, 10);
}
