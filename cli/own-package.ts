import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  engines: z.object({ node: z.string() }),
  peerDependencies: z.object({ "@pulumi/pulumi": z.string() }),
});

/** The package.json of this very package: it says which versions of others are needed. */
export const OWN_PACKAGE = manifest.parse(JSON.parse(readFileSync(manifestFile(import.meta.dirname), "utf8")));

function manifestFile(folder: string): string {
  const file = join(folder, "package.json");
  return existsSync(file) ? file : manifestFile(dirname(folder));
}
