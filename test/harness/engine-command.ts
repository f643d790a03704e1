import { spawn } from "node:child_process";

export interface CommandOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** After this time the command and all it started are killed, and the result is an error. */
  timeoutMs: number;
  /** What is typed. Without it the command has no standard input. */
  input?: string | undefined;
}

/** What a command did. The exit code is for the test to judge; `succeeded()` is for the steps that merely prepare. */
export class CommandResult {
  readonly command: string;
  /** 7 is a violated `--expect-no-changes`. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;

  constructor(command: string, code: number, stdout: string, stderr: string) {
    this.command = command;
    this.code = code;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** All that a user would have seen. */
  get output(): string {
    return `${this.stdout}\n${this.stderr}`;
  }

  json(): unknown {
    return JSON.parse(this.stdout);
  }

  /** Returns itself, or throws an error that shows what was printed. */
  succeeded(): this {
    if (this.code === 0) return this;
    throw new Error(`${this.command} ended with ${this.code}:\n${this.output}`);
  }
}

export interface RunningCommand {
  result: Promise<CommandResult>;
  /** Does what Ctrl-C in a terminal does: the signal goes to the command and everything it started. */
  interrupt(): void;
}

export function startCommand(file: string, args: string[], options: CommandOptions): RunningCommand {
  const { cwd, env, timeoutMs, input } = options;
  const command = [file, ...args].join(" ");
  const child = spawn(file, args, { cwd, env, stdio: "pipe", detached: true });
  child.stdin.on("error", ignoreClosedPipe).end(input);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const result = new Promise<CommandResult>((resolve, reject) => {
    const timer = setTimeout(() => {
      signalGroup(child.pid, "SIGKILL");
      reject(new Error(`${command} was still running after ${timeoutMs} ms:\n${stdout}\n${stderr}`));
    }, timeoutMs);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === null) reject(new Error(`${command} was ended by ${signal}:\n${stdout}\n${stderr}`));
      else resolve(new CommandResult(command, code, stdout, stderr));
    });
  });
  return { result, interrupt: () => signalGroup(child.pid, "SIGINT") };
}

/** A command may end without having read what was typed; what it did then is for the test to judge. */
function ignoreClosedPipe(error: Error): void {
  if (!("code" in error && error.code === "EPIPE")) throw error;
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
