// node tools/complete-lock.mjs [--check]: run it after `npm install` has changed package-lock.json.
// A registry mirror that lacks the binary packages of other platforms makes npm leave them out of the lock file, which
// `npm ci` then refuses everywhere. Their versions are known, because the packages that use them pin them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./set-up/paths.mjs";

const SYSTEMS = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const PROCESSORS = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x"];

function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) throw new Error(`cannot tell the platform of ${name} from its name`);
  const musl = words.some((word) => word.startsWith("musl"));
  const glibc = words.some((word) => word.startsWith("gnu"));
  const libc = musl ? { libc: ["musl"] } : glibc ? { libc: ["glibc"] } : {};
  return { cpu: [cpu], ...libc, os: [os] };
}

/** True when a package at `path` finds `name` in a node_modules folder of its own or further up. */
function isLocked(packages, path, name) {
  const above = path.split("/node_modules/").map((_, index, parts) => parts.slice(0, index + 1).join("/node_modules/"));
  return [...above.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`].some(
    (key) => key in packages,
  );
}

function missingPackages(packages) {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isLocked(packages, path, name))
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  );
}

function entryFor({ name, version, dev }) {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${name} is not pinned: ${version}`);
  const { cpu, ...platform } = platformOf(name);
  return [`node_modules/${name}`, { version, cpu, ...(dev ? { dev } : {}), optional: true, ...platform }];
}

const file = join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const missing = missingPackages(lock.packages);
if (process.argv[2] === "--check") {
  process.stdout.write(`${missing.length} packages are missing from package-lock.json\n`);
  process.exit(missing.length === 0 ? 0 : 1);
}
const byPath = ([a], [b]) => a.localeCompare(b, "en");
lock.packages = Object.fromEntries([...Object.entries(lock.packages), ...missing.map(entryFor)].sort(byPath));
if (missing.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${missing.length} packages added to package-lock.json\n`);
