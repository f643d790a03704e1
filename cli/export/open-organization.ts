import { type Configuration, readConfiguration } from "../../provider/config/configuration.ts";
import { credentialsOf } from "../engine/deployment.ts";
import { openProject } from "../engine/engine.ts";
import type { EngineStack } from "../engine/engine-stack.ts";
import type { KnownSecrets } from "../engine/known-secrets.ts";
import { nameOfUrn } from "../engine/resource-ref.ts";
import type { StackArgument } from "../engine/stack-argument.ts";
import { clientsOfState } from "../engine/stored-clients.ts";
import type { OpenedOrganization, Organizations } from "../organization/organizations.ts";

/** The organisation that is exported, and the stack that will have its clients. */
export interface OpenedExport {
  readonly opened: OpenedOrganization;
  readonly configuration: Configuration;
  /** Names of the resources that the stack has already, by the id of their client or credential. */
  readonly managed: ReadonlyMap<string, string>;
  /** Undefined where no stack is looked at. */
  readonly stack: EngineStack | undefined;
}

/** What opening needs. */
export interface Opening {
  /** Collects the organisation. The caller closes it. */
  readonly organizations: Organizations;
  readonly secrets: KnownSecrets;
  /** Stack configuration comes before it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Lists the organisation that a stack's configuration leads to, or the environment where there is no stack. The listing comes before
 * the state, so that a client that is adopted meanwhile is not exported again.
 * @throws GenesysError, EngineFailure
 */
export async function openExport(target: StackArgument | undefined, opening: Opening): Promise<OpenedExport> {
  const { organizations, secrets, environment } = opening;
  if (target === undefined) {
    const configuration = readConfiguration(() => undefined, environment);
    return { ...(await listed(organizations, configuration)), managed: new Map(), stack: undefined };
  }
  const project = openProject(target.directory);
  const stack = project.openStack(target.stack ?? (await project.requireSelectedStack()));
  const { read, secrets: encrypted } = await stack.configuration();
  secrets.remember(encrypted);
  const organization = await listed(organizations, readConfiguration(read, environment));
  const state = await stack.state();
  secrets.rememberMarked(state);
  const credentials = credentialsOf(state).filter((resource) => resource.external !== true && resource.delete !== true);
  const owned = [...clientsOfState(state).owned, ...credentials];
  return {
    ...organization,
    managed: new Map(owned.map(({ id = "", urn }) => [id.toLowerCase(), nameOfUrn(urn)])),
    stack,
  };
}

async function listed(organizations: Organizations, configuration: Configuration) {
  await organizations.listed(configuration);
  const [opened] = await organizations.listings();
  if (opened === undefined) throw new Error("unreachable: the organisation was listed, and is not there");
  return { opened, configuration };
}
