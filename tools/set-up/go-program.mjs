import { join } from "node:path";
import { root } from "./paths.mjs";
import { SetUpError } from "./report.mjs";
import { lastLines, run } from "./run.mjs";

/**
 * Builds a program from the Go module proxy, with the versions that tools/engine/<folder> pins, and puts it into `target`. Without
 * `source` it is the program that lies in that folder itself.
 */
export async function buildGoProgram({ folder, name, source = "." }, target, linkerFlags = "-s -w") {
  const args = ["build", "-trimpath", "-buildvcs=false", "-ldflags", linkerFlags, "-o", join(target, name), source];
  const cwd = join(root, "tools", "engine", folder);
  const { ok, output } = await run("go", args, { cwd, env: { GOWORK: "off" } });
  if (!ok) throw new SetUpError(`${name}: ${lastLines(output, 5)}`);
}
