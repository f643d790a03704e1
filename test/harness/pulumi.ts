import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setUp } from "../../tools/setup.mjs";
import { type CommandOptions, type CommandResult, type RunningCommand, startCommand } from "./engine-command.ts";
import { parseOutputs } from "./engine-output.ts";

export * from "./engine-command.ts";
export * from "./engine-output.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Inside the repository, so that a program can import the package by its own name. */
const stacks = join(root, ".e2e");

/** Where a program of the plugin face finds the plugin. The engine starts it only for such a program. */
const PLUGINS = `plugins: { providers: [{ name: genesyscloud-oauth, path: ${JSON.stringify(join(root, "plugin"))} }] }\n`;

const STACK = "test";
const DEFAULT_TIMEOUT_MS = 120_000;

/** Where the program comes from: text, with the language in the file's name, or a folder below examples/. */
export type ProgramSource =
  | { file: `index.${"mjs" | "cjs" | "js" | "ts"}`; source: string }
  | { example: string }
  | { folder: string };

export interface StackOptions {
  program: ProgramSource;
  /** For every command. The surrounding `PULUMI_…` and `GENESYSCLOUD_…` variables are not passed on. */
  env?: Record<string, string>;
  /** Stack configuration. A key without a namespace belongs to the program. */
  config?: Record<string, string>;
  secretConfig?: Record<string, string>;
}

/** For one command only. */
export interface CallOptions {
  env?: Record<string, string>;
  timeoutMs?: number;
  /** Answers to what the command asks, a line each. */
  input?: string;
}

export interface OperationOptions extends CallOptions {
  /** Machine-readable output: a plan from a preview, otherwise a log of events. */
  json?: boolean;
  diff?: boolean;
  /** Exit code 7 if anything changes. */
  expectNoChanges?: boolean;
  /** More arguments for the command. */
  args?: string[];
}

export interface PreviewOptions extends OperationOptions {
  refresh?: boolean;
}

export interface RefreshOptions extends OperationOptions {
  previewOnly?: boolean;
}

/** A program with a stack of its own in a temporary folder, worked on by the real engine with a file backend. */
export class TestStack implements AsyncDisposable {
  /** The folder of Pulumi.yaml. */
  readonly project: string;
  /** This stack's PULUMI_HOME, where the engine puts its logs. */
  readonly home: string;
  readonly #folder: string;
  readonly #state: string;
  readonly #engine: string;
  readonly #env: NodeJS.ProcessEnv;

