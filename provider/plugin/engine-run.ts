import { ProcessSession } from "../resources/process-session.ts";
import type { EngineLog } from "./engine-log.ts";
import { FunctionCalls } from "./function-calls.ts";
import { ProviderSettings } from "./provider-settings.ts";
import { ResourceCalls } from "./resource-calls.ts";

/** What answers the engine in one run, from its first call to its `Cancel`. Nothing of it is used in the next run. */
export class EngineRun {
  readonly settings: ProviderSettings;
  readonly resources: ResourceCalls;
  readonly functions: FunctionCalls;
  private readonly session: ProcessSession;

  constructor(log: EngineLog) {
    this.session = new ProcessSession((message) => log.warn(message));
    this.functions = new FunctionCalls(async () => (await this.session.session()).api);
    this.resources = new ResourceCalls(this.session, log, () => this.functions.forgetAnswers());
    this.settings = new ProviderSettings((read, configuration) => {
      this.resources.marksOwnership = configuration?.marksOwnership === true;
      this.session.configure(read);
      if (configuration?.caution !== undefined) log.warn(configuration.caution.message);
    });
  }

  /** Nothing more is sent, and what is underway ends within a second. */
  cancel(): void {
    this.session.cancellation.cancel();
  }
}
