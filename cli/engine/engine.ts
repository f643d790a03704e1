import { existsSync } from "node:fs";
import type { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { commandFailure, EngineFailure } from "./engine-failure.ts";
import { EngineStack } from "./engine-stack.ts";
import { PulumiProcess } from "./pulumi-process.ts";

type Automation = typeof import("@pulumi/pulumi/automation/index.js");

/** From this version on `pulumi` tells drift from failure, and previews a refresh. */
export const MINIMUM_CLI = "3.227.0";
const INSTALL = `Install ${MINIMUM_CLI} or newer: https://www.pulumi.com/docs/install/`;

/** There is no `pulumi` on PATH that can be used. */
export class UnfitEngine extends EngineFailure {
  /** Version of the one that is there; undefined where there is none, or where it does not tell. */
  readonly found: string | undefined;
  /** What is wrong, without what to do about it. */
  readonly fault: string;
  readonly remedy: string;

  constructor(fault: string, remedy: string, found?: string) {
    super(`${fault} ${remedy}`);
    this.found = found;
    this.fault = fault;
    this.remedy = remedy;
  }
}

/** The Pulumi engine, as far as reading goes. */
export class Engine {
  private readonly automation: Automation;
  private readonly command: PulumiCommand;

  private constructor(automation: Automation, command: PulumiCommand) {
    this.automation = automation;
    this.command = command;
  }

  /** @throws UnfitEngine when there is no `pulumi` on PATH, or one that is too old. */
  static async find(): Promise<Engine> {
    // Half a second to load: only the commands that need the engine pay for it.
    const automation = await import("@pulumi/pulumi/automation/index.js");
    let command: PulumiCommand;
    try {
      command = await automation.PulumiCommand.get({ skipVersionCheck: true });
    } catch (error) {
      const isMissing = error instanceof Error && error.message.includes("ENOENT");
      throw isMissing
        ? new UnfitEngine("The pulumi CLI was not found on PATH.", INSTALL)
        : new UnfitEngine("The pulumi CLI on PATH does not work:", "try `pulumi version`.");
    }
    const { version } = command;
    if (version !== null && version.compare(MINIMUM_CLI) < 0) {
      const found = String(version);
      throw new UnfitEngine(`The pulumi CLI on PATH is version ${found}, which is too old.`, INSTALL, found);
    }
    return new Engine(automation, command);
  }

  /** Version of the CLI; undefined where it does not tell. */
  get version(): string | undefined {
    return this.command.version?.toString();
  }

  /**
   * Opens the project in a folder.
   * @throws EngineFailure when there is none.
   */
  async openProject(directory: string): Promise<EngineProject> {
    if (!existsSync(directory)) throw new EngineFailure(`The folder ${directory} does not exist.`);
    const workspace = await this.automation.LocalWorkspace.create({ workDir: directory, pulumiCommand: this.command });
    const settings = await workspace.projectSettings().catch(() => {
      throw new EngineFailure(
        `There is no readable Pulumi.yaml in the folder ${JSON.stringify(directory)}. Run this in the folder of a Pulumi project, or name it with --cwd.`,
      );
    });
    const pulumi = new PulumiProcess(this.command.command, directory);
    return new EngineProject(this.automation, workspace, directory, settings, pulumi);
  }

  /**
   * Opens a stack without selecting it: the selection is the user's.
   * @param stack default: the selected one.
   */
  async open(directory: string, stack: string | undefined): Promise<EngineStack> {
    const project = await this.openProject(directory);
    const name = stack ?? (await project.selectedStack());
    if (name === undefined) throw new EngineFailure(`No stack is selected in the folder ${directory}: name one.`);
    return project.openStack(name);
  }
}

type ProjectSettings = Awaited<ReturnType<LocalWorkspace["projectSettings"]>>;

/** A stack of a project. */
export interface StackSummary {
  readonly name: string;
  readonly isSelected: boolean;
  /** Whether the backend says that it is being updated. File backends do not say it. */
  readonly isBeingUpdated: boolean;
}

/** The project of a folder, as its Pulumi.yaml says. */
export class EngineProject {
  /** The folder of Pulumi.yaml. */
  readonly directory: string;
  /** Runs commands in the folder. */
  readonly pulumi: PulumiProcess;
  private readonly automation: Automation;
  private readonly workspace: LocalWorkspace;
  private readonly settings: ProjectSettings;

  constructor(
    automation: Automation,
    workspace: LocalWorkspace,
    directory: string,
    settings: ProjectSettings,
    pulumi: PulumiProcess,
  ) {
    this.automation = automation;
    this.workspace = workspace;
    this.directory = directory;
    this.settings = settings;
    this.pulumi = pulumi;
  }

  get name(): string {
    return this.settings.name;
  }

  /** Name of the language runtime, e.g. `nodejs`; undefined where Pulumi.yaml names none. */
  get runtime(): string | undefined {
    const { runtime } = this.settings;
    return typeof runtime === "object" ? runtime.name : runtime;
  }

  /** The selected stack; undefined where none is. @throws EngineFailure */
  async selectedStack(): Promise<string | undefined> {
    return (await this.stacks()).find(({ isSelected }) => isSelected)?.name;
  }

  /** The stacks of the project. @throws EngineFailure */
  async stacks(): Promise<readonly StackSummary[]> {
    const stacks = await this.workspace.listStacks().catch((error: unknown) => {
      throw commandFailure(error);
    });
    return stacks.map(({ name, current, updateInProgress }) => ({
      name,
      isSelected: current,
      isBeingUpdated: updateInProgress === true,
    }));
  }

  /** Where the states of the stacks are kept, e.g. `file:///srv/state`. @throws EngineFailure */
  async backendUrl(): Promise<string | undefined> {
    const { url } = await this.workspace.whoAmI().catch((error: unknown) => {
      throw commandFailure(error);
    });
    return url;
  }

  /** Opens a stack without selecting it. */
  async openStack(name: string): Promise<EngineStack> {
    this.workspace.selectStack = async () => undefined;
    const stack = await this.automation.Stack.select(name, this.workspace);
    return new EngineStack(stack, this);
  }

  /** Where the settings of its stacks lie, below the folder of Pulumi.yaml; `config` is the option's old name. */
  get settingsFolder(): string {
    const folder: unknown = Reflect.get(this.settings, "stackConfigDir") ?? Reflect.get(this.settings, "config");
    return typeof folder === "string" ? folder : "";
  }

  /** The file or folder of the program, below the folder of Pulumi.yaml; undefined where package.json decides. */
  get main(): string | undefined {
    return this.settings.main;
  }

  /** Whether TypeScript programs are compiled on the way; the runtime's option `typescript` can forbid it. */
  get compilesTypeScript(): boolean {
    const { runtime } = this.settings;
    return typeof runtime !== "object" || Reflect.get(runtime.options ?? {}, "typescript") !== false;
  }
}
