import PQueue from "p-queue";

/** For clocks and timers that differ by a little. */
const WINDOW_MARGIN_MS = 10;

/**
 * Full speed within the rolling window's budget, then paced by it.
 *
 * Genesys counts requests per token and minute; one process has one token, so one limiter per process is exact.
 * @see https://developer.genesys.cloud/platform/api/rate-limits
 */
export class RateLimiter {
  /** One task per request: it runs from before the request is sent until a window after its end. */
  private readonly slots: PQueue;
  private readonly windowMs: number;
  private pausedUntil = 0;
  private resumption: NodeJS.Timeout | undefined;

  /**
   * @param requests budget within the window.
   * @param windowMs length of the rolling window in milliseconds.
   */
  constructor(requests: number, windowMs: number) {
    this.slots = new PQueue({ concurrency: requests });
    this.windowMs = windowMs + WINDOW_MARGIN_MS;
  }

  /**
   * Resolves when one more request may be sent.
   * @returns what to call when the request has ended, whichever way. Only then does its window begin: Genesys counted it at
   * some time before, and a request may travel for any time (the first ones open connections).
   */
  async slot(): Promise<() => void> {
    // The other timers here don't keep a program from ending: this one does, for as long as somebody waits.
    const waiting = setInterval(() => undefined, 60_000);
    const slot = Promise.withResolvers<() => void>();
    void this.slots.add(
      () =>
        new Promise<void>((free) => {
          slot.resolve(() => setTimeout(free, this.windowMs).unref());
        }),
    );
    try {
      return await slot.promise;
    } finally {
      clearInterval(waiting);
    }
  }

  /** Holds every request back for a while: a 429 concerns the token, not the call that received it. */
  pauseFor(milliseconds: number): void {
    const until = Date.now() + milliseconds;
    if (until <= this.pausedUntil) return;
    this.pausedUntil = until;
    this.slots.pause();
    clearTimeout(this.resumption);
    this.resumption = setTimeout(() => this.slots.start(), milliseconds).unref();
  }
}
