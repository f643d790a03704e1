import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** A project's folder as a clone has it: without what somebody may have installed there. */
export function copyFolder(source: string, target: string): void {
  cpSync(join(root, source), target, { recursive: true, filter: (path) => basename(path) !== "node_modules" });
}

/** Copies template/. The copy takes this package from the tarball, and nothing else is changed. */
export function copyTemplate(target: string, tarball: string): void {
  copyFolder("template", target);
  const file = join(target, "package.json");
  const manifest = readFileSync(file, "utf8");
  const changed = manifest.replace(/("pulumi-genesyscloud-oauth": )"[^"]*"/, `$1${JSON.stringify(`file:${tarball}`)}`);
  if (changed === manifest) throw new Error("the template does not depend on this package");
  writeFileSync(file, changed);
}
