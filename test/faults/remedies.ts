import type { Failures } from "./engine-model.ts";
import type { World } from "./world.ts";

/** What a person did because an error said so. */
export type Remedy = "refreshed" | "import removed" | "enabled" | "state deleted" | "recovered";

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
 */
export async function followRemedies(world: World, failures: Failures): Promise<Remedy[]> {
  const done: Remedy[] = [];
  for (const [name, error] of failures) {
    const message = messageOf(error);
    if (message.includes("genesyscloud-oauth recover")) {
      if (await world.recover()) done.push("recovered");
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
