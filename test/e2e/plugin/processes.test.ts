import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { simulatorEnvironment } from "../../../simulator/index.ts";
import { startPlugin } from "../../harness/plugin-process.ts";
import type { TestStack } from "../../harness/pulumi.ts";
import { APP } from "../../harness/sample-clients.ts";
import { createPluginStack, declare } from "./plugin-stack.ts";

/** Writes down the process ids of plugins. */
const NOTES_PLUGINS = `
import { appendFileSync } from "node:fs";
if (process.argv[1]?.endsWith("start.cjs")) appendFileSync(new URL("plugins.txt", import.meta.url), process.pid + "\\n");
`;

/** The environment in which every plugin is noted, and the ids of those that were started. */
function notingPlugins(stack: TestStack) {
  stack.writeProgram("notes-plugins.mjs", NOTES_PLUGINS);
  const file = join(stack.project, "plugins.txt");
  return {
    env: { NODE_OPTIONS: `--import=${pathToFileURL(join(stack.project, "notes-plugins.mjs")).href}` },
    started: () => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map(Number) : []),
  };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("the processes of the plugin", () => {
  it("end with the command that started them, also if it fails", async () => {
    await using plugin = await createPluginStack();
    const { stack } = plugin.clients;
    const { env, started } = notingPlugins(stack);
    plugin.write(declare("OAuthClient", "app", APP));
    (await stack.up({ env })).succeeded();
    const ofUp = started();
    expect(ofUp.length).toBeGreaterThan(0);
    plugin.write(declare("OAuthClient", "app", { ...APP, name: "" }));
    expect((await stack.preview({ env })).code).not.toBe(0);
    expect(started().length).toBeGreaterThan(ofUp.length);
    await expect.poll(() => started().filter(isRunning), { timeout: 20_000 }).toEqual([]);
  });

  it("end when the engine is killed and can't tell them", async () => {
    const executable = join(import.meta.dirname, "..", "..", "..", "plugin", "pulumi-resource-genesyscloud-oauth");
    // It lives until its input ends, as the engine until somebody kills it.
    const engine = spawn("sh", ["-c", '"$0" 127.0.0.1:9 </dev/null & echo "pid $!"; read line', executable], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    let output = "";
    engine.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    await expect.poll(() => output, { timeout: 20_000 }).toMatch(/^\d+$/m);
    const plugin = Number(/^pid (\d+)$/m.exec(output)?.[1]);
    expect(isRunning(plugin)).toBe(true);
    engine.stdin.end();
    await expect.poll(() => isRunning(plugin), { timeout: 20_000 }).toBe(false);
  });

  it("may run already: the engine attaches to it, gets its warnings, and leaves it running", async () => {
    await using plugin = await createPluginStack();
    const { stack, simulator } = plugin.clients;
    await using running = await startPlugin({ env: simulatorEnvironment(simulator.url) });
    const { env, started } = notingPlugins(stack);
    const attached = { ...env, PULUMI_DEBUG_PROVIDERS: `genesyscloud-oauth:${running.process.port}` };
    plugin.write(declare("OAuthClient", "app", { ...APP, accessTokenValiditySeconds: 200_000 }));
    const up = (await stack.up({ env: attached })).succeeded();
    expect(up.output).toMatch(/warning: .*172800/);
    expect(started()).toEqual([]);
    expect(running.process.isRunning).toBe(true);
    expect(running.process.stderr).toBe("");
    expect(simulator.clients.list().map(({ name }) => name)).toEqual([APP.name]);
    plugin.write(declare("OAuthClient", "app", { ...APP, name: "Renamed" }));
    (await stack.up({ env: attached })).succeeded();
    expect(simulator.clients.list().map(({ name }) => name)).toEqual(["Renamed"]);
  });
});
