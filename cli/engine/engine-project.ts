import { join } from "node:path";
import { EngineFailure } from "./engine-failure.ts";
import { EngineStack } from "./engine-stack.ts";
import type { ProjectSettings } from "./project-settings.ts";
import { PulumiProcess } from "./pulumi-process.ts";

/** A stack of a project. */
export interface StackSummary {
  readonly name: string;
  readonly isSelected: boolean;
  /** Whether the backend says that it is being updated. File backends do not say it. */
  readonly isBeingUpdated: boolean;
}

/**
 * The project of a folder, as its Pulumi.yaml says.
 *
 * What checks the output of a command takes longer to load than the command to start, so it is loaded meanwhile.
 */
export class EngineProject {
  /** The folder of Pulumi.yaml. */
  readonly directory: string;
  /** Runs commands in the folder. */
  readonly pulumi: PulumiProcess;
  private readonly settings: ProjectSettings;

  constructor(directory: string, settings: ProjectSettings) {
    this.directory = directory;
    this.settings = settings;
    this.pulumi = new PulumiProcess(directory);
  }

  get name(): string {
    return this.settings.name;
  }

  /** Name of the language runtime, e.g. `nodejs`; undefined where Pulumi.yaml names none. */
  get runtime(): string | undefined {
    return this.settings.runtime;
  }

  /** The folder in which the settings of its stacks lie. */
  get settingsFolder(): string {
    return join(this.directory, this.settings.settingsFolder);
  }

  /** The file or folder of the program, below the folder of Pulumi.yaml; undefined where package.json decides. */
  get main(): string | undefined {
    return this.settings.main;
  }

  /** Whether TypeScript programs are compiled on the way. */
  get compilesTypeScript(): boolean {
    return this.settings.compilesTypeScript;
  }

  /** The selected stack; undefined where none is. @throws EngineFailure */
  async selectedStack(): Promise<string | undefined> {
    return (await this.stacks()).find(({ isSelected }) => isSelected)?.name;
  }

  /** The selected stack. @throws EngineFailure, also where none is selected. */
  async requireSelectedStack(): Promise<string> {
    const name = await this.selectedStack();
    if (name === undefined) throw new EngineFailure(`No stack is selected in the folder ${this.directory}: name one.`);
    return name;
  }

  /** The stacks of the project. @throws EngineFailure */
  async stacks(): Promise<readonly StackSummary[]> {
    const printed = this.pulumi.json(["stack", "ls", "--json"]);
    const [{ stackList }, list] = await Promise.all([import("./printed-shapes.ts"), printed]);
    const stacks = stackList.parse(list);
    return stacks.map(({ name, current, updateInProgress }) => ({
      name,
      isSelected: current === true,
      isBeingUpdated: updateInProgress === true,
    }));
  }

  /** Where the states of the stacks are kept, e.g. `file:///srv/state`. @throws EngineFailure */
  async backendUrl(): Promise<string | undefined> {
    const { backend } = await import("./printed-shapes.ts");
    return backend.parse(await this.pulumi.json(["whoami", "--json"])).url;
  }

  /** Opens a stack without selecting it. */
  openStack(name: string): EngineStack {
    return new EngineStack(name, this);
  }
}
