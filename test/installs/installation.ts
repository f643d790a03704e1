import { existsSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { simulatorEnvironment } from "../../simulator/index.ts";
import { setUp } from "../../tools/setup.mjs";
import { createEmptyProject, type TestStack } from "../harness/pulumi.ts";
import type { Layout } from "./layouts.ts";
import { type PackageManager, registryEnvironment } from "./package-managers.ts";

const root = join(import.meta.dirname, "..", "..");

/** What a project needs beside the package itself, with versions. */
export interface Companions {
  readonly "@pulumi/pulumi": string;
  /** Without it, Pulumi's SDK brings its own: 3.8.3. */
  readonly typescript?: string;
  readonly "@types/node": string;
  /** Compiles TypeScript as ES modules where Node.js does not do so itself (before 22.18). */
  readonly "ts-node"?: string;
}

export interface InstallationOptions {
  readonly manager: PackageManager;
  /** The packed package. */
  readonly tarball: string;
  readonly companions: Companions;
  /** Folder of the `node` that everything runs on. Default: the one of the tests. */
  readonly node?: string;
  /** Where the programs find Genesys Cloud. */
  readonly simulatorUrl: string;
}

/** A project in an empty folder outside of this repository, with the packed package really installed. */
export class Installation implements AsyncDisposable {
  readonly stack: TestStack;
  /** What the package manager printed. */
  output = "";
  readonly #options: InstallationOptions;

  private constructor(stack: TestStack, options: InstallationOptions) {
    this.stack = stack;
    this.#options = options;
  }

  /** Installs. Takes about ten seconds, most of them for Pulumi's SDK. */
  static async create(options: InstallationOptions): Promise<Installation> {
    const { manager, node, simulatorUrl } = options;
    const { env } = await setUp({ quiet: true });
    const stack = await createEmptyProject({
      ...(await registryEnvironment()),
      ...simulatorEnvironment(simulatorUrl),
      PATH: node === undefined ? env.PATH : [node, env.PATH].join(delimiter),
    });
    const installation = new Installation(stack, options);
    try {
      stack.writeProgram("Pulumi.yaml", "name: program\nruntime: nodejs\n");
      (await stack.run(["stack", "init", "test"])).succeeded();
      for (const [name, text] of Object.entries(manager.files)) stack.writeProgram(name, text);
      installation.#writeManifest({});
      const [file, ...args] = manager.install;
      installation.output = (await stack.execute(file, args)).succeeded().output;
      return installation;
    } catch (error) {
      await stack[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Puts another program beside the installed modules. */
  arrange({ manifest, file, source, compilerOptions }: Layout): void {
    for (const name of ["index.ts", "index.js", "tsconfig.json"]) {
      rmSync(join(this.stack.project, name), { force: true });
    }
    this.#writeManifest(manifest);
    this.stack.writeProgram(file, source);
    if (compilerOptions !== undefined) {
      this.stack.writeProgram("tsconfig.json", JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    }
  }

  /** Whether the package is installed, and nothing of it leads into this repository. */
  get isSelfContained(): boolean {
    const installed = join(this.stack.project, "node_modules", "pulumi-genesyscloud-oauth", "dist");
    return existsSync(installed) && !this.stack.project.startsWith(root);
  }

  #writeManifest(fields: Layout["manifest"]): void {
    const { tarball, companions } = this.#options;
    const { "@pulumi/pulumi": sdk, ...devDependencies } = companions;
    const manifest = {
      name: "a-project-of-somebody",
      private: true,
      ...fields,
      dependencies: { "@pulumi/pulumi": sdk, "pulumi-genesyscloud-oauth": `file:${tarball}` },
      devDependencies,
    };
    this.stack.writeProgram("package.json", JSON.stringify(manifest));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stack[Symbol.asyncDispose]();
  }
}
