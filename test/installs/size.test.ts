import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { createEmptyProject } from "../harness/pulumi.ts";

/** Raise them only with a reason: every user downloads this, in every pipeline. */
const MOST_PACKAGES = 50;
const MOST_MEGABYTES = 17;

it("stays small without Pulumi's SDK, which a project has anyway", async () => {
  await using project = await createEmptyProject({});
  const manifest = { private: true, dependencies: { "pulumi-genesyscloud-oauth": `file:${inject("tarball")}` } };
  project.writeProgram("package.json", JSON.stringify(manifest));
  (await project.execute("npm", ["install", "--omit=peer", "--no-audit", "--no-fund"])).succeeded();

  const modules = join(project.project, "node_modules");
  const packages = globSync(["*/package.json", "@*/*/package.json", "**/node_modules/*/package.json"], {
    cwd: modules,
  });
  const files = globSync("**/*", { cwd: modules, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  const megabytes = bytes / 1e6;
  console.log(`Installed without @pulumi/pulumi: ${packages.length} packages, ${megabytes.toFixed(1)} MB.`);
  expect(packages.length).toBeLessThanOrEqual(MOST_PACKAGES);
  expect(megabytes).toBeLessThanOrEqual(MOST_MEGABYTES);
});
