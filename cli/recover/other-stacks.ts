import { availableParallelism } from "node:os";
import PQueue from "p-queue";
import { isOAuthClientType } from "../../provider/model/plugin-tokens.ts";
import type { Engine } from "../engine/engine.ts";
import { EngineFailure } from "../engine/engine-failure.ts";
import type { EngineStack } from "../engine/engine-stack.ts";
import { type ExportedState, parseExport, pendingOperationsOf, resourcesOf } from "../engine/exported-state.ts";
import type { StackArgument } from "../engine/stack-argument.ts";

/** What another stack has. */
export interface OtherStack {
  /** `project/stack`; the argument of a stack that could not be opened. */
  readonly name: string;
  /** Whether it was named on the command line. The others are those of the same project. */
  readonly isGiven: boolean;
  /** Ids of its clients, in lower case. */
  readonly clientIds: ReadonlySet<string>;
  /** Names of the clients that it was creating when a run was interrupted; undefined where a name is secret. */
  readonly pendingNames: readonly (string | undefined)[];
  /** Why it could not be read. */
  readonly error?: string;
}

/** How many engines run at the same time at most. */
const MAX_PARALLEL_STACKS = 4;

/** Reads the stacks that were named, and the other stacks of the project: the same program makes the same clients in each. */
export async function readOtherStacks(
  engine: Engine,
  own: EngineStack,
  given: readonly StackArgument[],
): Promise<readonly OtherStack[]> {
  const project = await engine.openProject(own.directory);
  const siblings = (await project.stacks()).map(({ name }) => ({ directory: own.directory, stack: name }));
  const parallel = new PQueue({ concurrency: Math.min(MAX_PARALLEL_STACKS, availableParallelism()) });
  const read = (target: StackArgument, isGiven: boolean) => () => readStack(engine, target, isGiven);
  const stacks = await parallel.addAll([
    ...given.map((target) => read(target, true)),
    ...siblings.filter(({ stack }) => stackName(stack) !== stackName(own.name)).map((target) => read(target, false)),
  ]);
  const ownName = fullName(own);
  const byName = new Map(stacks.filter(({ name }) => name !== ownName).map((stack) => [stack.name, stack]));
  // The first of two that are the same was named.
  for (const stack of stacks) if (stack.isGiven && byName.has(stack.name)) byName.set(stack.name, stack);
  return [...byName.values()];
}

/** Every OAuth client that a state knows, in lower case, those included that it merely reads. */
export function clientIdsOf(state: ExportedState): ReadonlySet<string> {
  const clients = resourcesOf(state).filter(({ type }) => isOAuthClientType(type));
  return new Set(clients.flatMap(({ id }) => (id === undefined ? [] : [id.toLowerCase()])));
}

/** A stack, and the folder of its project. */
export type StackPlace = Pick<EngineStack, "project" | "name" | "directory">;

/** `project/stack`. */
export function fullName({ project, name }: Omit<StackPlace, "directory">): string {
  return `${project}/${stackName(name)}`;
}

async function readStack(engine: Engine, { directory, stack }: StackArgument, isGiven: boolean): Promise<OtherStack> {
  const given = stack ?? "the selected stack";
  try {
    const opened = await engine.open(directory, stack);
    const state = parseExport(await opened.exportText());
    return { name: fullName(opened), isGiven, clientIds: clientIdsOf(state), pendingNames: pendingNamesOf(state) };
  } catch (error) {
    const reason = error instanceof EngineFailure ? error.reasons.join(" ") : String(error);
    const name = isGiven ? `${directory}#${given}` : given;
    return { name, isGiven, clientIds: new Set(), pendingNames: [], error: reason };
  }
}

function pendingNamesOf(state: ExportedState): readonly (string | undefined)[] {
  const creations = pendingOperationsOf(state).filter(
    ({ type, resource }) => type === "creating" && isOAuthClientType(resource.type),
  );
  return creations.map(({ resource }) =>
    typeof resource.inputs?.name === "string" ? resource.inputs.name : undefined,
  );
}

function stackName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
