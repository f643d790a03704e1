// npm run docs: writes docs/reference from the TSDoc of everything the package exports, a page each.
// With --check it changes nothing, and fails if the pages are not those that it would write.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { modules, root } from "./set-up/paths.mjs";
import { run } from "./set-up/run.mjs";
import { setUpOrExit } from "./setup.mjs";

const committed = join(root, "docs", "reference");
const { node } = await setUpOrExit();

if (process.argv[2] === "--check") {
  const fresh = mkdtempSync(join(tmpdir(), "reference-"));
  try {
    await writePages(fresh);
    const pages = new Set([...pagesBelow(fresh), ...pagesBelow(committed)]);
    const stale = [...pages].filter((page) => textOf(join(fresh, page)) !== textOf(join(committed, page)));
    if (stale.length > 0) fail(`docs/reference is not up to date; npm run docs writes it: ${stale.sort().join(", ")}`);
    else process.stdout.write(`docs/reference is up to date: ${pages.size} pages\n`);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
} else {
  await writePages(committed);
  process.stdout.write(`docs/reference: ${pagesBelow(committed).length} pages\n`);
}

async function writePages(folder) {
  const { ok, output } = await run(node, [join(modules, "typedoc", "bin", "typedoc"), "--out", folder], { cwd: root });
  if (!ok) fail(`typedoc failed:\n${output.trim()}`);
}

function pagesBelow(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function textOf(page) {
  return existsSync(page) ? readFileSync(page, "utf8") : undefined;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
