import { flushCompileCache } from "node:module";
import { Cancellation } from "../api/cancellation.ts";
import type { Configuration } from "../config/configuration.ts";
import { Ownership } from "../lifecycle/ownership.ts";
import type { Session } from "../lifecycle/session.ts";

/** Reads the configuration of the process. @throws ConfigurationError with everything that is wrong with it. */
export type ConfigurationReader = () => Promise<Configuration>;

/** How the process tells the user something that does not stop the operation. */
export type Warn = (message: string) => void;

/** One session per process. All resources share its tokens, budgets and connections. */
export class ProcessSession {
  /** Which clients belong to resources of this run. */
  readonly ownership = new Ownership();
  /** The end of the run, if the user asks for it. */
  readonly cancellation = new Cancellation();
  private readonly configured = Promise.withResolvers<ConfigurationReader>();
  private readonly warn: Warn;
  private opened: Promise<Session> | undefined;

  constructor(warn: Warn) {
    this.warn = warn;
  }

  /** Hands over the configuration. The engine may ask for more before it has done this, so every method that needs the session waits for it. */
  configure(read: ConfigurationReader): void {
    this.configured.resolve(read);
  }

  /** Sends nothing yet. @throws ConfigurationError with everything that is wrong with the configuration. */
  session(): Promise<Session> {
    this.opened ??= this.open();
    return this.opened;
  }

  private async open(): Promise<Session> {
    const configured = this.cancellation.unlessCancelled(this.configured.promise);
    const [{ openSession }, read] = await Promise.all([import("./open-session.ts"), configured]);
    // For users who set NODE_COMPILE_CACHE. The engine ends this process by a signal, and then Node does not write its cache. Without
    // the variable this does nothing, and it never throws.
    flushCompileCache();
    return openSession(await read(), this.ownership, this.warn, this.cancellation);
  }
}
