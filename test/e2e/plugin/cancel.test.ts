import { describe, expect, it } from "vitest";
import { leakedSecrets } from "../../harness/leaks.ts";
import { executedChanges } from "../../harness/pulumi.ts";
import { APP } from "../../harness/sample-clients.ts";
import { CLIENTS, QUIET, SECRET, summaryOf } from "../client-stack.ts";
import { createPluginStack, declare, type PluginStack } from "./plugin-stack.ts";

/** On a busy machine, no answer comes too late. A run that waits for one that never comes fails by the time limit of the test. */
const PATIENT = { "genesyscloud-oauth:requestTimeoutSeconds": "600" };

describe("Ctrl-C", () => {
  /** Interrupts an up at its second creation, which Genesys Cloud applies and never answers. */
  async function interruptedUp(): Promise<PluginStack> {
    const plugin = await createPluginStack({ config: PATIENT });
    const { simulator, stack } = plugin.clients;
    plugin.write(
      `const first = ${declare("OAuthClient", "first", { ...APP, name: "First" })}`,
      `new genesys.OAuthClient("second", { ...${JSON.stringify(APP)}, name: "Second" }, { dependsOn: [first] });`,
    );
    const up = stack.start(["up", "--yes", "--skip-preview"]);
    const interrupt = () => new Promise<void>(() => up.interrupt());
    simulator.faults.add({ method: "POST", route: CLIENTS, skip: 1, action: { kind: "call", after: interrupt } });
    const { code, output } = await up.result;
    expect(code).not.toBe(0);
    expect(output).toContain(
      'The run was cancelled before Genesys Cloud answered the creation of OAuth client "Second"',
    );
    expect(output).not.toContain("Unexpected error");
    const { first, second } = await plugin.clients.stored();
    expect(first?.secret).toBe(simulator.clients.secretOf(first?.id ?? ""));
    expect(second).toMatchObject({ id: "creation-in-doubt", secret: "" });
    expect(leakedSecrets(simulator, output + stack.backendText())).toEqual([]);
    simulator.log.clear();
    return plugin;
  }

  const namesIn = ({ clients }: PluginStack) => clients.simulator.clients.list().map(({ name }) => name);

  async function expectSettled(plugin: PluginStack): Promise<void> {
    const { simulator } = plugin.clients;
    expect(namesIn(plugin)).toEqual(["First", "Second"]);
    const { second } = await plugin.clients.stored();
    expect(second?.secret).toBe(simulator.clients.secretOf(second?.id ?? ""));
    expect(simulator.log.count({ method: "POST", route: SECRET })).toBe(1);
    expect(await plugin.clients.noise()).toEqual(QUIET);
  }

  it("keeps what has begun; the next up takes the client, the preview says so, and no second one is made", async () => {
    await using plugin = await interruptedUp();
    const preview = (await plugin.clients.stack.preview()).succeeded();
    expect(preview.output).toContain("The update finds out whether it exists");
    const up = (await plugin.clients.stack.up()).succeeded();
    expect(up.output).not.toContain("clientSecret is empty");
    await expectSettled(plugin);
  });

  it("the same by a refresh, and the next up generates the secret", async () => {
    await using plugin = await interruptedUp();
    (await plugin.clients.stack.run(["refresh", "--yes"])).succeeded();
    expect(plugin.writes()).toEqual([]);
    const up = (await plugin.clients.stack.up({ json: true })).succeeded();
    expect(summaryOf(executedChanges(up))).toEqual({ second: "update secretVersion" });
    await expectSettled(plugin);
  });

  it("the client goes with the stack", async () => {
    await using plugin = await interruptedUp();
    (await plugin.clients.stack.run(["destroy", "--yes"])).succeeded();
    expect(namesIn(plugin)).toEqual([]);
  });
});
