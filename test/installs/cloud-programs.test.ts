import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createEmptyProject, type TestStack } from "../harness/pulumi.ts";

const examples = join(import.meta.dirname, "..", "..", "examples");

/** Examples that no test runs, because they need an account of a cloud, and the exact SDK that each is checked against. */
const PROGRAMS = {
  "deliver-to-aws": { "@pulumi/aws": "7.48.0" },
  "deliver-to-azure": { "@pulumi/azure-native": "3.28.0" },
  "deliver-to-google": { "@pulumi/gcp": "9.37.0" },
};

describe("is correct for the compiler, with the real SDK of the cloud:", () => {
  let project: TestStack;

  beforeAll(async () => {
    project = await createEmptyProject({});
    const clouds = Object.assign({}, ...Object.values(PROGRAMS)) as Record<string, string>;
    const manifest = {
      private: true,
      dependencies: {
        "@pulumi/pulumi": "3.270.0",
        "pulumi-genesyscloud-oauth": `file:${inject("tarball")}`,
        ...clouds,
      },
      devDependencies: { typescript: "5.9.3", "@types/node": "22.12.0" },
    };
    project.writeProgram("package.json", JSON.stringify(manifest));
    // 22 MB to download, and 240 MB as files. The install scripts would download the plugins, which nothing here starts.
    const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund"];
    (await project.execute("npm", install, { timeoutMs: 600_000 })).succeeded();
  }, 600_000);

  afterAll(async () => {
    await project?.[Symbol.asyncDispose]();
  });

  const compile = (folder: string) =>
    project.execute("node", [
      join("node_modules", "typescript", "bin", "tsc"),
      "--noEmit",
      "--skipLibCheck",
      "-p",
      folder,
    ]);

  it.each(Object.entries(PROGRAMS))("examples/%s", async (example, sdk) => {
    cpSync(join(examples, example), join(project.project, example), { recursive: true });
    const { stdout } = await compile(example);
    expect(stdout).toBe("");
    const { dependencies } = JSON.parse(readFileSync(join(examples, example, "package.json"), "utf8"));
    for (const [name, version] of Object.entries(sdk)) expect(dependencies[name]).toBe(`^${version}`);
  });

  it.each(Object.keys(PROGRAMS))("and examples/%s would not be with a wrong property", async (example) => {
    const folder = `${example}-wrong`;
    cpSync(join(examples, example), join(project.project, folder), { recursive: true });
    const source = readFileSync(join(examples, example, "index.ts"), "utf8");
    project.writeProgram(
      join(folder, "index.ts"),
      source.replace(/\b(secretString|secretName|secretData):/, "coffee:"),
    );
    expect((await compile(folder)).stdout).toContain("coffee");
  });
});