  /** Use {@link createStack} or {@link createEmptyProject}. */
  constructor(folder: string, pulumiBin: string, env: Record<string, string>) {
    this.#folder = folder;
    this.#engine = join(pulumiBin, "pulumi");
    this.project = join(folder, "project");
    this.home = join(folder, "home");
    this.#state = join(folder, "state");
    this.#env = {
      ...surroundingEnvironment(),
      PULUMI_HOME: this.home,
      PULUMI_BACKEND_URL: `file://${this.#state}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      // ts-node, which pulumi runs TypeScript programs with, uses fs.Stats in a deprecated way.
      NODE_OPTIONS: "--disable-warning=DEP0180",
      ...env,
    };
    for (const path of [this.project, this.home, this.#state]) mkdirSync(path, { recursive: true });
  }

  /** Any `pulumi` command. */
  run(args: string[], options: CallOptions = {}): Promise<CommandResult> {
    return this.start(args, options).result;
  }

  /** Like {@link run}, for commands that the test interrupts. */
  start(args: string[], options: CallOptions = {}): RunningCommand {
    return startCommand(
      this.#engine,
      ["--non-interactive", "--color", "never", ...args],
      this.#commandOptions(options),
    );
  }

  /** Any other program, in the folder and the environment of this stack. */
  execute(file: string, args: string[], options: CallOptions = {}): Promise<CommandResult> {
    return startCommand(file, args, this.#commandOptions(options)).result;
  }

  up(options: PreviewOptions = {}): Promise<CommandResult> {
    return this.run(["up", "--yes", "--skip-preview", ...refreshFlag(options), ...flags(options)], options);
  }

  preview(options: PreviewOptions = {}): Promise<CommandResult> {
    return this.run(["preview", ...refreshFlag(options), ...flags(options)], options);
  }

  refresh({ previewOnly = false, ...options }: RefreshOptions = {}): Promise<CommandResult> {
    const mode = previewOnly ? ["--preview-only"] : ["--yes", "--skip-preview"];
    return this.run(["refresh", ...mode, ...flags(options)], options);
  }

  destroy(options: OperationOptions = {}): Promise<CommandResult> {
    return this.run(["destroy", "--yes", "--skip-preview", ...flags(options)], options);
  }

  exportStack({ showSecrets = false } = {}): Promise<CommandResult> {
    return this.run(["stack", "export", ...(showSecrets ? ["--show-secrets"] : [])]);
  }

  /** The stack's outputs; secrets read `[secret]` unless they are asked for. */
  async outputs({ showSecrets = false } = {}): Promise<Record<string, unknown>> {
    const result = await this.run(["stack", "output", "--json", ...(showSecrets ? ["--show-secrets"] : [])]);
    return parseOutputs(result.succeeded());
  }

  async setConfig(key: string, value: string, { secret = false } = {}): Promise<void> {
    const kind = secret ? "--secret" : "--plaintext";
    (await this.run(["config", "set", kind, "--", key, value])).succeeded();
  }

  async removeConfig(key: string): Promise<void> {
    (await this.run(["config", "rm", key])).succeeded();
  }

  /** Replaces or adds a file of the program. */
  writeProgram(file: string, source: string): void {
    writeFileSync(join(this.project, file), source);
  }

  /** The state as it lies on disk, where every secret must be encrypted. */
  stateFileText(): string {
    const [file] = globSync(join(this.#state, ".pulumi", "stacks", "*", `${STACK}.json`));
    if (file === undefined) throw new Error("the stack has no state file");
    return readFileSync(file, "utf8");
  }

  /** Everything the backend keeps: the state, its backups and the history of updates. */
  backendText(): string {
    const files = globSync(join(this.#state, "**", "*"), { withFileTypes: true }).filter((entry) => entry.isFile());
    return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")).join("\n");
  }

  /** Removes the folder. Resources are not destroyed: they lived in a simulator of the test. */
  async [Symbol.asyncDispose](): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #commandOptions({ env, timeoutMs = DEFAULT_TIMEOUT_MS, input }: CallOptions): CommandOptions {
    return { cwd: this.project, env: { ...this.#env, ...env }, timeoutMs, input };
  }
}

/**
 * Makes a project with an empty stack. Use it with `await using`, or call `stack[Symbol.asyncDispose]()` in the end.
 * Takes about a second.
 */
export async function createStack(options: StackOptions): Promise<TestStack> {
  const { pulumiBin, env } = await setUp({ quiet: true });
  mkdirSync(stacks, { recursive: true });
  const stack = new TestStack(mkdtempSync(join(stacks, "stack-")), pulumiBin, { ...env, ...options.env });
  try {
    placeProgram(stack.project, options.program);
    placeConfig(stack, options.config);
    (await stack.run(["stack", "init", STACK])).succeeded();
    const secrets = Object.entries(options.secretConfig ?? {}).flatMap(([key, value]) => [
      "--secret",
      `${key}=${value}`,
    ]);
    if (secrets.length > 0) (await stack.run(["config", "set-all", ...secrets])).succeeded();
    return stack;
  } catch (error) {
    await stack[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * An empty folder without a stack, for what `pulumi new` does. It is outside of the repository, or in another project, so
 * that nothing in it resolves into the repository.
 */
export async function createEmptyProject(env: Record<string, string>, parent = tmpdir()): Promise<TestStack> {
  const { pulumiBin, env: toolchain } = await setUp({ quiet: true });
  return new TestStack(realpathSync(mkdtempSync(join(parent, "project-"))), pulumiBin, { ...toolchain, ...env });
}

function placeProgram(project: string, program: ProgramSource): void {
  if ("example" in program) {
    // Without what somebody may have installed there: the tests are about this repository.
    cpSync(join(root, "examples", program.example), project, {
      recursive: true,
      filter: (path) => basename(path) !== "node_modules",
    });
  } else if ("folder" in program) {
    cpSync(program.folder, project, { recursive: true });
  } else {
    // Without `main` the engine would run the nearest package.json's entry point: this library.
    writeFileSync(join(project, "Pulumi.yaml"), `name: program\nruntime: nodejs\nmain: ${program.file}\n${PLUGINS}`);
    writeFileSync(join(project, program.file), program.source);
  }
}

/** Writes the file that `pulumi config set` would write, without starting the engine for it. */
function placeConfig(stack: TestStack, config: Record<string, string> = {}): void {
  const project = /^name: *(\S+)/m.exec(readFileSync(join(stack.project, "Pulumi.yaml"), "utf8"))?.[1];
  const values = Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value]);
  // JSON is YAML.
  if (values.length > 0)
    stack.writeProgram(`Pulumi.${STACK}.yaml`, JSON.stringify({ config: Object.fromEntries(values) }));
}

/** The machine's environment without what would make a test depend on the person who runs it. */
function surroundingEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(PULUMI|GENESYSCLOUD|VITEST)_?|_PROXY$/i.test(name)),
  );
}

const refreshFlag = ({ refresh = false }: PreviewOptions): string[] => (refresh ? ["--refresh"] : []);

function flags({ json = false, diff = false, expectNoChanges = false, args = [] }: OperationOptions): string[] {
  return [json ? "--json" : [], diff ? "--diff" : [], expectNoChanges ? "--expect-no-changes" : [], args].flat();
}
