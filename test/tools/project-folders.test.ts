import { globSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..", "..");
const foldersWith = (file: string) =>
  globSync(`*/${file}`, { cwd: join(root, "examples") }).map((path) => basename(dirname(path)));
const manifests = foldersWith("package.json");
const examples = foldersWith("Pulumi.yaml").filter((example) => manifests.includes(example));

const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const manifestOf = (...path: string[]) =>
  parse(read(...path, "package.json")) as Record<string, Record<string, string>>;
const projectOf = (...path: string[]) => parse(read(...path, "Pulumi.yaml")) as Record<string, unknown>;
/** What some examples need beside their program. */
interface Needs {
  /** Other providers. */
  readonly dependencies?: object;
  readonly devDependencies?: object;
  readonly scripts?: object;
  readonly files?: readonly string[];
}

const OTHERS: Record<string, Needs> = {
  "deliver-to-aws": { dependencies: { "@pulumi/aws": "^7.48.0" } },
  "deliver-to-azure": { dependencies: { "@pulumi/azure-native": "^3.28.0" } },
  "deliver-to-file": { dependencies: { "@pulumi/command": "^1.2.1" }, files: ["write-credential.mjs"] },
  "deliver-to-google": { dependencies: { "@pulumi/gcp": "^9.37.0" } },
  // It reads a stack, and nothing of Genesys Cloud.
  "read-by-another-stack": { dependencies: { "pulumi-genesyscloud-oauth": undefined } },
  testing: {
    devDependencies: { "@jest/globals": "30.5.2", jest: "30.5.2", "ts-jest": "29.4.15", vitest: "5.1.1" },
    scripts: expect.any(Object),
    files: ["clients.ts", "jest", "jest.config.js", "node-test", "simulated-stack.ts", "tsconfig.tests.json", "vitest"],
  },
};

/** Without what git ignores where somebody has tried the folder out. */
const filesIn = (...path: string[]) =>
  readdirSync(join(root, ...path))
    .filter((name) => !/^(node_modules|Pulumi\..+\.yaml)$/.test(name))
    .sort();

describe("the template", () => {
  const template = manifestOf("template");

  it("depends on this version of the package, and on a Pulumi that this version accepts", () => {
    const { version, peerDependencies } = manifestOf();
    expect(template.dependencies).toEqual({
      "@pulumi/pulumi": peerDependencies?.["@pulumi/pulumi"]?.replace(/^>=(3\.\S+) <4$/, "^$1"),
      "pulumi-genesyscloud-oauth": `^${version}`,
    });
  });

  it("is a CommonJS project, as `pulumi new typescript` makes it", () => {
    expect(template).not.toHaveProperty("type");
    expect(template.main).toBe("index.ts");
    // Pulumi.yaml needs no `main` then.
    expect(projectOf("template")).not.toHaveProperty("main");
  });
});

describe.each(examples)("examples/%s", (example) => {
  it("is a project of its own, and differs from the template in its name, its program and what that needs", () => {
    const { dependencies = {}, devDependencies = {}, scripts, files = [] } = OTHERS[example] ?? {};
    expect(filesIn("examples", example)).toEqual([...filesIn("template"), ...files].sort());
    for (const file of ["tsconfig.json", ".gitignore"]) {
      expect(read("examples", example, file), file).toBe(read("template", file));
    }
    const name = `genesyscloud-oauth-${example}`;
    const template = manifestOf("template");
    const needed = {
      dependencies: { ...template.dependencies, ...dependencies },
      devDependencies: { ...template.devDependencies, ...devDependencies },
    };
    expect(manifestOf("examples", example)).toEqual({ ...template, name, ...needed, scripts });
    const { template: _, ...project } = projectOf("template");
    expect(projectOf("examples", example)).toEqual({ ...project, name, description: expect.any(String) });
  });

  it("has a program without top-level await, which a CommonJS project can't have", () => {
    expect(read("examples", example, "index.ts")).not.toMatch(/\bawait\b/);
  });
});

describe("examples/policy-pack", () => {
  it("is a project of its own, and differs from the template in what makes it a policy pack", () => {
    expect(manifests.filter((folder) => !examples.includes(folder))).toEqual(["policy-pack"]);
    for (const file of ["tsconfig.json", ".gitignore"]) {
      expect(read("examples", "policy-pack", file), file).toBe(read("template", file));
    }
    const template = manifestOf("template");
    const { devDependencies } = manifestOf();
    expect(manifestOf("examples", "policy-pack")).toEqual({
      ...template,
      name: "genesyscloud-oauth-policy-pack",
      // Pulumi refuses a policy pack without a version.
      version: "1.0.0",
      dependencies: { ...template.dependencies, "@pulumi/policy": `^${devDependencies?.["@pulumi/policy"]}` },
    });
  });
});

it("is not a workspace of the repository: npm would install it here", () => {
  expect(examples.length).toBeGreaterThan(0);
  expect(manifestOf()).not.toHaveProperty("workspaces");
});
