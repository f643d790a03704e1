import { createHash } from "node:crypto";
import { copyFileSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEFAULT_LOGIN, simulatorEnvironment } from "../../simulator/index.ts";
import { setUp } from "../../tools/setup.mjs";
import { type CommandResult, startCommand } from "../harness/engine-command.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import { thingProvider } from "../tools/thing-provider.ts";
import { type ClientStack, createClientStack, type DeclaredClients, type Face, MODULES } from "./client-stack.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A login that may look at clients and do nothing else: the simulator refuses the rest. */
export const VIEWER = {
  clientId: "2b6e8d1f-7c3a-4e5d-9f80-a1b2c3d4e5f6",
  clientSecret: "viewer-login-secret-that-must-not-leak",
  name: "Drift check",
  permissions: ["oauth:client:view"],
};

/** A secret of the stack's configuration, and of the client `hush`. */
export const HUSH = "a-description-that-nobody-may-read";

/** Declares clients.json; one client with a secret description, one that is adopted, one that it only reads, and another resource. */
const programOf = (face: Face) => `import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { OAuthClient } from "${MODULES[face]}";
const config = new pulumi.Config();
const clients = JSON.parse(readFileSync(new URL("clients.json", import.meta.url), "utf8"));
for (const [name, { adopt, ...inputs }] of Object.entries(clients)) new OAuthClient(name, inputs, { import: adopt });
const hush = config.getSecret("hush");
if (hush) {
  const redirects = hush.apply((path) => ["https://app.example.com/callback", "https://app.example.com/" + path]);
  new OAuthClient("hush", { ...${JSON.stringify(APP)}, name: "Hush", description: hush, registeredRedirectUris: redirects });
}
const foreign = config.get("foreign");
if (foreign) OAuthClient.get("foreign", foreign);
if (config.getBoolean("thing")) {
  class Thing extends pulumi.CustomResource {}
  new Thing("pulumi-nodejs:dynamic/test:Thing", "thing", { size: "large", made: undefined, __provider: ${JSON.stringify(thingProvider)} });
}
`;

/** Everything that the checks look at. */
export class DriftWorld implements AsyncDisposable {
  readonly clients: ClientStack;
  /** Where the command finds `pulumi`. */
  readonly path: string;
  private readonly env: NodeJS.ProcessEnv;
  private readonly node: string;

  private constructor(clients: ClientStack, node: string, path: string) {
    this.clients = clients;
    this.node = node;
    const { stack, simulator } = clients;
    this.path = [join(stack.project, "node_modules", ".bin"), path].join(delimiter);
    this.env = {
      HOME: stack.home,
      PATH: this.path,
      PULUMI_HOME: stack.home,
      PULUMI_BACKEND_URL: `file://${join(dirname(stack.project), "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...simulatorEnvironment(simulator.url, VIEWER),
    };
  }

  /** Stacks `test` and `prod` of the project, and `prod` of the project in the folder billing. Only `test` is brought up. */
  static async create(
    declared: DeclaredClients,
    { config = {}, face = "dynamic" }: { readonly config?: Record<string, string>; readonly face?: Face } = {},
  ): Promise<DriftWorld> {
    const { node, pulumiBin, env } = await setUp({ quiet: true });
    const clients = await createClientStack({
      // Every answer has its lists in another order, and fields that change with each read.
      shuffleLists: true,
      extraFieldsOnRead: () => ({ dateLastUsed: new Date().toISOString() }),
      logins: [{ ...DEFAULT_LOGIN, name: "Deployment", permissions: ["*"] }, VIEWER],
      face,
      program: { file: "index.mjs", source: programOf(face) },
      config,
      secretConfig: { hush: HUSH },
    });
    const world = new DriftWorld(clients, node, env.PATH);
    // The package as an installation has it.
    const modules = join(clients.stack.project, "node_modules");
    mkdirSync(join(modules, ".bin"), { recursive: true });
    symlinkSync(root, join(modules, "pulumi-genesyscloud-oauth"));
    symlinkSync(join(root, "dist", "cli", "main.js"), join(modules, ".bin", "genesyscloud-oauth"));
    // npx puts the launcher of the npm package pulumi first on PATH, which looks for the engine here.
    symlinkSync(dirname(dirname(pulumiBin)), join(clients.stack.home, "versions"));
    await clients.apply(declared);
    clients.letAnHourPass();
    return world;
  }

  /** One more stack, with one client. */
  async addStack(stack: string, folder: string, client: string): Promise<void> {
    const { project } = this.clients.stack;
    const at = ["--cwd", join(project, folder)];
    if (folder !== ".") {
      mkdirSync(join(project, folder));
      const settings = readFileSync(join(project, "Pulumi.yaml"), "utf8").replace(/^name: .*$/m, `name: ${folder}`);
      writeFileSync(join(project, folder, "Pulumi.yaml"), settings);
      copyFileSync(join(project, "index.mjs"), join(project, folder, "index.mjs"));
    }
    writeFileSync(join(project, folder, "clients.json"), JSON.stringify({ [client]: { ...SERVICE, name: client } }));
    (await this.clients.stack.run([...at, "stack", "init", "--no-select", stack])).succeeded();
    (await this.clients.stack.run([...at, "up", "--yes", "--skip-preview", "--stack", stack])).succeeded();
  }

  /** Runs the command as an installation has it, as a login that may only look. */
  drift(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    return this.command(["drift", ...args], env);
  }

  /** Like {@link drift}, for any command. */
  command(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    const main = join(root, "dist", "cli", "main.js");
    return this.start(this.node, [main, ...args], env);
  }

  /** Runs a script as CI systems do: the first command that fails ends it. */
  shell(script: string, env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    return this.start("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], env);
  }

  /** The content of everything that a check could write to: project, state, selection. */
  fingerprint(): Record<string, string> {
    const folder = dirname(this.clients.stack.project);
    const files = globSync("{project,state,home/workspaces}/**/*", {
      cwd: folder,
      withFileTypes: true,
      exclude: ["project/node_modules"],
    });
    return Object.fromEntries(
      files
        .filter((file) => file.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .map((file) => [file.slice(folder.length), createHash("sha256").update(readFileSync(file)).digest("hex")]),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.clients[Symbol.asyncDispose]();
  }

  private start(file: string, args: string[], env: NodeJS.ProcessEnv): Promise<CommandResult> {
    const { project } = this.clients.stack;
    return startCommand(file, args, { cwd: project, env: { ...this.env, ...env }, timeoutMs: 120_000 }).result;
  }
}
