import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setUp } from "../../tools/setup.mjs";
import type { TestStack } from "./pulumi.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A runtime that no language host claims. The engine then looks for `pulumi-analyzer-policy-<runtime>`. */
const RUNTIME = "nodejs-pack";

/**
 * Puts a policy pack beside the program of a stack, and gives what makes the engine use it: arguments and environment of a command.
 *
 * A language host of a Pulumi release starts the pack itself. The one that can be built from the Go module proxy is older and refuses to.
 * So the pack gets a runtime of its own, and a launcher that starts what the host would start. The rest is as users have it: the engine,
 * Pulumi's policy server, and the pack.
 *
 * @param example folder below examples/.
 * @param config what the pack is configured with, by rule.
 */
export async function placePolicyPack(
  stack: TestStack,
  example: string,
  config?: Readonly<Record<string, unknown>>,
): Promise<{ readonly args: string[]; readonly env: Record<string, string> }> {
  const pack = join(stack.project, "policy-pack");
  cpSync(join(root, "examples", example), pack, {
    recursive: true,
    filter: (path) => basename(path) !== "node_modules",
  });
  const manifest = join(pack, "PulumiPolicy.yaml");
  const text = readFileSync(manifest, "utf8");
  const placed = text.replace(/^runtime: nodejs$/m, `runtime: ${RUNTIME}`);
  if (placed === text) throw new Error(`${manifest} does not say "runtime: nodejs"`);
  writeFileSync(manifest, placed);
  const configFile = join(pack, "config.json");
  if (config !== undefined) writeFileSync(configFile, JSON.stringify(config));
  const { env } = await setUp({ quiet: true });
  const launchers = placeLauncher(pack);
  return {
    args: ["--policy-pack", pack, ...(config === undefined ? [] : ["--policy-pack-config", configFile])],
    env: { PATH: [launchers, env.PATH].join(delimiter) },
  };
}

/** @returns the folder that it is in. */
function placeLauncher(pack: string): string {
  const folder = join(pack, "launchers");
  mkdirSync(folder);
  const file = join(folder, `pulumi-analyzer-policy-${RUNTIME}`);
  const script = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  writeFileSync(file, `#!/bin/sh\nexec node "${script}" "$@"\n`);
  chmodSync(file, 0o755);
  return folder;
}
