import { inspect, isDeepStrictEqual } from "node:util";
import { GenesysError, isErrorOf, PartialFailureError } from "../../provider/errors/index.ts";
import type { SimClient } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import type { Program } from "./engine-model.ts";
import type { World } from "./world.ts";

/** What is wrong with an error: it must be one of ours, say what to do next, and hold no secret. */
export function faultsOfError(world: World, name: string, error: unknown): string[] {
  const text = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), String(error)];
  if (error instanceof Error) text.push(error.message, String(error.stack), inspect(error.cause, { depth: 20 }));
  const faults = leakedSecrets(world.simulator, text.join("\n")).map((leak) => `the error of ${name} leaks ${leak}`);
  if (!isErrorOf(error, GenesysError) && !(error instanceof GenesysError)) {
    return [...faults, `${name} failed with an error that is not ours: ${text[0]}`];
  }
  if (!hasNextStep(error)) faults.push(`the error of ${name} names no next step: ${error.message}`);
  return faults;
}

function hasNextStep(error: GenesysError): boolean {
  if (error.nextStep !== undefined && error.nextStep !== "") return error.message.includes(error.nextStep);
  return isErrorOf(error, PartialFailureError) && /the next (update|`pulumi up`) does it/.test(error.message);
}

/**
 * What is not as it must be in the end: exactly the declared clients exist, each as the program says, in the state under its
 * id, and nobody else's client was touched.
 */
export function faultsOfEnd(world: World): string[] {
  const { program, engine } = world;
  const faults = world.touchedForeign().map((id) => `somebody else's client ${id} was touched`);
  const kept = world.own().filter(({ dateToDelete }) => dateToDelete === undefined);
  const stored = new Map([...engine.state].map(([name, { id }]) => [id, name]));
  for (const { id } of kept) if (!stored.has(id)) faults.push(`client ${id} exists, and no resource has it`);
  for (const name of engine.state.keys())
    if (!(name in program)) faults.push(`${name} is in the state, but not declared`);
  if (stored.size !== engine.state.size) faults.push("two resources have the same client");
  for (const [name, args] of Object.entries(program)) {
    const resource = engine.state.get(name);
    const live = kept.find(({ id }) => id === resource?.id);
    if (resource === undefined) faults.push(`${name} is not in the state`);
    else if (live === undefined) faults.push(`the client of ${name} does not exist`);
    else
      faults.push(
        ...differences(live, args, engine.markOf(name)).map((field) => `${field} of ${name} is not as declared`),
      );
    if (resource !== undefined && resource.initErrors.length > 0) faults.push(`${name} is still half done`);
  }
  return faults;
}

/** The API fields in which a client is not what the program declares. Knows nothing of the provider's own comparison. */
function differences(live: SimClient, args: Program[string], mark: string | undefined): string[] {
  const description = [args.description, mark && `[pulumi:${mark}]`].filter(Boolean).join(" ");
  const declared: Record<string, unknown> = {
    name: args.name,
    authorizedGrantType: args.authorizedGrantType,
    description: description || undefined,
    accessTokenValiditySeconds: args.accessTokenValiditySeconds ?? 86_400,
    registeredRedirectUri: asSet(args.registeredRedirectUris),
    scope: asSet(args.scopes),
    roleDivisions: asSet(args.roles),
    state: args.state ?? "active",
    ...(args.extraProperties as Record<string, unknown> | undefined),
  };
  return Object.keys(declared).filter((field) => {
    const value: unknown = Reflect.get(live, field);
    return !isDeepStrictEqual(loosely(declared[field] instanceof Set ? asSet(value) : value), loosely(declared[field]));
  });
}

/** What is left of a value when the API may trim it, or add a slash to it. */
function loosely(value: unknown): unknown {
  if (value instanceof Set)
    return new Set([...value].map((element) => String(element).replaceAll(/\/+"/g, '"').toLowerCase()));
  return typeof value === "string" ? value.trim().replaceAll(/\s+/g, " ") : value;
}

function asSet(list: unknown): Set<string> {
  return new Set(Array.isArray(list) ? list.map((element) => JSON.stringify(element)) : []);
}

/** Resources whose secret in the state is not the one that the API holds. An empty one is known to be unknown. */
export function deadSecrets(world: World, { unknownAllowed }: { unknownAllowed: boolean }): string[] {
  return [...world.engine.state].flatMap(
    ([
      name,
      {
        id,
        outputs: { clientSecret },
      },
    ]) => {
      if (clientSecret === "" && unknownAllowed) return [];
      return clientSecret === world.simulator.clients.secretOf(id) ? [] : [name];
    },
  );
}

/** Requests of the last runs that could change something. */
export function writesOf({ simulator }: World): string[] {
  return simulator.log
    .all()
    .filter(({ method, route }) => method !== "GET" && route !== "/oauth/token")
    .map(({ method, path }) => `${method} ${path}`);
}
