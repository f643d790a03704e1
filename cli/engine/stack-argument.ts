import { realpathSync } from "node:fs";

/** A stack as given on the command line. */
export interface StackArgument {
  readonly directory: string;
  /** Undefined: the one that is selected in the folder. */
  readonly stack: string | undefined;
}

/** Reads `STACK` or `PATH#STACK` (`PATH#`: the stack selected there), each stack once; none given: the selected one. */
export function readStackArguments(texts: readonly string[], directory: string): readonly StackArgument[] {
  const targets = (texts.length === 0 ? [""] : texts).map((text) => {
    const separator = text.lastIndexOf("#");
    const stack = text.slice(separator + 1);
    return { directory: text.slice(0, Math.max(separator, 0)) || directory, stack: stack === "" ? undefined : stack };
  });
  const byKey = new Map(targets.map((target) => [`${realFolder(target.directory)}#${target.stack ?? ""}`, target]));
  return [...byKey.values()];
}

/** `project/stack`, whether or not the stack's name has its organisation and project. */
export function shortStackName(project: string, stack: string): string {
  return `${project}/${stack.split("/").at(-1)}`;
}

function realFolder(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return directory;
  }
}
