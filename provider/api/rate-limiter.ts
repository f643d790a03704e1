import PQueue from "p-queue";

/**
 * How much longer our window is than theirs. Requests don't all travel equally long (the first ones open connections): without a
 * margin the first of the next window would meet the last of this one there.
 */
const WINDOW_MARGIN = 1.03;

/**
 * Full speed within the rolling window's budget, then paced by it.
 *
 * Genesys counts requests per token and minute; one process has one token, so one limiter per process is exact.
 * @see https://developer.genesys.cloud/platform/api/rate-limits
 */
export class RateLimiter {
  private readonly slots: PQueue;
  private pausedUntil = 0;
  private resumption: NodeJS.Timeout | undefined;

  /**
   * @param requests budget within the window.
   * @param windowMs length of the rolling window in milliseconds.
   */
  constructor(requests: number, windowMs: number) {
    this.slots = new PQueue({ intervalCap: requests, interval: windowMs * WINDOW_MARGIN, strict: true });
  }

  /** Resolves when one more request may be sent. */
  async slot(): Promise<void> {
    this.resumption?.ref();
    await this.slots.add(() => undefined);
  }

  /** Holds every request back for a while: a 429 concerns the token, not the call that received it. */
  pauseFor(milliseconds: number): void {
    const until = Date.now() + milliseconds;
    if (until <= this.pausedUntil) return;
    this.pausedUntil = until;
    this.slots.pause();
    clearTimeout(this.resumption);
    this.resumption = setTimeout(() => this.slots.start(), milliseconds);
    // A pause alone must not keep a program from ending: only a call that waits for its end does.
    if (this.slots.size === 0) this.resumption.unref();
  }
}
