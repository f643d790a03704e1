/** The simulator's time. Every rule with a date or a window uses it, so a test can skip days without sleeping. */
export interface SimulatorClock {
  /** Epoch milliseconds. */
  now(): number;
  /**
   * Moves the clock forward.
   *
   * @param ms - milliseconds, 0 or more
   */
  advance(ms: number): void;
}

/**
 * Builds the clock: `base` plus an offset that {@link SimulatorClock.advance} moves.
 *
 * @param base - epoch milliseconds; default the machine's time
 */
export function createClock(base: () => number = Date.now): SimulatorClock {
  let offsetMs = 0;
  return {
    now: () => base() + offsetMs,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`The clock only moves forward, not by ${ms} ms.`);
      offsetMs += ms;
    },
  };
}

/** Formats epoch milliseconds as Genesys does: ISO 8601 with milliseconds and `Z`. */
export function toApiDate(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
