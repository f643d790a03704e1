import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { DEFAULT_LOGIN } from "../../simulator/index.ts";
import { closureOf, LOCKED, OURS, sizeOf } from "./lock-file.ts";

const root = join(import.meta.dirname, "..", "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
/** What npm runs by itself in the folder of a package that somebody installs. */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "preprepare", "prepare", "postprepare"];
const EXACT = /^\d+\.\d+\.\d+$/;

const manifest = z
  .object({
    name: z.string(),
    version: z.string(),
    scripts: z.record(z.string(), z.string()).default({}),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .loose();
const packed = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })) })]);
const bom = z.object({
  metadata: z.object({ component: z.object({ name: z.string(), version: z.string() }) }),
  components: z.array(z.object({ "bom-ref": z.string() })),
});
const OWN = manifest.parse(JSON.parse(read("package.json")));
const RUNTIME = Object.keys(OWN.dependencies);

/** What npm prints as JSON. */
function npm(...args: readonly string[]): unknown {
  const { stdout, stderr, status } = spawnSync("npm", args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe("what users install", () => {
  it("runs no script of ours", () => {
    expect(Object.keys(OWN.scripts).filter((name) => INSTALL_SCRIPTS.includes(name))).toEqual([]);
    const [{ files }] = packed.parse(npm("pack", "--dry-run", "--json", "--ignore-scripts"));
    const paths = files.map(({ path }) => path);
    // npm would compile by itself what this file describes.
    expect(paths.filter((path) => path.endsWith("binding.gyp"))).toEqual([]);
    const manifests = paths.filter((path) => /(^|\/)package\.json$/.test(path));
    expect(manifests).toContain("package.json");
    for (const path of manifests) {
      const { scripts = {} } = z
        .object({ scripts: z.record(z.string(), z.string()).optional() })
        .parse(JSON.parse(read(path)));
      expect(Object.keys(scripts).filter((name) => INSTALL_SCRIPTS.includes(name))).toEqual([]);
    }
  });

  it("runs no script of a dependency", () => {
    const folders = new Set(RUNTIME.flatMap((name) => [...closureOf(name)]));
    expect(folders.size).toBeGreaterThan(RUNTIME.length);
    expect([...folders].filter((folder) => LOCKED[folder]?.hasInstallScript)).toEqual([]);
  });

  it("holds the compiled package, the plugin and the pages alone", () => {
    const [{ files }] = packed.parse(npm("pack", "--dry-run", "--json", "--ignore-scripts"));
    const folders = new Set(files.map(({ path }) => path.split("/")[0]));
    expect([...folders].toSorted()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "SECURITY.md",
      "dist",
      "docs",
      "package.json",
      "plugin",
    ]);
  });
});

describe("what is published", () => {
  it("has no code of the simulator in what talks to Genesys Cloud", () => {
    const files = globSync(["dist/provider/**/*.{js,cjs}", "plugin/*.cjs"], { cwd: root });
    expect(files.length).toBeGreaterThan(100);
    // The secret of the simulator's login stands in its code, and nowhere else.
    const holding = (paths: readonly string[]) =>
      paths.filter((path) => read(path).includes(DEFAULT_LOGIN.clientSecret));
    expect(holding(files)).toEqual([]);
    expect(holding(globSync("dist/simulator/**/*.js", { cwd: root }))).not.toEqual([]);
  });
});

describe("workflows", () => {
  it("publish with provenance, an audit and the list", () => {
    const texts = globSync(".github/workflows/*.yml", { cwd: root }).map(read);
    for (const text of texts.filter((workflow) => /npm publish/.test(workflow))) {
      expect(text).toMatch(/npm publish .*--provenance/);
      expect(text).toMatch(/npm audit\b/);
      expect(text).toMatch(/\bsbom\b/);
    }
  });
});

describe("package.json and package-lock.json", () => {
  it("name exact versions from the registry: no range, no file, no repository", () => {
    const asked = { ...OWN.dependencies, ...OWN.devDependencies };
    expect(Object.entries(asked).filter(([, version]) => !EXACT.test(version))).toEqual([]);
    const elsewhere = Object.entries(LOCKED).filter(
      ([, { version, resolved }]) => resolved !== undefined || !/^\d+\.\d+\.\d+/.test(version ?? ""),
    );
    expect(elsewhere).toEqual([]);
    expect(OURS?.resolved).toBeUndefined();
  });

  it("have a checksum of everything that runs anywhere but on the machines of developers", () => {
    const without = Object.entries(LOCKED).filter(([, { integrity }]) => !integrity?.startsWith("sha512-"));
    // Binaries of biome and knip for other platforms, which a registry mirror lacks: see tools/complete-lock.mjs.
    const others = without.filter(([, { dev, optional, os }]) => !(dev && optional && os !== undefined));
    expect(others.map(([folder]) => folder)).toEqual([]);
  });

  it("let three packages run a script at their installation, none of which users need", () => {
    const scripted = Object.entries(LOCKED).filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(scripted.map(([folder]) => folder)).toEqual([
      "node_modules/@pulumi/command",
      "node_modules/node",
      "node_modules/protobufjs",
    ]);
    for (const [, { dev }] of scripted) expect(dev).toBe(true);
  });
});

describe("the table of dependencies in SECURITY.md", () => {
  const rows = read("SECURITY.md")
    .split(/<!-- \/?dependencies -->/)[1]
    ?.trim()
    .split("\n")
    .slice(2)
    .map((row) =>
      row
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, -1),
    );

  it("has each, with a reason and what it would take to do without it", () => {
    expect(rows?.map(([name]) => name)).toEqual(RUNTIME.map((name) => `\`${name}\``));
    for (const row of rows ?? []) {
      expect(row).toHaveLength(6);
      for (const cell of row) expect(cell).not.toBe("");
    }
  });

  it.each(RUNTIME)("tells how many packages come with %s, and how large they are", (name) => {
    const folders = closureOf(name);
    const kilobytes = [...folders].reduce((sum, folder) => sum + sizeOf(folder), 0) / 1_000;
    console.info(`${name}: ${folders.size} packages, ${Math.round(kilobytes)} kB`);
    const [, , packages, size = ""] = rows?.find(([cell]) => cell === `\`${name}\``) ?? [];
    expect(packages).toBe(String(folders.size));
    const shown = Number(size.replace(" kB", "").replaceAll(",", ""));
    expect(Math.abs(shown - kilobytes)).toBeLessThan(Math.max(5, kilobytes / 10));
  });
});

