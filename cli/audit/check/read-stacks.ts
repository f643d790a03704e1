import { readConfiguration } from "../../../provider/config/configuration.ts";
import { Engine, openProject } from "../../engine/engine.ts";
import { reasonsOf } from "../../engine/engine-failure.ts";
import type { EngineStack, StackConfiguration } from "../../engine/engine-stack.ts";
import type { KnownSecrets } from "../../engine/known-secrets.ts";
import { type StackArgument, shortStackName } from "../../engine/stack-argument.ts";
import { clientsOfState, type StoredClient } from "../../engine/stored-clients.ts";
import type { Organizations } from "../../organization/organizations.ts";
import type { AuditedStack } from "../report/report.ts";

/** What reading a stack needs. */
export interface StackReading {
  readonly organizations: Organizations;
  readonly secrets: KnownSecrets;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A stack with the clients that it owns; undefined where the state could not be read. */
export interface ReadStack {
  readonly stack: AuditedStack;
  readonly clients: readonly StoredClient[] | undefined;
}

/**
 * Reads configuration and state of a stack, and lists its organisation. The listing comes before the state: a client that a
 * `pulumi up` creates meanwhile is then in neither, or in both, but hardly ever in the organisation alone.
 */
export async function readStack({ directory, stack }: StackArgument, reading: StackReading): Promise<ReadStack> {
  try {
    const project = openProject(directory);
    const opened = project.openStack(stack ?? (await project.requireSelectedStack()));
    return await readOpened(opened, await opened.configuration(), directory, reading);
  } catch (error) {
    const given = stack ?? "the selected stack";
    const name = directory === "." ? given : `${directory}#${given}`;
    return { stack: { name, directory, clients: 0, errors: await explained(error) }, clients: undefined };
  }
}

async function readOpened(
  opened: EngineStack,
  configuration: StackConfiguration,
  directory: string,
  { organizations, secrets, environment }: StackReading,
): Promise<ReadStack> {
  secrets.remember(configuration.secrets);
  const named = { name: shortStackName(opened.project, opened.name), directory };
  try {
    const { organization } = await organizations.listed(readConfiguration(configuration.read, environment));
    const state = await opened.state();
    secrets.rememberMarked(state);
    const { owned } = clientsOfState(state);
    return { stack: { ...named, organization, clients: owned.length, errors: [] }, clients: owned };
  } catch (error) {
    return { stack: { ...named, clients: 0, errors: reasonsOf(error) }, clients: undefined };
  }
}

/** An engine that does not fit explains every other failure. */
async function explained(error: unknown): Promise<readonly string[]> {
  try {
    await Engine.find();
    return reasonsOf(error);
  } catch (unfit) {
    return reasonsOf(unfit);
  }
}
