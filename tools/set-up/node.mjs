import { mkdirSync, readlinkSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cache, isAtLeast, isExecutable, modules } from "./paths.mjs";
import { SetUpError } from "./report.mjs";
import { run } from "./run.mjs";
import { readStamp, writeStamp } from "./stamps.mjs";

/** The package itself runs on Node 22.12; the tests of HTTPS_PROXY need the support that Node has since 24.5. */
const MINIMUM_NODE = "24.5.0";

/** The Node that everything runs on: the one running now, or else the one that the npm package `node` brings. */
export async function findNode() {
  if (isAtLeast(process.versions.node, MINIMUM_NODE)) return process.execPath;
  const bundled = join(modules, "node", "bin", "node");
  const version = await versionOf(bundled);
  if (version !== undefined && isAtLeast(version, MINIMUM_NODE)) return bundled;
  throw new SetUpError(
    `Node ${MINIMUM_NODE} or newer is needed. This is ${process.versions.node}, and the npm package "node" brought ` +
      `${version ?? "none"}. Install a newer Node, or let npm run that package's install script: npm rebuild node`,
  );
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
