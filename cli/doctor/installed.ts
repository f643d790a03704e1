import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** An npm package that was found. */
export interface InstalledPackage {
  /** Its folder, symbolic links resolved: what it requires itself is looked for from there. */
  readonly folder: string;
  /** As its package.json says; undefined where that can't be read. */
  readonly version: string | undefined;
}

/** The package that a module in the folder gets when it imports this name; undefined where there is none. */
export function installedPackage(name: string, folder: string): InstalledPackage | undefined {
  // The folders are searched without asking the package's `exports`, which may keep its package.json to itself.
  const searched = createRequire(join(folder, "index.js")).resolve.paths(name) ?? [];
  const found = searched.map((modules) => join(modules, name)).find((path) => existsSync(join(path, "package.json")));
  return found === undefined ? undefined : { folder: realpathSync(found), version: versionIn(found) };
}

function versionIn(folder: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
