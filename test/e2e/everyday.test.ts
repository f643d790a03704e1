import { describe, expect, it } from "vitest";
import { simulatorEnvironment } from "../../simulator/index.ts";
import { createStack } from "../harness/pulumi.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import { createClientStack, FACES, QUIET } from "./client-stack.ts";

const WARNING = /warning: Another OAuth client is equal to "App"/;

describe.each(FACES)("an equal client of another owner stops nobody, %s face", (face) => {
  it("the same program as a second stack", async () => {
    await using clients = await createClientStack({ face });
    await clients.apply({ app: APP, service: SERVICE });
    const ids = await clients.ids();
    await using second = await createStack({
      program: { folder: clients.stack.project },
      env: simulatorEnvironment(clients.simulator.url),
    });
    const { output } = (await second.up()).succeeded();
    expect(output).toMatch(WARNING);
    expect(output).toContain(ids.app);
    expect(output).not.toMatch(/genesyscloud-oauth delete/);
    expect(clients.simulator.clients.list()).toHaveLength(4);
    (await second.destroy()).succeeded();
    expect(new Set(clients.simulator.clients.list().map(({ id }) => id))).toEqual(new Set(Object.values(ids)));
    expect(await clients.noise()).toEqual(QUIET);
  });
});

/** Both faces create with the same code: the plugin needs the first case only, which shows that its warning arrives. */
describe("an equal client of another owner stops nobody, in other cases", () => {
  it("a resource renamed without an alias", async () => {
    await using clients = await createClientStack();
    await clients.apply({ old: APP });
    const { old } = await clients.ids();
    await clients.apply({ renamed: APP });
    const { renamed } = await clients.ids();
    expect(renamed).not.toBe(old);
    expect(clients.simulator.clients.list().map(({ id }) => id)).toEqual([renamed]);
  });

  it("a client that was kept with retainOnDelete, and its resource added anew; and a lost state", async () => {
    await using clients = await createClientStack();
    await clients.apply({ app: APP });
    const { app: kept = "" } = await clients.ids();
    // What is left after retainOnDelete, or after the state was lost: the client, and a state without it.
    (await clients.stack.run(["state", "delete", "--yes", "--force", await urnOf(clients, "app")])).succeeded();
    const { output } = await clients.apply({ app: APP });
    expect(output).toMatch(WARNING);
    expect(output).toContain(kept);
    expect(clients.simulator.clients.secretsGenerated(kept)).toBe(1);
    expect(clients.simulator.clients.list()).toHaveLength(2);
  });
});

async function urnOf(clients: Awaited<ReturnType<typeof createClientStack>>, name: string): Promise<string> {
  const { deployment } = (await clients.stack.exportStack()).succeeded().json() as {
    deployment: { resources: { urn: string }[] };
  };
  const found = deployment.resources.find(({ urn }) => urn.endsWith(`::${name}`));
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found.urn;
}
