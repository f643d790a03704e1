import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestStack } from "../harness/pulumi.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A tsconfig.json like that of `pulumi new typescript`. */
export const PULUMI_TSCONFIG = {
  compilerOptions: { strict: true, target: "es2020", module: "nodenext", moduleResolution: "nodenext" },
  files: ["index.ts"],
};

/** Gives the program a package.json of its own, with this package below its node_modules as npm would put it. */
export function installPackage(stack: TestStack, manifest: Record<string, unknown>): void {
  stack.writeProgram("package.json", JSON.stringify(manifest));
  mkdirSync(join(stack.project, "node_modules"));
  symlinkSync(root, join(stack.project, "node_modules", "pulumi-genesyscloud-oauth"));
}
