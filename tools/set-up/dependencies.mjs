import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { withLock } from "./lock.mjs";
import { machinePath, modules, readJson, root, sha256 } from "./paths.mjs";
import { SetUpError } from "./report.mjs";
import { lastLines, run } from "./run.mjs";
import { readStamp, removeStamp, writeStamp } from "./stamps.mjs";

const STAMP = "dependencies";

/** Installs what package-lock.json names, unless exactly that is installed already. */
export async function ensureDependencies(report) {
  if (isCurrent()) return;
  await withLock(root, async () => {
    if (!isCurrent()) await report.step("npm dependencies", install);
  });
}

const lockHash = () => sha256(readFileSync(join(root, "package-lock.json")));

function isCurrent() {
  const lock = lockHash();
  const installed = existsSync(join(modules, ".package-lock.json"));
  if (installed && readStamp(STAMP)?.lock === lock) return true;
  if (!installed || !installedMatchesLock()) return false;
  writeStamp(STAMP, { lock });
  return true;
}

/** Somebody may have run `npm ci` or `npm install` by hand: npm writes what it installed to a file of its own, last. */
function installedMatchesLock() {
  const wanted = readJson(join(root, "package-lock.json"))?.packages ?? {};
  const installed = readJson(join(modules, ".package-lock.json"))?.packages ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity && existsSync(join(root, path));
  });
}

async function install() {
  removeStamp(STAMP);
  // npm would run the `node` that it is about to remove, if node_modules/.bin stayed on PATH.
  const env = { PATH: machinePath().join(delimiter) };
  const { ok, output } = await run("npm", ["ci", "--no-fund", "--no-audit"], { cwd: root, env });
  if (!ok) throw new SetUpError(installFailure(output));
  writeStamp(STAMP, { lock: lockHash() });
}

function installFailure(output) {
  const folder = mkdtempSync(join(tmpdir(), "npm-ci-"));
  const log = join(folder, "npm-ci.log");
  writeFileSync(log, output);
  // npm gives the reason first, and ends with its usage text.
  const errors = output.split("\n").filter((line) => line.startsWith("npm error"));
  return `npm ci failed (everything it said: ${log}):\n${errors.slice(0, 8).join("\n") || lastLines(output)}`;
}
