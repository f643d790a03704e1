import { availableParallelism } from "node:os";
import PQueue from "p-queue";
import { readConfiguration } from "../../../provider/config/configuration.ts";
import { Engine, openProject } from "../../engine/engine.ts";
import { reasonsOf } from "../../engine/engine-failure.ts";
import { KnownSecrets } from "../../engine/known-secrets.ts";
import type { RefreshStep } from "../../engine/refresh-step.ts";
import type { StackArgument } from "../../engine/stack-argument.ts";
import type { StoredClients } from "../../engine/stored-clients.ts";
import type { Organizations } from "../../organization/organizations.ts";
import { type ManagedElsewhere, type UnmanagedFilter, unmanagedClients } from "../../organization/unmanaged.ts";
import type { DriftReport, Finding, ResourceFinding } from "../report/report.ts";
import { type CheckResult, checkStack, type SharedByChecks } from "./stack-check.ts";
import { findingsOfStep } from "./steps.ts";
import { unknownSecrets } from "./unknown-secrets.ts";

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
    await run.close();
  }
}

const NO_CLIENTS: StoredClients = { owned: [], read: new Set() };

class Run {
  readonly secrets: KnownSecrets;
  private readonly options: DriftOptions;
  private readonly shared: SharedByChecks;
  private organizations: Promise<Organizations> | undefined;
  private engine: Promise<Engine> | undefined;

  constructor(options: DriftOptions) {
    this.options = options;
    this.secrets = new KnownSecrets(options.environment);
    const { unmanaged, environment, onProgress } = options;
    this.shared = {
      engine: () => this.fitEngine(),
      prepare: () => void (unmanaged && this.openOrganizations()),
      listed:
        unmanaged &&
        (async ({ read }) => (await this.openOrganizations()).listed(readConfiguration(read, environment))),
      onConfiguration: ({ secrets }) => this.secrets.remember(secrets),
      onState: (state) => this.secrets.rememberMarked(state),
      onStep: (stack, resources) => onProgress({ stack, resources }),
    };
  }

  async check({ directory, stack }: StackArgument): Promise<CheckResult> {
    try {
      return await checkStack(openProject(directory), stack, this.shared);
    } catch (error) {
      const given = stack ?? "the selected stack";
      const named = { name: directory === "." ? given : `${directory}#${given}`, directory };
      const unread = { ...named, ...(stack === undefined ? {} : { stack }), checked: [], errors: reasonsOf(error) };
      return { stack: unread, steps: [], clients: undefined };
    }
  }

  private fitEngine(): Promise<Engine> {
    this.engine ??= Engine.find();
    return this.engine;
  }

  /** The API client takes a while to load: the engine starts before it. */
  private openOrganizations(): Promise<Organizations> {
    this.organizations ??= import("../../organization/organizations.ts").then((module) => new module.Organizations());
    return this.organizations;
  }

  async close(): Promise<void> {
    (await this.organizations)?.close();
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

  async report(checks: readonly CheckResult[]): Promise<DriftReport> {
    const managedElsewhere: ManagedElsewhere[] = [];
    const findings: Finding[] = checks.flatMap(({ stack, steps, clients }) =>
      this.findings(stack.name, steps, clients ?? NO_CLIENTS),
    );
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
    for (const listing of await (await this.openOrganizations()).listings()) {
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
