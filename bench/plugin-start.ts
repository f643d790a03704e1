import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { median } from "./rounds.ts";

const EXECUTABLE = join(
  import.meta.dirname,
  "..",
  "plugin",
  process.platform === "win32" ? "pulumi-resource-genesyscloud-oauth.cmd" : "pulumi-resource-genesyscloud-oauth",
);

/** Milliseconds from the start of the provider plugin to the line with its port; median of so many starts. */
export async function measurePluginStart(starts: number): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start < starts; start++) times.push(await timeOfOneStart());
  return Math.round(median(times));
}

async function timeOfOneStart(): Promise<number> {
  const startedAt = performance.now();
  const plugin = spawn(EXECUTABLE, [], { stdio: ["ignore", "pipe", "inherit"], shell: process.platform === "win32" });
  const ended = once(plugin, "close");
  const lines = createInterface({ input: plugin.stdout });
  const [line] = (await Promise.race([once(lines, "line"), ended])) as [unknown];
  const milliseconds = performance.now() - startedAt;
  plugin.kill();
  await ended;
  if (!/^\d+$/.test(String(line))) throw new Error(`The plugin printed no port, but ${line}.`);
  return milliseconds;
}
