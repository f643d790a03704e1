import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Remembers which settings files a folder has. The engine writes one where there is none, only to keep its salt: what was not
 * there is not there after.
 * @returns removes the settings file of the stack, if the engine has written it since and it holds nothing else.
 */
export function rememberSettings(folder: string): (stack: string) => void {
  const before = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return (stack) => {
    const name = `Pulumi.${stack.split("/").at(-1)}.yaml`;
    const file = join(folder, name);
    if (before.has(name) || !existsSync(file)) return;
    if (!/^config:/m.test(readFileSync(file, "utf8"))) rmSync(file);
  };
}
