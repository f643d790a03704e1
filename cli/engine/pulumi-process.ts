import { spawn } from "node:child_process";
import { commandFailure, EngineFailure } from "./engine-failure.ts";

/** What a `pulumi` command printed. */
export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `pulumi` commands that the Automation API has no safe way for: it passes a state on in a file, with its secrets in clear. */
export class PulumiProcess {
  private readonly command: string;
  private readonly directory: string;

  /** @param directory folder of the project. */
  constructor(command: string, directory: string) {
    this.command = command;
    this.directory = directory;
  }

  /**
   * Runs a command to its end, whatever its exit code.
   * @param input what the command reads. Unlike arguments and files, nobody else can see it.
   * @throws EngineFailure when it can't be started, or was ended by a signal.
   */
  run(args: readonly string[], input = ""): Promise<Printed> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.command, [...args, "--non-interactive", "--color", "never"], {
        cwd: this.directory,
        env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
        stdio: "pipe",
      });
      const printed = { stdout: "", stderr: "" };
      for (const stream of ["stdout", "stderr"] as const) {
        child[stream].setEncoding("utf8").on("data", (text: string) => {
          printed[stream] += text;
        });
      }
      // A command that fails early does not read what it is given. Its exit code tells why.
      child.stdin.on("error", () => undefined).end(input);
      child.on("error", () => reject(new EngineFailure("pulumi could not be run.")));
      child.on("close", (code, signal) => {
        if (code === null) reject(new EngineFailure(`pulumi ${args[0]} was ended by ${signal}.`));
        else resolve({ code, ...printed });
      });
    });
  }

  /** What a command prints on standard output. @throws EngineFailure with the command's own reasons when it fails. */
  async output(args: readonly string[], input?: string): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, input);
    if (code === 0) return stdout;
    throw commandFailure(new Error(`Command failed with exit code ${code}: pulumi ${args[0]}\n${stderr}`));
  }
}
