import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { setUp } from "../../tools/setup.mjs";
import { ensureTools } from "./package-managers.ts";

const root = join(import.meta.dirname, "..", "..");

declare module "vitest" {
  interface ProvidedContext {
    /** The package as `npm publish` would send it. */
    tarball: string;
  }
}

/** Once before all tests: brings the package managers, and packs this repository. */
export default async function prepare({ provide }: TestProject): Promise<() => void> {
  await setUp({ quiet: true });
  await ensureTools();
  const folder = mkdtempSync(join(tmpdir(), "packed-"));
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: root });
  const [file = ""] = readdirSync(folder);
  provide("tarball", join(folder, file));
  return () => rmSync(folder, { recursive: true, force: true });
}
