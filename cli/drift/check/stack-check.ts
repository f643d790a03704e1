import { LISTING_CHANNEL } from "../../../provider/lifecycle/listing.ts";
import { type OrganizationClients, openListingChannel } from "../../../provider/lifecycle/listing-channel.ts";
import type { Engine } from "../../engine/engine.ts";
import { distinctReasons, reasonsOf } from "../../engine/engine-failure.ts";
import type { EngineProject } from "../../engine/engine-project.ts";
import type { EngineStack, StackConfiguration } from "../../engine/engine-stack.ts";
import { previewRefresh } from "../../engine/refresh-preview.ts";
import type { RefreshStep } from "../../engine/refresh-step.ts";
import { shortStackName } from "../../engine/stack-argument.ts";
import type { StoredClients } from "../../engine/stored-clients.ts";
import type { ListedOrganization } from "../../organization/organizations.ts";
import type { CheckedStack } from "../report/report.ts";

/** What the checks of a run share. */
export interface SharedByChecks {
  /** The engine, once it is known to be fit. @throws UnfitEngine */
  readonly engine: () => Promise<Engine>;
  /** Called as soon as the engine runs: time to load what the rest of the check needs. */
  readonly prepare: () => void;
  /** Lists the organisation of a configuration; undefined if nobody looks for unmanaged clients. @throws GenesysError */
  readonly listed: ((configuration: StackConfiguration) => Promise<ListedOrganization>) | undefined;
  /** Called with every secret that the check comes to know. */
  readonly onConfiguration: (configuration: StackConfiguration) => void;
  readonly onState: (state: unknown) => void;
  readonly onStep: (stack: string, steps: number) => void;
}

/** What a check has found. `clients` is undefined where the state could not be read. */
export interface CheckResult {
  readonly stack: CheckedStack;
  readonly steps: readonly RefreshStep[];
  readonly clients: StoredClients | undefined;
}

/** What the command itself reads of a stack, and what failed. */
interface Reading {
  readonly errors: readonly unknown[];
  /** Without the configuration, the engine can't compare anything either, and says the same again. */
  readonly isConfigured: boolean;
  readonly listed?: ListedOrganization;
  readonly clients?: StoredClients;
}

/**
 * Checks one stack.
 *
 * The engine's comparison takes longer than everything else together. So it starts first, and the rest happens meanwhile: one
 * command of the engine at a time, since each takes a processor.
 * @param given undefined: the selected stack.
 * @throws EngineFailure where the stack is not even known. Other failures are part of the result.
 */
export async function checkStack(
  project: EngineProject,
  given: string | undefined,
  shared: SharedByChecks,
): Promise<CheckResult> {
  const listing = Promise.withResolvers<OrganizationClients | undefined>();
  const channel = shared.listed && (await openListingChannel(listing.promise));
  const name = Promise.withResolvers<string | undefined>();
  let label = shortStackName(project.name, given ?? "the selected stack");
  const steps: RefreshStep[] = [];
  const onStep = (step: RefreshStep) => {
    steps.push(step);
    shared.onStep(label, steps.length);
  };
  const environment = channel?.address === undefined ? {} : { [LISTING_CHANNEL]: channel.address };
  const compared = failureOf(previewRefresh(project, { given, name: name.promise, environment }, onStep));
  try {
    const known = given ?? project.requireSelectedStack();
    shared.prepare();
    const stack = project.openStack(await known);
    name.resolve(stack.name);
    label = shortStackName(stack.project, stack.name);
    const reading = await read(stack, shared, listing.resolve);
    return resultOf(stack, steps, reading, await compared);
  } catch (error) {
    // An engine that does not fit explains every other failure.
    await shared.engine();
    throw error;
  } finally {
    name.resolve(undefined);
    listing.resolve(undefined);
    // Nothing of a check that has failed runs on.
    await compared;
    channel?.close();
  }
}

/**
 * Reads what the engine does not compare. The listing comes before the state: a client that a `pulumi up` creates meanwhile is
 * then in neither, or in both, but hardly ever in the organisation alone.
 */
async function read(
  stack: EngineStack,
  shared: SharedByChecks,
  handOver: (listing: OrganizationClients | undefined) => void,
): Promise<Reading> {
  const errors: unknown[] = [];
  const attempt = async <T>(task: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await task();
    } catch (error) {
      errors.push(error);
      return undefined;
    }
  };
  const configuration = await attempt(() => stack.configuration());
  if (configuration !== undefined) shared.onConfiguration(configuration);
  const list = async () => {
    const listed = configuration && (await attempt(async () => shared.listed?.(configuration)));
    // Whoever waits for a listing that failed must not wait any longer.
    handOver(listed?.handed);
    return listed;
  };
  // The version tells nothing as long as all goes well, so it is asked for while the processor is idle.
  const [listed] = await Promise.all([list(), shared.engine()]);
  if (configuration === undefined) return { errors, isConfigured: false };
  const state = await attempt(() => stack.state());
  shared.onState(state);
  const { clientsOfState } = await import("../../engine/stored-clients.ts");
  return {
    errors,
    isConfigured: true,
    ...(listed === undefined ? {} : { listed }),
    ...(state === undefined ? {} : { clients: clientsOfState(state) }),
  };
}

function resultOf(stack: EngineStack, steps: readonly RefreshStep[], reading: Reading, failure: unknown): CheckResult {
  const { errors, isConfigured, listed, clients } = reading;
  const all = [...errors, ...(isConfigured && failure !== undefined ? [failure] : [])];
  const compared = isConfigured ? steps : [];
  return {
    stack: {
      name: shortStackName(stack.project, stack.name),
      project: stack.project,
      stack: stack.name,
      directory: stack.directory,
      ...(listed === undefined ? {} : { organization: listed.organization }),
      checked: compared.map(({ resource }) => resource),
      errors: distinctReasons(all.flatMap(reasonsOf)),
    },
    steps: compared,
    clients,
  };
}

/** Undefined if it succeeds. */
async function failureOf(task: Promise<void>): Promise<unknown> {
  try {
    await task;
    return undefined;
  } catch (error) {
    return error;
  }
}
