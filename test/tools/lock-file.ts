import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const root = join(import.meta.dirname, "..", "..");

const entry = z.looseObject({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  peer: z.boolean().optional(),
  optional: z.boolean().optional(),
  os: z.array(z.string()).optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

/** A package of package-lock.json. */
export type LockedPackage = z.infer<typeof entry>;

const { "": ours, ...others } = z
  .object({ packages: z.record(z.string(), entry) })
  .parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"))).packages;

/** Every package but this one, by its folder: `node_modules/got`. */
export const LOCKED: Readonly<Record<string, LockedPackage>> = others;

/** What package-lock.json says of this package itself. */
export const OURS = ours;

/** The folders of a package and of all that it depends on. */
export function closureOf(name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (folder: string) => {
    if (found.has(folder)) return;
    found.add(folder);
    for (const dependency of Object.keys(LOCKED[folder]?.dependencies ?? {})) add(folderOf(dependency, folder));
  };
  add(folderOf(name, ""));
  return found;
}

/** Bytes of a package as it is installed, without what is nested in it. */
export function sizeOf(folder: string): number {
  const files = globSync("**/*", { cwd: join(root, folder), withFileTypes: true, exclude: ["node_modules"] });
  return files
    .filter((file) => file.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** Where Node finds a package from the folder of another one. */
function folderOf(name: string, from: string): string {
  const candidate = `${from === "" ? "" : `${from}/`}node_modules/${name}`;
  if (candidate in LOCKED) return candidate;
  if (from === "") throw new Error(`package-lock.json has no ${name}`);
  return folderOf(name, from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/"))));
}
