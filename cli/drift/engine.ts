import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent, LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import type { StackConfigReader } from "../../provider/config/configuration.ts";
import { commandFailure, diagnosticFailures, EngineFailure } from "./engine-failure.ts";
import type { RefreshStep } from "./steps.ts";
import { stepOfEvent } from "./steps-of-events.ts";

/** From this version on `pulumi` tells drift from failure, and previews a refresh. */
const MINIMUM_CLI = "3.227.0";
const INSTALL = `Install ${MINIMUM_CLI} or newer: https://www.pulumi.com/docs/install/`;

/** The Pulumi engine, as far as reading goes. */
export class Engine {
  private readonly automation: typeof import("@pulumi/pulumi/automation/index.js");
  private readonly command: PulumiCommand;

  private constructor(automation: typeof import("@pulumi/pulumi/automation/index.js"), command: PulumiCommand) {
    this.automation = automation;
    this.command = command;
  }

  /** @throws EngineFailure when there is no `pulumi` on PATH, or one that is too old. */
  static async find(): Promise<Engine> {
    // Half a second to load: only this command pays for it.
    const automation = await import("@pulumi/pulumi/automation/index.js");
    let command: PulumiCommand;
    try {
      command = await automation.PulumiCommand.get({ skipVersionCheck: true });
    } catch (error) {
      const isMissing = error instanceof Error && error.message.includes("ENOENT");
      throw new EngineFailure(
        isMissing
          ? `The pulumi CLI was not found on PATH. ${INSTALL}`
          : "The pulumi CLI on PATH does not work: try `pulumi version`.",
      );
    }
    if (command.version !== null && command.version.compare(MINIMUM_CLI) < 0) {
      throw new EngineFailure(`The pulumi CLI on PATH is version ${command.version}, which is too old. ${INSTALL}`);
    }
    return new Engine(automation, command);
  }

  /**
   * Opens a stack without selecting it: the selection is the user's.
   * @param stack default: the selected one.
   */
  async open(directory: string, stack: string | undefined): Promise<EngineStack> {
    if (!existsSync(directory)) throw new EngineFailure(`The folder ${directory} does not exist.`);
    const workspace = await this.automation.LocalWorkspace.create({ workDir: directory, pulumiCommand: this.command });
    const project = await workspace.projectSettings().catch(() => {
      throw new EngineFailure(`There is no readable Pulumi.yaml in the folder ${directory}.`);
    });
    const name = stack ?? (await this.selectedStack(workspace, directory));
    workspace.selectStack = async () => undefined;
    const settingsFolder = join(directory, settingsFolderOf(project));
    return new EngineStack(await this.automation.Stack.select(name, workspace), project.name, settingsFolder);
  }

  private async selectedStack(workspace: LocalWorkspace, directory: string): Promise<string> {
    const selected = await workspace.stack().catch((error: unknown) => {
      throw commandFailure(error);
    });
    if (selected !== undefined) return selected.name;
    throw new EngineFailure(`No stack is selected in the folder ${directory}: name one.`);
  }
}

/** Where the settings of its stacks lie, below the folder of Pulumi.yaml; `config` is the option's old name. */
function settingsFolderOf(project: object): string {
  const folder: unknown = Reflect.get(project, "stackConfigDir") ?? Reflect.get(project, "config");
  return typeof folder === "string" ? folder : "";
}

/** One stack, for reading. */
export class EngineStack {
  readonly project: string;
  private readonly stack: Stack;
  private readonly settingsFolder: string;

  constructor(stack: Stack, project: string, settingsFolder: string) {
    this.stack = stack;
    this.project = project;
    this.settingsFolder = settingsFolder;
  }

  get name(): string {
    return this.stack.name;
  }

  /** The configuration, with secrets in clear. */
  async configuration(): Promise<{ readonly read: StackConfigReader; readonly secrets: readonly string[] }> {
    const values = await this.stack.getAllConfig().catch((error: unknown) => {
      throw commandFailure(error);
    });
    return {
      read: (key) => values[`genesyscloud:${key}`]?.value,
      secrets: Object.values(values).flatMap(({ value, secret }) => (secret ? [value] : [])),
    };
  }

  /** The state, with secrets in clear. */
  async state(): Promise<unknown> {
    const exported = await this.stack.exportStack().catch((error: unknown) => {
      throw commandFailure(error);
    });
    return exported.deployment;
  }

  /**
   * Compares every resource with what it really is; writes nothing.
   * @param onStep called for each resource, as soon as it was compared.
   * @throws EngineFailure when not all could be compared.
   */
  async previewRefresh(onStep: (step: RefreshStep) => void): Promise<void> {
    const events: EngineEvent[] = [];
    const restoreSettings = this.rememberSettings();
    try {
      await this.stack.previewRefresh({
        color: "never",
        suppressOutputs: true,
        onEvent: (event) => {
          const step = stepOfEvent(event);
          if (step !== undefined) onStep(step);
          if (event.diagnosticEvent !== undefined) events.push(event);
        },
      });
    } catch (error) {
      throw diagnosticFailures(events) ?? commandFailure(error);
    } finally {
      restoreSettings();
    }
  }

  /** The engine writes a settings file where there is none, only to keep its salt: what was not there is not there after. */
  private rememberSettings(): () => void {
    const name = this.stack.name.split("/").at(-1);
    const file = join(this.settingsFolder, `Pulumi.${name}.yaml`);
    if (existsSync(file)) return () => undefined;
    return () => {
      if (existsSync(file) && !/^config:/m.test(readFileSync(file, "utf8"))) rmSync(file);
    };
  }
}
