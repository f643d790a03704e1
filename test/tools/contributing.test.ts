import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..", "..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };

/** Script names after `npm run`. `npm test` is `npm run test`. */
const scriptsIn = (text: string) =>
  [...text.matchAll(/npm (?:run )?(test\b[\w:]*|(?<=run )[\w:]+)/g)].map(([, name]) => name ?? "");

/** Files and folders of the repository. */
const pathsIn = (text: string) =>
  [...text.matchAll(/(?<![\w/.-])(?:provider|cli|simulator|test|tools|docs|sdk|\.ci|\.github)\/[\w./-]*\w/g)].map(
    String,
  );

describe.each(["CONTRIBUTING.md", "docs/architecture.md", ".github/PULL_REQUEST_TEMPLATE.md"])("%s", (page) => {
  const text = read(page);

  it("names only npm scripts that exist", () => {
    expect(scriptsIn(text).filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names only files and folders that exist, but for those that its examples make", () => {
    const made = new Set([...text.matchAll(/`([^`]+)`, new[:,]/g)].map(([, path]) => path));
    const named = pathsIn(text).filter((path) => !made.has(path));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe("CONTRIBUTING.md", () => {
  const text = read("CONTRIBUTING.md");

  it("has the commands of CI: each is run there, or is a part of what is", () => {
    const ci = [read(".github", "workflows", "ci.yml"), read(".ci", "run"), ...Object.values(scripts)].join("\n");
    const parts = ["typecheck", "lint", "test"];
    expect(parts.filter((name) => !new RegExp(`npm (run (--silent )?)?${name}\\b`).test(ci))).toEqual([]);
    expect(scriptsIn(text)).toEqual(expect.arrayContaining(parts));
    expect(text).toContain("`.ci/run`");
  });

  it("has a row for each folder of the provider", () => {
    const folders = readdirSync(join(root, "provider"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const missing = folders.filter(({ name }) => !text.includes(`\`provider/${name}\``));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly run?: string; readonly uses?: string }[] }>
  >;
}

describe.each(readdirSync(join(root, ".github", "workflows")))(".github/workflows/%s", (file) => {
  const workflow = parse(read(".github", "workflows", file)) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it("runs only commands that this repository has", () => {
    const commands = steps.flatMap(({ run = "" }) => run.split("\n"));
    const missing = commands.flatMap((command) => [
      ...scriptsIn(command).filter((name) => !(name in scripts)),
      ...pathsIn(command).filter((path) => !existsSync(join(root, path))),
    ]);
    expect(commands.join("\n")).toMatch(/npm|\.ci\/run/);
    // The documentation site brings its script.
    expect(missing.filter((name) => name !== "site")).toEqual([]);
  });

  it("pins every action to a commit, and can only read unless a job says more", () => {
    const actions = steps.flatMap(({ uses }) => uses ?? []);
    expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@[\da-f]{40}$/.test(action))).toEqual([]);
    expect(workflow.permissions).toEqual({ contents: "read" });
  });
});

describe.each(["bug.yml", "feature.yml"])(".github/ISSUE_TEMPLATE/%s", (file) => {
  const form = parse(read(".github", "ISSUE_TEMPLATE", file)) as {
    readonly name: string;
    readonly description: string;
    readonly body: readonly {
      readonly type: string;
      readonly id?: string;
      readonly attributes: { readonly label?: string };
    }[];
  };

  it("is a form as GitHub takes it, which warns of secrets", () => {
    const fields = form.body.filter(({ type }) => type !== "markdown");
    expect(fields.every(({ id, attributes }) => id !== undefined && attributes.label !== undefined)).toBe(true);
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
    expect([form.name, form.description].every((text) => text.length > 0)).toBe(true);
    expect(read(".github", "ISSUE_TEMPLATE", file)).toContain("Never paste a secret");
  });
});
