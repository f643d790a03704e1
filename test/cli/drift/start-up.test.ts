import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../../../cli/main.ts", import.meta.url));

/** Prints at the end which of Pulumi's modules were loaded. */
const COUNTER = `import { createRequire } from "node:module";
const { cache } = createRequire(${JSON.stringify(MAIN)});
process.on("exit", () => console.error(Object.keys(cache).filter((file) => file.includes("@pulumi")).length));`;

it("does not load Pulumi's SDK, which takes longer than a third of a check", async () => {
  const folder = mkdtempSync(join(tmpdir(), "start-up-"));
  try {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: app\nruntime: nodejs\n");
    const watched = ["--import", `data:text/javascript,${encodeURIComponent(COUNTER)}`, MAIN];
    const child = spawn(process.execPath, [...watched, "drift", "dev"], { cwd: folder, env: { PATH: "/nowhere" } });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    // It went as far as to look for the engine.
    expect(stdout).toContain("The pulumi CLI was not found on PATH.");
    expect(stderr).toBe("0\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
