import { readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { modules, readJson, root } from "./paths.mjs";

/** Relative, so that it still leads to this clone when the clone is moved or copied. */
const TARGET = "..";

/**
 * Lets the examples and the template import the package by its name, as programs do where it is installed. Node finds a
 * package by its own name only from folders that have no package.json of their own, and these have one.
 * `npm ci` and `npm install` remove the link, so every set-up looks for it.
 */
export function ensureOwnPackage() {
  const link = join(modules, readJson(join(root, "package.json")).name);
  if (targetOf(link) === TARGET) return;
  const draft = `${link}.${process.pid}`;
  symlinkSync(TARGET, draft);
  renameSync(draft, link);
}

function targetOf(link) {
  try {
    return readlinkSync(link);
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    if (error.code !== "EINVAL") throw error;
    // Somebody has installed the package here.
    rmSync(link, { recursive: true });
    return undefined;
  }
}
