import { copyFileSync, renameSync } from "node:fs";
import { EngineFailure } from "../engine/engine-failure.ts";
import type { BrokenState, FileBackend } from "../engine/file-backend.ts";
import type { BrokenStateReport } from "./report.ts";

/**
 * How to make the files of a stack readable again. Attributes are set aside, since the engine does without them. A state is set aside, and the
 * newest copy takes its place.
 */
export function planRepairs(broken: readonly BrokenState[], now: Date): readonly BrokenStateReport[] {
  const suffix = `.broken-${now.toISOString().replaceAll(/[-:.]/g, "")}`;
  return broken.map(({ stack, part, file, newestCopy }) => ({
    stack,
    part,
    file,
    movedTo: `${file}${suffix}`,
    ...(newestCopy === undefined ? {} : { copiedFrom: newestCopy.file }),
    isDone: false,
  }));
}

/**
 * Carries a plan out.
 * @throws EngineFailure if a state has no copy, or if an engine may be writing it.
 */
export function repair(plan: readonly BrokenStateReport[], backend: FileBackend): readonly BrokenStateReport[] {
  return plan.map((broken) => {
    const { stack, part, file, movedTo, copiedFrom } = broken;
    if (part === "state") {
      if (copiedFrom === undefined) throw new EngineFailure(`There is no copy of the state of stack ${stack}.`);
      const [lock] = backend.locksOf(stack);
      if (lock !== undefined) throw lockFailure(stack, lock.isLeftBehind);
    }
    renameSync(file, movedTo);
    if (copiedFrom !== undefined) copyFileSync(copiedFrom, file);
    return { ...broken, isDone: true };
  });
}

/** Why nothing is done about a stack that is locked. */
export function lockFailure(stack: string, isLeftBehind: boolean): EngineFailure {
  const cancel = `\`pulumi cancel --yes --stack ${stack}\``;
  return new EngineFailure(
    isLeftBehind
      ? `Stack ${stack} is locked by a run that no longer exists. Remove its lock with ${cancel}, then run this again.`
      : `Stack ${stack} is being updated. Wait until that has ended. If the run was killed, remove its lock with ${cancel}. Then run this again.`,
  );
}