describe("the list of what the package consists of", () => {
  let listed: readonly string[];

  beforeAll(() => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join("tools", "sbom.mjs")], {
      cwd: root,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    const { metadata, components } = bom.parse(JSON.parse(stdout));
    expect(metadata.component).toMatchObject({ name: OWN.name, version: OWN.version });
    listed = components.map((component) => component["bom-ref"]);
  });

  it.each(RUNTIME)("has %s in its exact version, with all that it needs", (name) => {
    expect(listed).toContain(`${name}@${OWN.dependencies[name]}`);
    expect(listed).toEqual(expect.arrayContaining([...closureOf(name)].map(refOf)));
  });

  it("has what only the bundle of the plugin contains, and nothing that only developers use", () => {
    const needed = new Set(RUNTIME.flatMap((name) => [...closureOf(name)].map(refOf)));
    const others = listed.filter((ref) => !needed.has(ref)).map((ref) => ref.slice(0, ref.lastIndexOf("@")));
    expect(others).toEqual(["@grpc/grpc-js", "@js-sdsl/ordered-map", "@pulumi/pulumi", "google-protobuf"]);
  });
});

/** `got@16.1.0` of the folder `node_modules/got`. */
function refOf(folder: string): string {
  return `${folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length)}@${LOCKED[folder]?.version}`;
}
