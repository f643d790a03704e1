import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

export const root = join(import.meta.dirname, "..", "..", "..");
export const examples = join(root, "examples");
export const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

/** The environment in which programs of a language run, or what this machine lacks for them, or what failed. */
export type Prepared =
  | { readonly env: Record<string, string> }
  | { readonly missing: string }
  | { readonly failed: string };

/** Runs a command in a folder, and throws with everything that it said. */
export async function runIn(
  cwd: string,
  env: Record<string, string>,
  file: string,
  ...args: string[]
): Promise<string> {
  const { stdout } = await promisify(execFile)(file, args, { cwd, env: { ...process.env, ...env } });
  return stdout;
}
