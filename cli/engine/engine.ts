import { existsSync } from "node:fs";
import semver from "semver";
import { EngineFailure } from "./engine-failure.ts";
import { EngineProject } from "./engine-project.ts";
import type { EngineStack } from "./engine-stack.ts";
import { readProjectSettings } from "./project-settings.ts";
import { PulumiProcess } from "./pulumi-process.ts";
import { MINIMUM_CLI, UnfitEngine } from "./unfit-engine.ts";

/** The Pulumi engine, as far as reading goes. */
export class Engine {
  /** Version of the CLI; undefined where it does not tell. */
  readonly version: string | undefined;

  private constructor(version: string | undefined) {
    this.version = version;
  }

  /** @throws UnfitEngine when there is no `pulumi` on PATH, or one that is too old. */
  static async find(): Promise<Engine> {
    const version = semver.parse(await printedVersion())?.version;
    if (version !== undefined && semver.lt(version, MINIMUM_CLI)) throw UnfitEngine.tooOld(version);
    return new Engine(version);
  }

  /**
   * Opens the project in a folder.
   * @throws EngineFailure when there is none.
   */
  async openProject(directory: string): Promise<EngineProject> {
    return openProject(directory);
  }

  /**
   * Opens a stack without selecting it: the selection is the user's.
   * @param stack default: the selected one.
   */
  async open(directory: string, stack: string | undefined): Promise<EngineStack> {
    const project = openProject(directory);
    return project.openStack(stack ?? (await project.requireSelectedStack()));
  }
}

/** Like {@link Engine.openProject}, for what can begin before the engine's version is known. */
export function openProject(directory: string): EngineProject {
  if (!existsSync(directory)) throw new EngineFailure(`The folder ${directory} does not exist.`);
  const settings = readProjectSettings(directory);
  if (settings !== undefined) return new EngineProject(directory, settings);
  throw new EngineFailure(
    `There is no readable Pulumi.yaml in the folder ${JSON.stringify(directory)}. Run this in the folder of a Pulumi project, or name it with --cwd.`,
  );
}

async function printedVersion(): Promise<string> {
  try {
    return await new PulumiProcess(".").output(["version"]);
  } catch (error) {
    throw error instanceof UnfitEngine ? error : UnfitEngine.broken();
  }
}
