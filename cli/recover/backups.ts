import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fullName, type StackPlace } from "./other-stacks.ts";

/**
 * Writes the state into a new file in the folder of the project, readable for its owner only. Its secrets are encrypted.
 * @returns the path.
 */
export function writeBackup(stack: StackPlace, text: string, now: Date): string {
  const time = now.toISOString().replaceAll(/[-:.]/g, "");
  const file = join(stack.directory, `${fullName(stack).replace("/", ".")}.before-recover-${time}.json`);
  writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  // The process may run with a mask that allows less.
  chmodSync(file, 0o600);
  return file;
}
