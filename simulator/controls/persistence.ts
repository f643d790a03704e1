import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";

/** Writes the state to a file, one write at a time; changes during a write share the next one. */
export interface Persistence {
  /** Notes that the state changed; the write starts with the next turn of the event loop. */
  schedule(): void;
  /** Resolves when everything noted so far is on disk. */
  flush(): Promise<void>;
}

/**
 * Reads the state of an earlier run.
 *
 * @returns undefined when there is no file
 * @throws SyntaxError when the file is no JSON
 */
export function loadState(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Builds the writer. The file is replaced atomically (a reader sees the old or the new state, never half of one), and
 * only its owner can read it: it holds secrets.
 *
 * @param path - JSON file; undefined keeps everything in memory
 * @param snapshot - the state at the moment of a write
 */
export function createPersistence(path: string | undefined, snapshot: () => unknown): Persistence {
  if (path === undefined) return { schedule: () => {}, flush: async () => {} };
  let notBegun = false;
  let last: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    const temporary = `${path}.${process.pid}.tmp`;
    await writeFile(temporary, `${JSON.stringify(snapshot(), null, 1)}\n`, { mode: 0o600 });
    await rename(temporary, path);
  };

  return {
    schedule() {
      if (notBegun) return;
      notBegun = true;
      const previous = last.catch(() => {});
      last = previous.then(async () => {
        // Lets the changes of this turn gather before the snapshot is taken.
        await new Promise(setImmediate);
        notBegun = false;
        await write();
      });
      // flush() throws a failed write to whoever waits for it.
      last.catch(() => {});
    },
    flush: () => last,
  };
}
