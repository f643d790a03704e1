import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

const STARTUP_TIMEOUT_MS = 20_000;
const PATIENCE_MS = 5_000;

export interface ServingOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A process that prints its port and then serves gRPC on it, as everything does that the engine starts. */
export class ServingProcess implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #ended: Promise<number | NodeJS.Signals>;
  #printed = Promise.withResolvers<void>();
  #stdout = "";
  #stderr = "";

  /** Use {@link startServing}. */
  constructor(child: ChildProcessByStdio<null, Readable, Readable>) {
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once("close", (code, signal) => {
        resolve(code ?? signal ?? "SIGKILL");
        this.#noticeOutput();
      });
    });
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
      this.#noticeOutput();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
      this.#noticeOutput();
    });
  }

  get stdout(): string {
    return this.#stdout;
  }

  /** What the process has printed for the user so far. */
  get stderr(): string {
    return this.#stderr;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The first line on standard output. */
  get port(): string {
    return this.#stdout.split("\n")[0] ?? "";
  }

  /** Resolves when the output fulfils the condition. @throws Error if the process ends before. */
  async printed(condition: (output: { stdout: string; stderr: string }) => boolean): Promise<void> {
    const signal = AbortSignal.timeout(STARTUP_TIMEOUT_MS);
    const tooLate = once(signal, "abort").then(() => {
      throw new Error(`the expected output did not come:\n${this.#stdout}\n${this.#stderr}`);
    });
    tooLate.catch(() => undefined);
    while (!condition({ stdout: this.#stdout, stderr: this.#stderr })) {
      if (!this.isRunning) throw new Error(`the process ended:\n${this.#stdout}\n${this.#stderr}`);
      await Promise.race([this.#printed.promise, tooLate]);
    }
  }

  /** Sends a signal. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Exit code or signal, once the process has ended. */
  ended(): Promise<number | NodeJS.Signals> {
    return this.#ended;
  }

  /** Ends the process, as the engine does after every operation. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.isRunning) return;
    this.#child.kill("SIGTERM");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), PATIENCE_MS);
    await this.#ended;
    clearTimeout(timer);
  }

  #noticeOutput(): void {
    this.#printed.resolve();
    this.#printed = Promise.withResolvers();
  }
}

/** Starts a process, and waits until it has printed its port. */
export async function startServing(file: string, args: string[], options: ServingOptions): Promise<ServingProcess> {
  const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const process = new ServingProcess(child);
  try {
    await once(child, "spawn");
    await process.printed(({ stdout }) => stdout.includes("\n"));
    if (!/^\d+$/.test(process.port)) throw new Error(`expected a port number, got ${process.port}`);
    return process;
  } catch (error) {
    await process[Symbol.asyncDispose]();
    throw error;
  }
}
