import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

/** What the command did. */
export interface Ended {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command `genesyscloud-oauth` as a real process. It sees the given variables, PATH, and where compiled modules are kept. */
export class Command {
  private readonly child: ChildProcess;
  private readonly closed: Promise<unknown[]>;
  private output = { stdout: "", stderr: "" };

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.child = spawn(process.execPath, [MAIN, ...args], {
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of ["stdout", "stderr"] as const) {
      this.child[stream]?.setEncoding("utf8").on("data", (text: string) => {
        this.output[stream] += text;
      });
    }
    this.closed = once(this.child, "close");
  }

  /** What it has printed, as soon as that matches. @throws Error if it ends before. */
  async printed(expected: RegExp): Promise<string> {
    for (;;) {
      if (expected.test(this.output.stdout)) return this.output.stdout;
      const next = this.child.stdout === null ? this.closed : once(this.child.stdout, "data");
      const ended = await Promise.race([next.then(() => false), this.closed.then(() => true)]);
      if (ended && !expected.test(this.output.stdout)) throw new Error(`ended with ${JSON.stringify(this.output)}`);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async ended(): Promise<Ended> {
    await this.closed;
    return { code: this.child.exitCode, ...this.output };
  }
}

/** Runs the command to its end. */
export function run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> {
  return new Command(args, env).ended();
}
