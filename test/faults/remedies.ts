import { removeLeftOver } from "../../provider/lifecycle/remove-left-over.ts";
import type { Failures } from "./engine-model.ts";
import type { World } from "./world.ts";

/** What a person did because an error said so. */
export type Remedy =
  | "deleted"
  | "adopted"
  | "refreshed"
  | "import removed"
  | "enabled"
  | "removed first"
  | "state deleted";

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The ids in a text, each once. */
export function idsIn(text: string): string[] {
  return [...new Set(text.match(UUID))];
}

/** The message as the engine shows it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Does what the errors of a run say, word for word, and nothing that they do not say.
 * @param settling how left-over clients are dealt with, where an error offers both.
 * @throws Error when a client is named as left over that is not.
 */
export async function followRemedies(
  world: World,
  failures: Failures,
  settling: "adopt" | "delete" = "delete",
): Promise<Remedy[]> {
  const done: Remedy[] = [];
  // Twins name the same left-overs: what one error had deleted is no mistake of the next.
  const leftOver = new Set(world.orphans());
  for (const [name, error] of failures) {
    const message = messageOf(error);
    if (message.includes("genesyscloud-oauth delete")) {
      done.push(await settleLeftOvers({ world, name, leftOver, settling }, message));
    } else if (message.includes("pulumi refresh")) {
      await world.refresh();
      done.push("refreshed");
    } else if (/Cannot adopt .* it (does not exist|is deleted)/.test(message)) {
      const { importId: _, ...args } = world.program[name] ?? {};
      world.program = { ...world.program, [name]: args };
      done.push("import removed");
    }
    if (/another resource has adopted .*`pulumi state delete/.test(message)) {
      world.engine.state.delete(name);
      done.push("state deleted");
    }
    if (message.includes("Ask Genesys Cloud Customer Care to enable it")) {
      for (const id of idsIn(message)) world.simulator.clients.edit(id, { state: "active" });
      done.push("enabled");
    }
  }
  return done;
}

interface Settlement {
  readonly world: World;
  /** The resource whose error it is. */
  readonly name: string;
  readonly leftOver: ReadonlySet<string>;
  readonly settling: "adopt" | "delete";
}

async function settleLeftOvers({ world, name, leftOver, settling }: Settlement, message: string): Promise<Remedy> {
  // Twins can't be told apart by the provider: the error says so, and how a person can.
  const ours = message.includes("compare the ids with `pulumi stack export`") ? world.storedIds() : new Set<string>();
  const named = idsIn(message).filter((id) => !ours.has(id));
  const wrongly = named.filter((id) => !leftOver.has(id));
  if (wrongly.length > 0 && message.includes("alias") && wrongly.every((id) => isObsolete(world, id))) {
    await removeFirst(world, name);
    return "removed first";
  }
  if (named.length === 0 || wrongly.length > 0) {
    throw new Error(`names ${wrongly.join(", ") || "nothing"} as left over, which is wrong: ${message}`);
  }
  const [first] = named;
  if (settling === "adopt" && named.length === 1) {
    world.program = { ...world.program, [name]: { ...world.program[name], importId: first } };
    return "adopted";
  }
  for (const id of named) {
    if (world.simulator.clients.get(id) !== undefined)
      await world.command((session) => removeLeftOver(session, id, true));
  }
  return "deleted";
}

/** Whether the client belongs to a resource that the program no longer declares. */
function isObsolete({ engine, program }: World, clientId: string): boolean {
  return [...engine.state].some(([name, { id }]) => id === clientId && !(name in program));
}

/** What was renamed is applied in two steps: without the new name first. */
async function removeFirst(world: World, name: string): Promise<void> {
  const wanted = world.program;
  const { [name]: _, ...rest } = wanted;
  world.program = rest;
  await world.up();
  world.program = wanted;
}
