/** How soon after the end of the engine this process ends, in milliseconds. */
const INTERVAL_MS = 1_000;

/** Ends this process when the one that started it is gone: an engine that is killed can't say so, and would leave it behind. */
export function endWithEngine(): void {
  const { ppid: engine } = process;
  setInterval(() => {
    if (process.ppid !== engine) process.exit();
  }, INTERVAL_MS).unref();
}
