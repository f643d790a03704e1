import { setTimeout as sleep } from "node:timers/promises";
import { CancelledError } from "../errors/index.ts";

/** How long a request that changes something may still wait for its answer, in milliseconds. The engine waits for the whole within a second. */
const LAST_ANSWER_MS = 800;

/**
 * The end that the user asks for with Ctrl-C. From then on nothing is sent, reads and waits end at once, and requests that change
 * something have a moment for their answers.
 */
export class Cancellation {
  private readonly atOnce = new AbortController();
  private readonly soon = new AbortController();

  /** May be called again, and at the normal end of a run. */
  cancel(): void {
    if (this.isCancelled) return;
    this.atOnce.abort();
    setTimeout(() => this.soon.abort(), LAST_ANSWER_MS).unref();
  }

  get isCancelled(): boolean {
    return this.atOnce.signal.aborted;
  }

  /** Ends a request that is underway. */
  signalFor(method: string): AbortSignal {
    return (method === "GET" ? this.atOnce : this.soon).signal;
  }

  /** Waits for so many milliseconds. @throws CancelledError as soon as the run is cancelled. */
  async sleep(milliseconds: number): Promise<void> {
    try {
      await sleep(milliseconds, undefined, { signal: this.atOnce.signal });
    } catch {
      throw cancelled();
    }
  }

  /** Waits for what must come before a request. @throws CancelledError as soon as the run is cancelled. */
  async unlessCancelled<T>(task: Promise<T>): Promise<T> {
    const { signal } = this.atOnce;
    const { promise: end, reject } = Promise.withResolvers<never>();
    const onAbort = () => reject(cancelled());
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    try {
      return await Promise.race([end, task]);
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }
}

function cancelled(): CancelledError {
  return new CancelledError("The run was cancelled. Nothing more was sent to Genesys Cloud", {
    nextStep: "Run it again: it goes on from here.",
  });
}
