import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
const root = join(import.meta.dirname, "..", "..");

/** A package manager, as its users start it in an empty project. */
export interface PackageManager {
  readonly install: readonly [file: string, ...args: string[]];
  /** What its users have beside package.json. */
  readonly files: Readonly<Record<string, string>>;
}

/** The package that holds nothing but the `node` of this machine's kind. */
const NODE = `node-${process.platform}-${process.arch}`;

/** Exact versions: no test fails because of a release. */
const TOOLS = {
  pnpm: "12.21.0",
  yarn: "1.22.22",
  "@yarnpkg/cli-dist": "4.18.1",
  "node-20": `npm:${NODE}@20.18.3`,
  "node-22.11": `npm:${NODE}@22.11.0`,
  "node-22.12": `npm:${NODE}@22.12.0`,
};

const folder = join(root, "node_modules", ".cache", "installs");
const tool = (...path: string[]) => join(folder, "node_modules", ...path);

/** Folders of `node`, to go first on PATH: two that are too old, and the oldest that the package supports. */
export const NODES = {
  "20": tool("node-20", "bin"),
  "22.11": tool("node-22.11", "bin"),
  "22.12": tool("node-22.12", "bin"),
};

export const PACKAGE_MANAGERS = {
  npm: { install: ["npm", "install", "--no-audit", "--no-fund"], files: {} },
  pnpm: {
    install: ["node", tool("pnpm", "bin", "pnpm.mjs"), "install"],
    // pnpm fails until somebody decides about the build scripts of dependencies, here one of Pulumi's SDK.
    files: { "pnpm-workspace.yaml": "allowBuilds:\n  protobufjs: false\n" },
  },
  "yarn classic": { install: ["node", tool("yarn", "bin", "yarn.js"), "install", "--non-interactive"], files: {} },
  "yarn berry": {
    install: ["node", tool("@yarnpkg", "cli-dist", "bin", "yarn.js"), "install", "--no-immutable"],
    files: { ".yarnrc.yml": "nodeLinker: node-modules\nenableTelemetry: false\n" },
  },
} satisfies Record<string, PackageManager>;

/** Makes every package manager use the registry that npm is configured with. */
export async function registryEnvironment(): Promise<Readonly<Record<string, string>>> {
  const registry = (await execute("npm", ["config", "get", "registry"])).stdout.trim();
  return { npm_config_registry: registry, YARN_NPM_REGISTRY_SERVER: registry };
}

/** Installs the tools where they are missing: seconds, once for each installation of our own dependencies. */
export async function ensureTools(): Promise<void> {
  const stamp = join(folder, "installed.json");
  const wanted = JSON.stringify(TOOLS);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, dependencies: TOOLS };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  await execute("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], { cwd: folder });
  writeFileSync(stamp, wanted);
}
