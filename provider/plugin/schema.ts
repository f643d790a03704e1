import { readFile } from "node:fs/promises";

/** The schema as the engine and the code generators read it. It stands beside this file, also where everything else is one bundle. */
export function packageSchema(): Promise<string> {
  return readFile(new URL("schema.json", import.meta.url), "utf8");
}

/** Version of this package, and of its plugin. */
export async function packageVersion(): Promise<string> {
  const { version } = JSON.parse(await packageSchema()) as { version: string };
  return version;
}
