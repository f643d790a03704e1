import { readProjectSettings } from "./project-settings.ts";
import type { StackArgument } from "./stack-argument.ts";

/** The selected stack of the project in a folder. None outside of a project, and none if none is selected. */
export async function selectedStacks(directory: string): Promise<readonly StackArgument[]> {
  const target = { directory, stack: undefined };
  if (readProjectSettings(directory) === undefined) return [];
  const { openProject } = await import("./engine.ts");
  try {
    return (await openProject(directory).selectedStack()) === undefined ? [] : [target];
  } catch {
    // Reading the stack fails as well, and then the command says why.
    return [target];
  }
}
