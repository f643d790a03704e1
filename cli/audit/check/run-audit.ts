import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import PQueue from "p-queue";
import { readConfiguration } from "../../../provider/config/configuration.ts";
import { GenesysError } from "../../../provider/errors/index.ts";
import { reasonsOf } from "../../engine/engine-failure.ts";
import { KnownSecrets } from "../../engine/known-secrets.ts";
import { nameOfUrn } from "../../engine/resource-ref.ts";
import type { StackArgument } from "../../engine/stack-argument.ts";
import { type OpenedOrganization, Organizations } from "../../organization/organizations.ts";
import type { AuditReport } from "../report/report.ts";
import type { AuditSettings } from "../settings/settings.ts";
import { auditOrganization, type KnownStacks, type ManagedClient } from "./audit-organization.ts";
import { timeLeft } from "./expected-duration.ts";
import { type ReadStack, readStack } from "./read-stacks.ts";

/** What to look at. */
export interface AuditOptions {
  readonly settings: AuditSettings;
  /** Whether only the clients of the stacks are looked at. */
  readonly managedOnly: boolean;
  /** Stack configuration comes before it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Called with what somebody who waits may want to know. */
  readonly onProgress: (text: string) => void;
  /** Resolves after so many milliseconds. Default: a timer. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** How many engines run at the same time at most: each takes a processor and some hundred megabytes. */
const MAX_PARALLEL_STACKS = 4;

/**
 * Audits the organisations of stacks, or the one of the environment where no stack is given. It writes nothing anywhere. Failures
 * are part of the report: the rest is still checked.
 */
export async function runAudit(targets: readonly StackArgument[], options: AuditOptions): Promise<AuditReport> {
  const { environment, settings } = options;
  const secrets = new KnownSecrets(environment);
  const organizations = new Organizations();
  try {
    const errors: string[] = [];
    const stacks = await readStacks(targets, { organizations, secrets, environment });
    if (targets.length === 0) await listOfEnvironment(organizations, environment, errors);
    const known = knownStacks(stacks);
    const results = await Promise.all(
      // A listing that has failed is told by whoever asked for it.
      (await openedOf(organizations)).map(async (opened) => {
        try {
          return [await auditOrganization(opened, auditOf(opened, known, options))];
        } catch (error) {
          if (!(error instanceof GenesysError)) throw error;
          errors.push(...reasonsOf(error));
          return [];
        }
      }),
    ).then((lists) => lists.flat());
    const { rules: _, ...thresholds } = settings;
    return secrets.hideIn({
      checkedAt: new Date().toISOString(),
      thresholds,
      organizations: results.map(({ organization }) => organization),
      stacks: stacks.map(({ stack }) => stack),
      findings: results.flatMap(({ findings }) => findings),
      errors,
    });
  } finally {
    organizations.close();
  }
}

function auditOf({ access }: OpenedOrganization, stacks: KnownStacks, options: AuditOptions) {
  const { settings, managedOnly, onProgress, pause = sleep } = options;
  const startedAt = performance.now();
  return {
    settings,
    managedOnly,
    stacks,
    usage: {
      pause,
      onProgress: (done: number, all: number) => {
        const elapsedMs = performance.now() - startedAt;
        const left = timeLeft({ done, all, elapsedMs, requestsPerMinute: access.requestsPerMinute });
        onProgress(`Usage of ${done} of ${all} clients, ${left}`);
      },
    },
  };
}

async function readStacks(targets: readonly StackArgument[], reading: Parameters<typeof readStack>[1]) {
  const parallel = new PQueue({ concurrency: Math.min(MAX_PARALLEL_STACKS, availableParallelism()) });
  const read = await Promise.all(targets.map((target) => parallel.add(() => readStack(target, reading))));
  return read.filter((stack) => stack !== undefined);
}

async function listOfEnvironment(
  organizations: Organizations,
  environment: AuditOptions["environment"],
  errors: string[],
): Promise<void> {
  try {
    await organizations.listed(readConfiguration(() => undefined, environment));
  } catch (error) {
    if (!(error instanceof GenesysError)) throw error;
    errors.push(...reasonsOf(error));
  }
}

/** Those whose clients could be listed. */
async function openedOf(organizations: Organizations): Promise<readonly OpenedOrganization[]> {
  try {
    return await organizations.listings();
  } catch (error) {
    if (error instanceof GenesysError) return [];
    throw error;
  }
}

function knownStacks(stacks: readonly ReadStack[]): KnownStacks {
  const clients = new Map<string, ManagedClient>();
  for (const { stack, clients: owned = [] } of stacks) {
    for (const { id, urn, secretDate } of owned) {
      const managedBy = { stack: stack.name, resource: nameOfUrn(urn), directory: stack.directory };
      clients.set(id.toLowerCase(), { id, managedBy, ...(secretDate === undefined ? {} : { secretDate }) });
    }
  }
  const isPartly = stacks.some((stack) => stack.clients === undefined);
  return {
    known: stacks.length === 0 ? "none" : isPartly ? "partly" : "all",
    names: new Set(stacks.map(({ stack }) => stack.name)),
    clients,
  };
}
