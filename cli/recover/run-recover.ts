import { Connection } from "../../provider/api/connection.ts";
import { OAuthApi } from "../../provider/api/oauth-api.ts";
import { type Configuration, readConfiguration } from "../../provider/config/configuration.ts";
import { Session } from "../../provider/lifecycle/session.ts";
import { Engine } from "../engine/engine.ts";
import { distinctReasons, EngineFailure } from "../engine/engine-failure.ts";
import type { EngineProject } from "../engine/engine-project.ts";
import type { EngineStack } from "../engine/engine-stack.ts";
import { FileBackend } from "../engine/file-backend.ts";
import { KnownSecrets } from "../engine/known-secrets.ts";
import type { StackArgument } from "../engine/stack-argument.ts";
import { lockFailure, planRepairs, repair } from "./broken-states.ts";
import type { TakeArgument } from "./choices.ts";
import { fullName } from "./other-stacks.ts";
import { recoverClients } from "./recover-clients.ts";
import type { RecoverReport } from "./report.ts";

/** What to do. */
export interface RecoverOptions {
  /** False: nothing is changed anywhere. */
  readonly isConfirmed: boolean;
  readonly takes: readonly TakeArgument[];
  /** Ids in lower case. */
  readonly deletes: readonly string[];
  /** Stacks of other projects that could have clients of the organisation. */
  readonly otherStacks: readonly StackArgument[];
  /** Stack configuration comes before it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Tells what is being done, for somebody who waits. */
  readonly onProgress: (text: string) => void;
}

/** Looks for what a run that was killed has left behind, and settles it if that is wanted. Failures are part of the report. */
export async function runRecover(target: StackArgument, options: RecoverOptions): Promise<RecoverReport> {
  const secrets = new KnownSecrets(options.environment);
  const run = new Run(target, options, secrets);
  try {
    await run.recover();
  } catch (error) {
    run.note({ errors: reasonsOf(error) });
  }
  return secrets.hideIn(run.report);
}

class Run {
  report: RecoverReport;
  private readonly target: StackArgument;
  private readonly options: RecoverOptions;
  private readonly secrets: KnownSecrets;

  constructor(target: StackArgument, options: RecoverOptions, secrets: KnownSecrets) {
    this.target = target;
    this.options = options;
    this.secrets = secrets;
    this.report = {
      checkedAt: new Date().toISOString(),
      stack: target.stack ?? "the selected stack",
      otherStacks: [],
      brokenStates: [],
      creations: [],
      deletions: [],
      otherPendingOperations: [],
      isConfirmed: options.isConfirmed,
      errors: [],
    };
  }

  note(part: Partial<RecoverReport>): void {
    this.report = { ...this.report, ...part, errors: distinctReasons([...this.report.errors, ...(part.errors ?? [])]) };
  }

  async recover(): Promise<void> {
    const engine = await Engine.find();
    const project = await engine.openProject(this.target.directory);
    const backend = FileBackend.of(await project.backendUrl(), project.name, project.directory);
    const opened = await this.openRepaired(project, backend);
    if (opened === undefined) return;
    const { stack, configuration } = opened;
    this.note({ stack: fullName(stack) });
    await requireUnlocked(project, stack, backend);
    const session = openSession(configuration);
    try {
      const { options, secrets } = this;
      const loginId = loginIdOf(configuration);
      await recoverClients({ engine, stack, session, loginId, options, secrets }, (part) => this.note(part));
    } finally {
      session.api.close();
    }
  }

  /** The stack, after its files have been made readable; undefined if that is left to be done. */
  private async openRepaired(project: EngineProject, backend: FileBackend | undefined) {
    try {
      return await this.open(project);
    } catch (error) {
      const plan = planRepairs(this.brokenStates(backend), new Date());
      if (backend === undefined || plan.length === 0) throw error;
      this.note({ brokenStates: plan });
      if (!this.options.isConfirmed) return undefined;
      this.note({ brokenStates: repair(plan, backend) });
      return await this.open(project);
    }
  }

  private brokenStates(backend: FileBackend | undefined) {
    const name = this.target.stack?.split("/").at(-1);
    return (backend?.brokenStates() ?? []).filter(({ stack }) => name === undefined || stack === name);
  }

  private async open(project: EngineProject) {
    const name = this.target.stack ?? (await project.selectedStack());
    if (name === undefined)
      throw new EngineFailure(`No stack is selected in the folder ${project.directory}: name one.`);
    const stack = await project.openStack(name);
    const { read, secrets } = await stack.configuration();
    this.secrets.remember(secrets);
    // What the engine can't read fails here, before anything is asked of Genesys Cloud.
    await stack.exportText();
    return { stack, configuration: readConfiguration(read, this.options.environment) };
  }
}

async function requireUnlocked(
  project: EngineProject,
  stack: EngineStack,
  backend: FileBackend | undefined,
): Promise<void> {
  const [lock] = backend?.locksOf(stack.name) ?? [];
  if (lock !== undefined) throw lockFailure(stack.name, lock.isLeftBehind);
  const isBeingUpdated = (await project.stacks()).some(
    ({ name, isBeingUpdated }) => name === stack.name && isBeingUpdated,
  );
  if (isBeingUpdated) throw lockFailure(stack.name, false);
}

function openSession(configuration: Configuration): Session {
  return new Session(new OAuthApi(new Connection(configuration)), {
    sharesListing: configuration.sharesListing,
    consistencyWindowMs: configuration.consistencyWindowSeconds * 1_000,
  });
}

function loginIdOf({ credentials }: Configuration): string | undefined {
  return credentials.kind === "client" ? credentials.clientId : undefined;
}

function reasonsOf(error: unknown): readonly string[] {
  if (error instanceof EngineFailure) return error.reasons;
  return [error instanceof Error ? error.message : String(error)];
}
