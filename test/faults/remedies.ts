import { removeLeftOver } from "../../provider/lifecycle/remove-left-over.ts";
import type { Failures } from "./engine-model.ts";
import type { World } from "./world.ts";

/** What a person did because an error said so. */
export type Remedy = "deleted" | "adopted" | "refreshed" | "import removed" | "enabled" | "removed first";

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
  for (const [name, error] of failures) {
    const message = messageOf(error);
    if (message.includes("genesyscloud-oauth delete")) {
      done.push(await settleLeftOvers(world, name, message, settling));
    } else if (message.includes("pulumi refresh")) {
      await world.refresh();
      done.push("refreshed");
    } else if (/Cannot adopt .* it (does not exist|is deleted)/.test(message)) {
      const { importId: _, ...args } = world.program[name] ?? {};
      world.program = { ...world.program, [name]: args };
      done.push("import removed");
    }
    if (message.includes("Ask Genesys Cloud Customer Care to enable it")) {
      for (const id of idsIn(message)) world.simulator.clients.edit(id, { state: "active" });
      done.push("enabled");
    }
  }
  return done;
}

async function settleLeftOvers(
  world: World,
  name: string,
  message: string,
  settling: "adopt" | "delete",
): Promise<Remedy> {
  const orphans = new Set(world.orphans());
  const named = idsIn(message);
  const wrongly = named.filter((id) => !orphans.has(id));
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
  for (const id of named) await world.command((session) => removeLeftOver(session, id, true));
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
