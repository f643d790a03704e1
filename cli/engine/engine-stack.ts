import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import type { StackConfigReader } from "../../provider/config/configuration.ts";
import { commandFailure, diagnosticFailures } from "./engine-failure.ts";
import { diagnosticsOfPreview, type PlannedCreation, plannedCreations } from "./preview-plan.ts";
import type { PulumiProcess } from "./pulumi-process.ts";
import { type RefreshStep, stepOfEvent } from "./refresh-step.ts";

/** The configuration of a stack, with secrets in clear. */
export interface StackConfiguration {
  readonly read: StackConfigReader;
  /** Whether the stack keeps the value encrypted; the key is one of the namespace `genesyscloud`. */
  readonly isEncrypted: (key: string) => boolean;
  /** Every value that the stack keeps encrypted. */
  readonly secrets: readonly string[];
}

/** The project of a stack. */
interface ProjectOfStack {
  readonly name: string;
  readonly directory: string;
  readonly settingsFolder: string;
  readonly pulumi: PulumiProcess;
}

/** One stack. */
export class EngineStack {
  /** Name of the project. */
  readonly project: string;
  /** Folder of the project. */
  readonly directory: string;
  private readonly stack: Stack;
  private readonly settingsFolder: string;
  private readonly pulumi: PulumiProcess;

  constructor(stack: Stack, project: ProjectOfStack) {
    this.stack = stack;
    this.project = project.name;
    this.directory = project.directory;
    this.settingsFolder = join(project.directory, project.settingsFolder);
    this.pulumi = project.pulumi;
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

  /** The state as `pulumi stack export` prints it: secrets are encrypted. @throws EngineFailure */
  exportText(): Promise<string> {
    return this.pulumi.output(["stack", "export", "--stack", this.name]);
  }

  /**
   * Replaces the state. The engine checks it first, takes the stack's lock, encrypts what is marked as secret, and drops all pending operations.
   * @throws EngineFailure; the state is then as it was.
   */
  async importText(text: string): Promise<void> {
    await this.settingsKept(() => this.pulumi.output(["stack", "import", "--stack", this.name], text));
  }

  /** The resources that `pulumi up` would create now; writes nothing, but runs the program. @throws EngineFailure */
  async previewCreations(): Promise<readonly PlannedCreation[]> {
    const preview = ["preview", "--json", "--stack", this.name];
    const { code, stdout, stderr } = await this.settingsKept(() => this.pulumi.run(preview));
    if (code === 0) return plannedCreations(stdout);
    throw (
      diagnosticFailures(diagnosticsOfPreview(stdout)) ??
      commandFailure(new Error(`Command failed with exit code ${code}: pulumi preview\n${stderr}`))
    );
  }

  /**
   * Compares every resource with what it really is; writes nothing.
   * @param onStep called for each resource, as soon as it was compared.
   * @throws EngineFailure when not all could be compared.
   */
  async previewRefresh(onStep: (step: RefreshStep) => void): Promise<void> {
    const events: EngineEvent[] = [];
    const onEvent = (event: EngineEvent) => {
      const step = stepOfEvent(event);
      if (step !== undefined) onStep(step);
      if (event.diagnosticEvent !== undefined) events.push(event);
    };
    try {
      await this.settingsKept(() => this.stack.previewRefresh({ color: "never", suppressOutputs: true, onEvent }));
    } catch (error) {
      throw diagnosticFailures(events) ?? commandFailure(error);
    }
  }

  private async settingsKept<T>(operation: () => Promise<T>): Promise<T> {
    const restoreSettings = this.rememberSettings();
    try {
      return await operation();
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
