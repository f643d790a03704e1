import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { setUp } from "../../tools/setup.mjs";

const start = promisify(execFile);

/** Says when it is ready, and takes its time to end. */
const tidyChild = `
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      console.log("cleaning up after " + signal);
      setTimeout(() => process.exit(5), 50);
    });
  }
  console.log("ready");
  setInterval(() => {}, 1000);
`;

describe("running a command in the prepared environment", { timeout: 60_000 }, () => {
  it("passes on the exit code, and prints nothing of its own", async () => {
    await setUp({ quiet: true });
    const failing = start(process.execPath, ["tools/exec.mjs", "--", "node", "-e", "process.exit(3)"]);
    await expect(failing).rejects.toMatchObject({ code: 3, stdout: "", stderr: "" });
  });

  it.each(["SIGINT", "SIGTERM"] as const)("waits for the command to clean up after %s", async (signal) => {
    const script = ["tools/exec.mjs", "--", "node", "-e", tidyChild];
    const child = spawn(process.execPath, script, { stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      if (text.includes("ready")) child.kill(signal);
    });
    expect(await once(child, "close")).toEqual([5, null]);
    expect(printed).toBe(`ready\ncleaning up after ${signal}\n`);
  });

  it("ends by the signal that ended the command", async () => {
    const killed = start(process.execPath, [
      "tools/exec.mjs",
      "--",
      "node",
      "-e",
      "process.kill(process.pid, 'SIGTERM')",
    ]);
    await expect(killed).rejects.toMatchObject({ code: null, signal: "SIGTERM" });
  });
});
