import { spawn } from "node:child_process";

/**
 * Runs a command on this process's terminal and ends as it ends. Signals are for the command to handle: this process
 * waits until it has cleaned up.
 */
export function runInherited(command, args, env) {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  // A terminal sends Ctrl-C to the child as well. Pulumi takes a second one as the order to stop at once.
  process.on("SIGINT", () => {
    if (!process.stdin.isTTY) child.kill("SIGINT");
  });
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`${command}: ${error.message}\n`);
    process.exit(127);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
