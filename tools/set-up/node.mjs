import { mkdirSync, readlinkSync, renameSync, symlinkSync } from "node:fs";
import { delimiter, join, sep } from "node:path";
import { cache, isAtLeast, isExecutable, machinePath, modules } from "./paths.mjs";
import { SetUpError } from "./report.mjs";
import { run } from "./run.mjs";
import { readStamp, writeStamp } from "./stamps.mjs";

/** The package itself runs on Node 22.12. The tests of HTTPS_PROXY need the support that Node 22 has since 22.21, and 24 since 24.5. */
const SUFFICIENT = "22.21 or newer within 22, or 24.5 or newer";
const isSufficient = (version) =>
  version.startsWith("22.") ? isAtLeast(version, "22.21.0") : isAtLeast(version, "24.5.0");

/**
 * The Node that everything runs on: the machine's own, or else the one that the npm package `node` brings. npm scripts put the
 * latter first on PATH, and tests on another version would then run on this one.
 */
export async function findNode() {
  const own = await ownNode();
  if (own !== undefined && isSufficient(own.version)) return own.path;
  const bundled = join(modules, "node", "bin", "node");
  const version = await versionOf(bundled);
  if (version !== undefined && isSufficient(version)) return bundled;
  throw new SetUpError(
    `Node ${SUFFICIENT} is needed. This is ${own?.version ?? process.versions.node}, and the npm package "node" brought ` +
      `${version ?? "none"}. Install a newer Node, or let npm run that package's install script: npm rebuild node`,
  );
}

/** The Node on the machine's own PATH. Asking it for its place resolves links and the scripts of version managers. */
async function ownNode() {
  if (!process.execPath.startsWith(join(modules, "node") + sep)) {
    return { path: process.execPath, version: process.versions.node };
  }
  const report = "JSON.stringify({ path: process.execPath, version: process.versions.node })";
  const { ok, stdout } = await run("node", ["--print", report], { env: { PATH: machinePath().join(delimiter) } });
  return ok ? JSON.parse(stdout) : undefined;
}

async function versionOf(binary) {
  if (!isExecutable(binary)) return undefined;
  const stamp = readStamp("node");
  if (stamp?.binary === binary) return stamp.version;
  const { ok, stdout } = await run(binary, ["--version"]);
  if (!ok) return undefined;
  const version = stdout.trim().replace(/^v/, "");
  writeStamp("node", { binary, version });
  return version;
}

/**
 * A folder that holds nothing but `node`, to go first on PATH: the engine starts plain `node`. The folder that the
 * binary itself is in may hold an older pulumi, and pulumi's folder an older node.
 */
export function nodeFolder(node) {
  const folder = join(cache, "bin");
  const link = join(folder, "node");
  if (linkTarget(link) === node) return folder;
  mkdirSync(folder, { recursive: true });
  const draft = `${link}.${process.pid}`;
  symlinkSync(node, draft);
  renameSync(draft, link);
  return folder;
}

function linkTarget(link) {
  try {
    return readlinkSync(link);
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
