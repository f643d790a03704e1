import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../../../cli/main.ts", import.meta.url));

/** Prints at the end which of Pulumi's modules were loaded. */
const COUNTER = `import { createRequire } from "node:module";
const { cache } = createRequire(${JSON.stringify(MAIN)});
process.on("exit", () => console.error(Object.keys(cache).filter((file) => file.includes("@pulumi")).length));`;

it("loads Pulumi only for a check: the other commands start without its half second", async () => {
  const watched = ["--import", `data:text/javascript,${encodeURIComponent(COUNTER)}`, MAIN];
  const { stderr } = await promisify(execFile)(process.execPath, [...watched, "drift", "--help"]);
  expect(stderr).toBe("0\n");
});
