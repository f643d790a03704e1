import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import type { StackConfigReader } from "../../provider/config/configuration.ts";
import { commandFailure, diagnosticFailures } from "./engine-failure.ts";
import { type RefreshStep, stepOfEvent } from "./refresh-step.ts";

/** The configuration of a stack, with secrets in clear. */
export interface StackConfiguration {
  readonly read: StackConfigReader;
  /** Whether the stack keeps the value encrypted; the key is one of the namespace `genesyscloud`. */
  readonly isEncrypted: (key: string) => boolean;
  /** Every value that the stack keeps encrypted. */
  readonly secrets: readonly string[];
}

/** One stack, for reading. */
export class EngineStack {
  /** Name of the project. */
  readonly project: string;
  private readonly stack: Stack;
  private readonly settingsFolder: string;

  constructor(
    stack: Stack,
    project: { readonly name: string; readonly directory: string; readonly settingsFolder: string },
  ) {
    this.stack = stack;
    this.project = project.name;
    this.settingsFolder = join(project.directory, project.settingsFolder);
  }

  get name(): string {
    return this.stack.name;
  }

  /** @throws EngineFailure, for example when there is no such stack. */
  async configuration(): Promise<StackConfiguration> {
    const values = await this.stack.getAllConfig().catch((error: unknown) => {
      throw commandFailure(error);
    });
    return {
      read: (key) => values[`genesyscloud:${key}`]?.value,
      isEncrypted: (key) => values[`genesyscloud:${key}`]?.secret === true,
      secrets: Object.values(values).flatMap(({ value, secret }) => (secret ? [value] : [])),
    };
  }

  /** The state, with secrets in clear. @throws EngineFailure */
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
