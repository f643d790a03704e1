import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SimulatorOptions } from "../../simulator/index.ts";
import { setUp } from "../../tools/setup.mjs";
import { leakedSecrets } from "../harness/leaks.ts";
import type { CommandResult } from "../harness/pulumi.ts";
import { type ClientStack, createClientStack, type Face } from "./client-stack.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MAIN = join(root, "cli", "main.ts");

/** A stack for the clients of an organisation that were made by hand, and the command that exports them. */
export class ExportStack implements AsyncDisposable {
  readonly clients: ClientStack;
  /** Node.js, and the file that it runs as the command. */
  readonly command: readonly [node: string, main: string];

  private constructor(clients: ClientStack, node: string) {
    this.clients = clients;
    this.command = [node, MAIN];
  }

  static async create(options: SimulatorOptions & { readonly face?: Face } = {}): Promise<ExportStack> {
    const { node } = await setUp({ quiet: true });
    const program = { file: "index.ts", source: "export {};" } as const;
    return new ExportStack(await createClientStack({ ...options, program }), node);
  }

  /** Runs the command in the folder of the project. None of its outputs may hold a secret. */
  async export(...args: readonly string[]): Promise<CommandResult> {
    const { stack, simulator } = this.clients;
    const [node, main] = this.command;
    const result = await stack.execute(node, [main, "export", ...args], { input: "" });
    const leaks = leakedSecrets(simulator, result.output);
    if (leaks.length > 0) throw new Error(`The command leaks secrets: ${leaks.join("; ")}`);
    return result;
  }

  /** A file of the project. */
  read(file: string): string {
    return readFileSync(join(this.clients.stack.project, file), "utf8");
  }

  /** The requests since the log was cleared that could have changed something, as `PUT /api/v2/…`. */
  writes(): string[] {
    return this.clients.simulator.log
      .all()
      .filter(({ method, route }) => method !== "GET" && route !== "/oauth/token")
      .map(({ method, path }) => `${method} ${path}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.clients[Symbol.asyncDispose]();
  }
}

/** A program as the formatter of this repository writes it. */
export async function formatted(program: string): Promise<string> {
  const { node, env } = await setUp({ quiet: true });
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  const args = [biome, "format", "--stdin-file-path=program.ts", "--indent-style=space", "--line-width=120"];
  const child = spawn(node, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  child.stdin.end(program);
  await once(child, "close");
  return text;
}
