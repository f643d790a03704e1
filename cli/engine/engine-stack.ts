import type { StackConfigReader } from "../../provider/config/configuration.ts";
import { PLUGIN_PACKAGE } from "../../provider/model/plugin-tokens.ts";
import { diagnosticFailures } from "./engine-failure.ts";
import type { PlannedCreation } from "./preview-plan.ts";
import { exitFailure, type PulumiProcess } from "./pulumi-process.ts";
import { rememberSettings } from "./settings-files.ts";

/** The configuration of a stack, with secrets in clear. */
export interface StackConfiguration {
  readonly read: StackConfigReader;
  /** Whether the stack keeps the value encrypted; the key is one of the namespace `genesyscloud`, or of the plugin's own. */
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
  /** As the engine lists it. */
  readonly name: string;
  /** Name of the project. */
  readonly project: string;
  /** Folder of the project. */
  readonly directory: string;
  private readonly settingsFolder: string;
  private readonly pulumi: PulumiProcess;

  constructor(name: string, project: ProjectOfStack) {
    this.name = name;
    this.project = project.name;
    this.directory = project.directory;
    this.settingsFolder = project.settingsFolder;
    this.pulumi = project.pulumi;
  }

  /** @throws EngineFailure, for example when there is no such stack. */
  async configuration(): Promise<StackConfiguration> {
    const printed = this.pulumi.json(["config", "--show-secrets", "--json", "--stack", this.name]);
    const [{ configuration }, entries] = await Promise.all([import("./printed-shapes.ts"), printed]);
    const values = configuration.parse(entries);
    const entry = (key: string) => values[`genesyscloud:${key}`] ?? values[`${PLUGIN_PACKAGE}:${key}`];
    return {
      read: (key) => entry(key)?.value,
      isEncrypted: (key) => entry(key)?.secret === true,
      secrets: Object.values(values).flatMap(({ value, secret }) => (secret ? [value] : [])),
    };
  }

  /** The state, with secrets in clear. @throws EngineFailure */
  async state(): Promise<unknown> {
    const printed = this.pulumi.json(["stack", "export", "--show-secrets", "--stack", this.name]);
    const [{ exported }, state] = await Promise.all([import("./printed-shapes.ts"), printed]);
    return exported.parse(state).deployment;
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

  /**
   * Puts a secret into the configuration of the stack, encrypted, in the namespace of the project. It takes the place of what is there.
   * @throws EngineFailure
   */
  async setSecret(key: string, value: string): Promise<void> {
    // The value is read from standard input: everybody on the machine can see arguments.
    await this.pulumi.output(["config", "set", key, "--secret", "--stack", this.name], value);
  }

  /** The resources that `pulumi up` would create now; writes nothing, but runs the program. @throws EngineFailure */
  async previewCreations(): Promise<readonly PlannedCreation[]> {
    const preview = ["preview", "--json", "--stack", this.name];
    const printed = await this.settingsKept(() => this.pulumi.run(preview));
    const { diagnosticsOfPreview, plannedCreations } = await import("./preview-plan.ts");
    if (printed.code === 0) return plannedCreations(printed.stdout);
    throw diagnosticFailures(diagnosticsOfPreview(printed.stdout)) ?? exitFailure(preview, printed);
  }

  private async settingsKept<T>(operation: () => Promise<T>): Promise<T> {
    const restoreSettings = rememberSettings(this.settingsFolder);
    try {
      return await operation();
    } finally {
      restoreSettings(this.name);
    }
  }
}
