import PQueue from "p-queue";

/**
 * Full speed within the rolling window's budget, then paced by it.
 *
 * Genesys counts requests per token and minute; one process has one token, so one limiter per process is exact.
 * @see https://developer.genesys.cloud/platform/api/rate-limits
 */
export class RateLimiter {
  private readonly slots: PQueue;
  private pausedUntil = 0;

  /**
   * @param requests budget within the window.
   * @param windowMs length of the rolling window in milliseconds.
   */
  constructor(requests: number, windowMs: number) {
    this.slots = new PQueue({ intervalCap: requests, interval: windowMs, strict: true });
  }

  /** Resolves when one more request may be sent. */
  async slot(): Promise<void> {
    await this.slots.add(() => undefined);
  }

  /** Holds every request back for a while: a 429 concerns the token, not the call that received it. */
  pauseFor(milliseconds: number): void {
    const until = Date.now() + milliseconds;
    if (until <= this.pausedUntil) return;
    this.pausedUntil = until;
    this.slots.pause();
    setTimeout(() => {
      if (this.pausedUntil === until) this.slots.start();
    }, milliseconds);
  }
}
