import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { name, version } = JSON.parse(read("package.json")) as { name: string; version: string };

/** Ways in which a page names the version of this package. */
const NAMED = /(?:genesyscloud-oauth(?: |-v|==|@v?)|genesyscloudoauth v)(\d+\.\d+\.\d+)/g;

describe("the version of package.json", () => {
  it.each(globSync(["docs/*.md", "sdk/**/README.md", "examples/plugin-go/go.mod"], { cwd: root }))(
    "is the one that %s names, if it names one",
    (page) => {
      const named = [...read(page).matchAll(NAMED)].map(([, found]) => found);
      expect(new Set(named)).toEqual(new Set(named.length > 0 ? [version] : []));
    },
  );

  it.each(globSync(["template/package.json", "examples/*/package.json"], { cwd: root }))(
    "is in the range that %s asks for",
    (file) => {
      const { dependencies } = JSON.parse(read(file)) as { dependencies: Readonly<Record<string, string>> };
      expect(semver.satisfies(version, dependencies[name] ?? "*")).toBe(true);
    },
  );

  it("is the one of the schema and of the SDKs", () => {
    expect(JSON.parse(read("provider/plugin/schema.json"))).toMatchObject({ version });
    expect(read("sdk/python/pyproject.toml")).toContain(`version = "${version}"`);
    expect(read("sdk/go/pulumi-plugin.json")).toContain(`"version": "${version}"`);
  });

  it("has a section in CHANGELOG.md, with its date", () => {
    const released = [...read("CHANGELOG.md").matchAll(/^## \[(\d[\w.-]*)\] - \d{4}-\d\d-\d\d$/gm)].map(
      ([, found]) => found,
    );
    expect(released).toContain(version);
  });
});
