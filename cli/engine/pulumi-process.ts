import { spawn } from "node:child_process";
import { commandFailure, EngineFailure } from "./engine-failure.ts";
import { UnfitEngine } from "./unfit-engine.ts";

/** What a `pulumi` command printed. */
export interface Printed {
  readonly code: number;
  /** Empty if the lines were passed on one by one. */
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run. */
export interface RunOptions {
  /** What the command reads. Unlike arguments and files, nobody else can see it. */
  readonly input?: string;
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Called for each line of standard output as soon as it is complete, without its line break. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs `pulumi` commands. Pulumi's Automation API would do the same, but it takes half a second to load, and passes a state on in
 * a file, with its secrets in clear.
 */
export class PulumiProcess {
  private readonly directory: string;

  /** @param directory folder of the project. */
  constructor(directory: string) {
    this.directory = directory;
  }

  /**
   * Runs a command to its end, whatever its exit code.
   * @throws EngineFailure when it can't be started, or was ended by a signal.
   */
  run(args: readonly string[], { input = "", environment = {}, onLine }: RunOptions = {}): Promise<Printed> {
    return new Promise((resolve, reject) => {
      const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
        cwd: this.directory,
        env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true", ...environment },
        stdio: "pipe",
      });
      const printed = { stdout: "", stderr: "" };
      for (const stream of ["stdout", "stderr"] as const) {
        child[stream].setEncoding("utf8").on("data", (text: string) => {
          printed[stream] += text;
          if (stream === "stdout" && onLine !== undefined && text.includes("\n")) {
            const lines = printed.stdout.split("\n");
            printed.stdout = lines.pop() ?? "";
            for (const line of lines) onLine(line);
          }
        });
      }
      // A command that fails early does not read what it is given. Its exit code tells why.
      child.stdin.on("error", () => undefined).end(input);
      child.on("error", (error: NodeJS.ErrnoException) => {
        reject(error.code === "ENOENT" ? UnfitEngine.missing() : new EngineFailure("pulumi could not be run."));
      });
      child.on("close", (code, signal) => {
        if (code === null) reject(new EngineFailure(`pulumi ${args[0]} was ended by ${signal}.`));
        else resolve({ code, ...printed });
      });
    });
  }

  /** What a command prints on standard output. @throws EngineFailure with the command's own reasons when it fails. */
  async output(args: readonly string[], input = ""): Promise<string> {
    const printed = await this.run(args, { input });
    if (printed.code === 0) return printed.stdout;
    throw exitFailure(args, printed);
  }

  /** What a command prints as JSON. @throws EngineFailure with the command's own reasons when it fails. */
  async json(args: readonly string[]): Promise<unknown> {
    const printed = await this.output(args);
    try {
      return JSON.parse(printed);
    } catch {
      // The text itself may hold secrets.
      throw new EngineFailure(`pulumi ${args[0]} did not print what it was asked for.`);
    }
  }
}

/** Why a command failed, from what it printed on standard error. */
export function exitFailure(args: readonly string[], { code, stderr }: Printed): EngineFailure {
  return commandFailure(new Error(`Command failed with exit code ${code}: pulumi ${args[0]}\n${stderr}`));
}
