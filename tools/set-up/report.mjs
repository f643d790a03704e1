// Everything the set-up has to say goes to stderr, so that stdout stays free for the command it prepares.

/** A failure whose message is complete: it is shown without a stack. */
export class SetUpError extends Error {
  name = "SetUpError";
}

const seconds = (startedAt) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;

/** @param {boolean} quiet */
export function createReport(quiet) {
  const write = (text) => {
    if (!quiet) process.stderr.write(text);
  };
  return {
    /** Runs one slow step and says what it is before, and how long it took after. */
    async step(title, work, wordForFailure = "failed") {
      const startedAt = performance.now();
      write(`set-up: ${title} … `);
      try {
        const result = await work();
        write(`${seconds(startedAt)}\n`);
        return result;
      } catch (error) {
        write(`${wordForFailure} (${seconds(startedAt)})\n`);
        throw error;
      }
    },
  };
}
