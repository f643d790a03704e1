import type { Writable } from "node:stream";
import yoctoSpinner from "yocto-spinner";

/** A sign of life for somebody who waits at a terminal. */
export interface Progress {
  show(text: string): void;
  stop(): void;
}

/** Milliseconds until a run counts as one that somebody waits for. */
const PATIENCE_MS = 1_000;
const REDRAW_MS = 100;

/** Whether anybody is there to see it move: not in pipes, CI systems and terminals that can only append. */
export function isWatched(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
) {
  return stream.isTTY === true && environment.TERM !== "dumb" && environment.CI === undefined;
}

/**
 * Shows texts on standard error where somebody watches, and only once it takes longer than a second.
 * @param text what is shown first.
 */
export function startProgress(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
  stream: Writable & { readonly isTTY?: boolean } = process.stderr,
): Progress {
  if (!isWatched(stream, environment)) return { show: () => undefined, stop: () => undefined };
  const spinner = yoctoSpinner({ stream, text });
  const timer = setTimeout(() => spinner.start(), PATIENCE_MS);
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show(next) {
      // Each new text is drawn at once, and thousands of resources are compared within seconds.
      if (performance.now() - shownAt < REDRAW_MS) return;
      shownAt = performance.now();
      spinner.text = next;
    },
    stop() {
      clearTimeout(timer);
      if (spinner.isSpinning) spinner.stop();
    },
  };
}
