/** For clocks and timers that differ by a little. */
const WINDOW_MARGIN_MS = 10;

/** From `at` on, `requests` more can be sent. */
export interface Opening {
  /** Milliseconds on the clock of `performance.now()`. */
  readonly at: number;
  readonly requests: number;
}

/**
 * A budget of requests in a rolling window: full speed within it, then one request for each that leaves the window.
 *
 * A request counts from before it is sent until a window after its end. Genesys counts it at some time in between, and it may
 * travel for any time (the first ones open connections).
 */
export class RequestWindow {
  private readonly budget: number;
  private readonly windowMs: number;
  private underway = 0;
  /** When the requests that have ended leave the window, the earliest first. */
  private readonly leavings: number[] = [];
  private pausedUntil = 0;

  /**
   * @param budget requests within the window, 1 or more.
   * @param windowMs length of the window in milliseconds.
   */
  constructor(budget: number, windowMs: number) {
    this.budget = budget;
    this.windowMs = windowMs + WINDOW_MARGIN_MS;
  }

  /** Whether one more request may be sent now. */
  get hasRoom(): boolean {
    return performance.now() >= this.pausedUntil && this.used < this.budget;
  }

  /** Requests that are sent and not ended. */
  get inFlight(): number {
    return this.underway;
  }

  /** Whether less than half of the budget is used. */
  get isHalfFree(): boolean {
    return this.used * 2 < this.budget;
  }

  /** Counts a request that is about to be sent. Follow it by {@link ended} or {@link notSent}. */
  take(): void {
    this.underway++;
  }

  ended(): void {
    this.underway--;
    this.leavings.push(performance.now() + this.windowMs);
  }

  notSent(): void {
    this.underway--;
  }

  /** Holds further requests back. Of overlapping pauses, the one that ends last counts. */
  pauseFor(milliseconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + milliseconds);
  }

  /** When how many requests more can be sent, as far as it is known: not when those that are underway will leave the window. */
  openings(): readonly Opening[] {
    const now = performance.now();
    const free = { at: Math.max(now, this.pausedUntil), requests: Math.max(this.budget - this.used, 0) };
    return [free, ...this.leavings.map((at) => ({ at: Math.max(at, this.pausedUntil), requests: 1 }))];
  }

  private get used(): number {
    const now = performance.now();
    while (this.leavings[0] !== undefined && this.leavings[0] <= now) this.leavings.shift();
    return this.underway + this.leavings.length;
  }
}
