import { describe, expect, it } from "vitest";
import { leakedSecrets } from "../../harness/leaks.ts";
import type { CommandResult } from "../../harness/pulumi.ts";
import { APP } from "../../harness/sample-clients.ts";
import { QUIET } from "../client-stack.ts";
import { createPluginStack } from "./plugin-stack.ts";

const HIDDEN = ["https://hidden-one.example.com/", "hidden-value-of-a-field", "hidden-part-of-a-field"];
const OTHERS = ["https://hidden-two.example.com/", "another-hidden-value", "another-hidden-part"];

/** A client with a secret in a list, in an object and deep inside one. */
function client([uri, value, part]: readonly string[]): string {
  return `new genesys.OAuthClient("app", {
    ...${JSON.stringify(APP)},
    registeredRedirectUris: ["https://app.example.com/callback", pulumi.secret("${uri}")],
    extraProperties: { plain: "shown", field: pulumi.secret("${value}"), deep: [{ part: pulumi.secret("${part}") }] },
  });`;
}

describe("a secret inside a list or an object", () => {
  it("arrives at Genesys Cloud; no output and no file of the backend tells it, whatever happens to it", async () => {
    await using plugin = await createPluginStack();
    const { clients } = plugin;
    const outputs: string[] = [];
    const shown = (result: CommandResult): CommandResult => {
      outputs.push(result.output);
      return result;
    };
    plugin.write(client(HIDDEN));
    shown(await clients.stack.up({ diff: true })).succeeded();
    const { app = "" } = await clients.ids();
    const live = () => JSON.stringify(clients.simulator.clients.get(app));
    for (const hidden of HIDDEN) expect(live()).toContain(hidden);

    plugin.write(client(OTHERS));
    const preview = shown(await clients.stack.preview({ diff: true })).succeeded();
    expect(preview.output).toContain("1 to update");
    expect(preview.output).toMatch(/registeredRedirectUris *:/);
    shown(await clients.stack.up({ diff: true })).succeeded();
    for (const hidden of OTHERS) expect(live()).toContain(hidden);

    clients.simulator.clients.edit(app, { registeredRedirectUri: HIDDEN.slice(0, 1) });
    shown(await clients.stack.preview({ refresh: true, diff: true })).succeeded();
    shown(await clients.stack.up({ refresh: true, diff: true })).succeeded();
    expect(live()).toContain(OTHERS[0]);
    expect(await clients.noise()).toEqual(QUIET);
    shown(await clients.stack.exportStack()).succeeded();

    const noAddress = "hidden/no-address";
    plugin.write(client([noAddress, ...OTHERS.slice(1)]));
    const refused = shown(await clients.stack.preview());
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(/registeredRedirectUris\[\d\] is not absolute/);

    expect(outputs).toHaveLength(7);
    for (const text of [...outputs, clients.stack.backendText()]) {
      for (const hidden of [...HIDDEN, ...OTHERS, noAddress]) expect(text).not.toContain(hidden);
      expect(leakedSecrets(clients.simulator, text)).toEqual([]);
    }
  });
});
