import { Session } from "../../provider/lifecycle/session.ts";
import type { Simulator } from "../../simulator/index.ts";
import { connectTo } from "../support/connect.ts";

/** Milliseconds until a client that was just created is surely visible, for the provider of these tests. */
export const CONSISTENCY_WINDOW_MS = 60;

/** How the provider shares its requests among tokens. */
export interface Tokens {
  readonly maxTokens: number;
  /** Budget of a token. */
  readonly requestsPerMinute: number;
  /** Length in milliseconds of the minute that the budget is for. */
  readonly rateWindowMs: number;
}

/** What a killed process leaves behind: nothing. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** Stands for the one provider process of one engine operation: a session of its own, which can be killed at any moment. */
export class InProcessProvider {
  readonly session: Session;
  #dead = false;
  readonly #death = Promise.withResolvers<never>();

  /** @param tokens default: one, without a limit. */
  constructor(simulator: Pick<Simulator, "url">, requestTimeoutMs: number, tokens?: Tokens) {
    const { rateWindowMs = 60_000, ...budget } = tokens ?? {};
    const tuning = {
      retryBounds: { backoffMs: 2, maxRetries: 4, maxRateLimitWaitMs: 1_000 },
      requestTimeoutMs,
      rateWindowMs,
      // The clock of a killed process stands still: asked before every request, it lets no further one out.
      now: () => {
        if (this.#dead) throw new Killed();
        return Date.now();
      },
    };
    const api = connectTo(simulator, tuning, budget);
    this.session = new Session(api, { consistencyWindowMs: CONSISTENCY_WINDOW_MS });
    this.#death.promise.catch(() => undefined);
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Runs one method of the provider. @throws Killed as soon as the process is killed, whatever becomes of the method. */
  async call<T>(method: (session: Session) => Promise<T>): Promise<T> {
    if (this.#dead) throw new Killed();
    const running = method(this.session);
    running.catch(() => undefined);
    const result = await Promise.race([running, this.#death.promise]);
    if (this.#dead) throw new Killed();
    return result;
  }

  kill(): void {
    this.#dead = true;
    this.#death.reject(new Killed());
    this.session.api.close();
  }

  close(): void {
    this.session.api.close();
  }
}
