import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import { describe, expect, it } from "vitest";
import { withVersion } from "../../tools/version/named-version.mjs";

const root = join(import.meta.dirname, "..", "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { name, version } = JSON.parse(read("package.json")) as { name: string; version: string };

/** Ways in which a page names the version of this package. */
const NAMED = /(?:genesyscloud-oauth(?: |-v|==|@v?)|genesyscloudoauth v)(\d+\.\d+\.\d+)/g;

describe("npm version", () => {
  it("changes what names this package, and no other package of the same version", () => {
    const text = [
      "example.com/pulumi-genesyscloud-oauth/sdk/go/genesyscloudoauth v1.0.0",
      "github.com/charmbracelet/bubbles v1.0.0",
      '"pulumi-genesyscloud-oauth": "^1.0.0", "other": "^1.0.0"',
      "pulumi plugin install resource genesyscloud-oauth 1.0.0 --file pulumi-resource-genesyscloud-oauth-v1.0.0-linux-amd64.tar.gz",
      "  ✓ This package    1.0.0",
    ];
    expect(withVersion(text.join("\n"), "1.0.0", "1.1.0").match(/1\.0\.0|1\.1\.0/g)).toEqual([
      "1.1.0",
      "1.0.0",
      "1.1.0",
      "1.0.0",
      "1.1.0",
      "1.1.0",
      "1.1.0",
    ]);
  });

  it("finds every place that names the present version", () => {
    const places = globSync(["docs/*.md", "sdk/*/*.md", "{examples/*,template}/package.json", "examples/*/go.mod"], {
      cwd: root,
    });
    const changed = places.filter((file) => withVersion(read(file), version, "9.9.9") !== read(file));
    expect(changed).toEqual(
      expect.arrayContaining([
        "docs/doctor.md",
        "docs/plugin.md",
        "template/package.json",
        "examples/plugin-go/go.mod",
      ]),
    );
    expect(withVersion(read("test/e2e/doctor-screens.ts"), version, "9.9.9")).toContain('package: "9.9.9"');
  });
});

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
