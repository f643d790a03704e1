import { availableParallelism } from "node:os";
import PQueue from "p-queue";
import { readConfiguration } from "../../provider/config/configuration.ts";
import type { ResourceRef } from "../engine/deployment.ts";
import { Engine } from "../engine/engine.ts";
import { distinctReasons, EngineFailure } from "../engine/engine-failure.ts";
import { KnownSecrets } from "../engine/known-secrets.ts";
import type { RefreshStep } from "../engine/refresh-step.ts";
import type { StackArgument } from "../engine/stack-argument.ts";
import { Organizations } from "./organizations.ts";
import type {
  CheckedStack,
  DriftReport,
  Finding,
  ManagedElsewhere,
  OrganizationRef,
  ResourceFinding,
} from "./report.ts";
import { clientsOfState, type StoredClients, unknownSecrets } from "./state.ts";
import { findingsOfStep } from "./steps.ts";
import { type UnmanagedFilter, unmanagedClients } from "./unmanaged.ts";

/** What to look for. */
export interface DriftOptions {
  /** Undefined: unmanaged clients are not looked for, and nothing is listed. */
  readonly unmanaged: UnmanagedFilter | undefined;
  /** Whether a client whose secret is unknown is a finding. */
  readonly unknownSecrets: boolean;
  /** Stack configuration comes before it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Called whenever one more resource was compared. */
  readonly onProgress: (progress: { readonly stack: string; readonly resources: number }) => void;
}

/** How many engines run at the same time at most: each takes a processor and some hundred megabytes. */
const MAX_PARALLEL_STACKS = 4;

/** Checks stacks, without writing anything anywhere. Failures are part of the report: the other stacks are still checked. */
export async function checkStacks(targets: readonly StackArgument[], options: DriftOptions): Promise<DriftReport> {
  const run = new Run(options);
  const parallel = new PQueue({ concurrency: Math.min(MAX_PARALLEL_STACKS, availableParallelism()) });
  try {
    const checks = await Promise.all(targets.map((target) => parallel.add(() => run.check(target))));
    return run.secrets.hideIn(await run.report(checks.filter((check) => check !== undefined)));
  } finally {
    run.organizations.close();
  }
}

/** One stack's part of the run. `clients` is undefined where the state could not be read. */
interface Check {
  readonly stack: CheckedStack;
  readonly findings: readonly ResourceFinding[];
  readonly clients: StoredClients | undefined;
}

const NO_CLIENTS: StoredClients = { owned: [], read: new Set() };

class Run {
  readonly organizations = new Organizations();
  readonly secrets: KnownSecrets;
  private readonly options: DriftOptions;
  private engine: Promise<Engine> | undefined;

  constructor(options: DriftOptions) {
    this.options = options;
    this.secrets = new KnownSecrets(options.environment);
  }

  async check({ directory, stack }: StackArgument): Promise<Check> {
    const given = stack ?? "the selected stack";
    try {
      this.engine ??= Engine.find();
      const opened = await (await this.engine).open(directory, stack);
      return await this.checkOpened(directory, opened);
    } catch (error) {
      const named = { name: directory === "." ? given : `${directory}#${given}`, directory };
      const unread = { ...named, ...(stack === undefined ? {} : { stack }), checked: [], errors: reasonsOf(error) };
      return { stack: unread, findings: [], clients: undefined };
    }
  }

  /**
   * The listing comes before the state: a client that a `pulumi up` creates meanwhile is then in neither, or in both, but
   * hardly ever in the organisation alone.
   */
  private async checkOpened(directory: string, opened: Awaited<ReturnType<Engine["open"]>>): Promise<Check> {
    const name = `${opened.project}/${opened.name.split("/").at(-1)}`;
    const errors: string[] = [];
    const attempt = async <T>(task: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await task();
      } catch (error) {
        errors.push(...reasonsOf(error));
        return undefined;
      }
    };
    const steps: RefreshStep[] = [];
    const onStep = (step: RefreshStep) => {
      steps.push(step);
      this.options.onProgress({ stack: name, resources: steps.length });
    };
    const configuration = await attempt(() => opened.configuration());
    this.secrets.remember(configuration?.secrets);
    const [organization] = await Promise.all([
      configuration && attempt(() => this.listOrganization(configuration.read)),
      configuration && attempt(() => opened.previewRefresh(onStep)),
    ]);
    const state = configuration && (await attempt(() => opened.state()));
    this.secrets.rememberMarked(state);
    const clients = state === undefined ? undefined : clientsOfState(state);
    const checked: ResourceRef[] = steps.map(({ resource }) => resource);
    return {
      stack: {
        name,
        project: opened.project,
        stack: opened.name,
        directory,
        ...(organization === undefined ? {} : { organization }),
        checked,
        errors: distinctReasons(errors),
      },
      findings: this.findings(name, steps, clients ?? NO_CLIENTS),
      clients,
    };
  }

  private async listOrganization(read: Parameters<typeof readConfiguration>[0]): Promise<OrganizationRef | undefined> {
    if (this.options.unmanaged === undefined) return undefined;
    return this.organizations.listed(readConfiguration(read, this.options.environment));
  }

  private findings(stack: string, steps: readonly RefreshStep[], clients: StoredClients): readonly ResourceFinding[] {
    const found = steps
      .flatMap((step) => findingsOfStep(stack, step))
      // What a program merely reads is read anew by the next `up`; only that it is gone matters.
      .filter(({ kind, resource }) => kind === "deleted" || !clients.read.has(resource.urn));
    const gone = new Set(found.flatMap(({ kind, resource }) => (kind === "deleted" ? [resource.urn] : [])));
    const secrets = this.options.unknownSecrets ? unknownSecrets(stack, clients.owned) : [];
    return [...found, ...secrets.filter(({ resource }) => !gone.has(resource.urn))].sort(byResource);
  }

  async report(checks: readonly Check[]): Promise<DriftReport> {
    const managedElsewhere: ManagedElsewhere[] = [];
    const findings: Finding[] = checks.flatMap((check) => check.findings);
    const stacks = checks.map(({ stack }) => stack);
    const report = { checkedAt: new Date().toISOString(), stacks, managedElsewhere };
    if (this.options.unmanaged === undefined) return { ...report, findings, unmanaged: "notAskedFor" };
    const managed = { ids: new Set<string>(), stacks: new Set(stacks.map(({ name }) => name)) };
    for (const { clients, stack } of checks) {
      // Without the clients of every stack, any client could belong to the stack that could not be read.
      if (clients === undefined || stack.organization === undefined)
        return { ...report, findings, unmanaged: "unknown" };
      for (const { id } of clients.owned) managed.ids.add(id.toLowerCase());
    }
    for (const listing of await this.organizations.listings()) {
      const found = unmanagedClients(listing, managed, this.options.unmanaged);
      findings.push(...found.unmanaged);
      managedElsewhere.push(...found.managedElsewhere);
    }
    return { ...report, findings, unmanaged: "searched" };
  }
}

function byResource(a: ResourceFinding, b: ResourceFinding): number {
  return a.resource.name < b.resource.name ? -1 : a.resource.name > b.resource.name ? 1 : 0;
}

function reasonsOf(error: unknown): readonly string[] {
  if (error instanceof EngineFailure) return error.reasons;
  return [error instanceof Error ? error.message : String(error)];
}
