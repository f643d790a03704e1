import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { EngineFailure } from "../engine/engine-failure.ts";
import { resourceText } from "../engine/exported-state.ts";
import type { Attempt, Creation } from "./creations.ts";
import { fullName, type StackPlace } from "./other-stacks.ts";

const record = z.object({
  version: z.literal(1),
  creations: z.array(z.object({ recordedAt: z.number().optional(), resource: resourceText })),
});

/** A creation that was pending in an earlier state. */
export type RecordedCreation = z.infer<typeof record>["creations"][number];

/** The interrupted creations that nobody has decided about when the state was replaced: the import drops all pending operations. */
export interface Undecided {
  readonly file: string;
  readonly creations: readonly RecordedCreation[];
}

/** @throws EngineFailure if the file can't be read. */
export function readUndecided(stack: StackPlace): Undecided {
  const file = fileOf(stack);
  if (!existsSync(file)) return { file, creations: [] };
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    record.parse(content);
    // The parsed text itself, not the copy that the check has made: nothing of it may get lost.
    return { file, creations: (content as z.infer<typeof record>).creations };
  } catch {
    throw new EngineFailure(`The record of undecided creations in ${file} can't be read. Repair it, or move it away.`);
  }
}

/**
 * Writes the record anew, or removes it when nothing is left. Secrets in it are encrypted, as in the state.
 * @param left the creations that are still to be decided.
 */
export function writeUndecided(stack: StackPlace, left: readonly Creation[]): void {
  const file = fileOf(stack);
  const creations = left.flatMap(({ attempts }) => attempts.map(recordOf));
  if (creations.length === 0) {
    rmSync(file, { force: true });
    return;
  }
  // A name that nobody can guess, and never through what lies there: a file or link made by somebody else would keep its mode.
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, `${JSON.stringify({ version: 1, creations }, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  renameSync(draft, file);
}

function recordOf({ recordedAt, resource }: Attempt): RecordedCreation {
  return recordedAt === undefined ? { resource } : { recordedAt, resource };
}

function fileOf(stack: StackPlace): string {
  return join(stack.directory, `${fullName(stack).replace("/", ".")}.undecided.json`);
}
