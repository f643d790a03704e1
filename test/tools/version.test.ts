import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const { version } = JSON.parse(read("package.json")) as { version: string };

describe("the version of the package", () => {
  it.each(globSync("{examples/*,template}/package.json", { cwd: root }))("is the one that %s depends on", (file) => {
    const { dependencies = {} } = JSON.parse(read(file)) as { dependencies?: Record<string, string> };
    const own = dependencies["pulumi-genesyscloud-oauth"];
    expect(own ?? `^${version}`).toBe(`^${version}`);
  });

  it("is the one of the schema, of the SDKs, and of the commands in the pages", () => {
    expect(JSON.parse(read("provider/plugin/schema.json"))).toMatchObject({ version });
    expect(read("sdk/python/pyproject.toml")).toContain(`version = "${version}"`);
    for (const file of ["docs/plugin.md", "sdk/go/README.md", "sdk/python/README.md"]) {
      expect(read(file)).toContain(`pulumi plugin install resource genesyscloud-oauth ${version} `);
    }
    expect(read("examples/plugin-go/go.mod")).toContain(`/genesyscloudoauth v${version}`);
  });

  it("has a section of its own in the changelog, with its date", () => {
    expect(read("CHANGELOG.md")).toMatch(
      new RegExp(`^## \\[${version.replaceAll(".", "\\.")}\\] - \\d{4}-\\d\\d-\\d\\d$`, "m"),
    );
  });
});
