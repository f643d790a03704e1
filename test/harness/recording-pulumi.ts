import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setUp } from "../../tools/setup.mjs";
import type { TestStack } from "./pulumi.ts";

/** A PATH with a `pulumi` that writes down its arguments before it does its work. */
export async function placeRecordingPulumi({
  home,
}: TestStack): Promise<{ readonly PATH: string; readonly recorded: () => string }> {
  const { pulumiBin, env } = await setUp({ quiet: true });
  const folder = join(home, "recording");
  mkdirSync(folder);
  const log = join(folder, "arguments.log");
  writeFileSync(log, "");
  const real = join(pulumiBin, "pulumi");
  writeFileSync(join(folder, "pulumi"), `#!/bin/sh\necho "$*" >> '${log}'\nexec '${real}' "$@"\n`, { mode: 0o755 });
  return { PATH: [folder, env.PATH].join(delimiter), recorded: () => readFileSync(log, "utf8") };
}
