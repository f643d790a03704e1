import { createHash } from "node:crypto";
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const modules = join(root, "node_modules");
/** In node_modules, so that a new installation of the dependencies also forgets everything derived from the old one. */
export const cache = join(modules, ".cache", "set-up");
export const npmBin = join(modules, ".bin");

export const sha256 = (content) => createHash("sha256").update(content).digest("hex");

export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    const stats = statSync(path);
    return stats.isFile() && stats.size > 0;
  } catch {
    return false;
  }
}

/** The machine's own PATH: npm scripts get every node_modules/.bin from here upward, with another node and pulumi. */
export function machinePath() {
  const isNpmBin = (folder) => folder.endsWith(join("node_modules", ".bin"));
  return (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "" && !isNpmBin(folder));
}

/** True when version `a` is at least `b`; what follows a dash (a pre-release) does not count. */
export function isAtLeast(a, b) {
  const [left, right] = [a, b].map((version) => version.replace(/^v/, "").split("-")[0].split(".").map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
