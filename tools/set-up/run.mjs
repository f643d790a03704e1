import { spawn } from "node:child_process";

/**
 * Runs a command without a terminal and collects what it prints. With `timeoutMs` it gets a process group of its own,
 * so that a command that starts others (a shell script with curl) is ended as a whole, on time-out and on Ctrl-C.
 * A command that cannot be started is reported like one that failed.
 *
 * @returns {Promise<{ ok: boolean, stdout: string, output: string }>}
 */
export function run(command, args, { cwd, env, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: timeoutMs !== undefined,
    });
    const collected = { stdout: "", output: "" };
    const release = timeoutMs === undefined ? () => {} : endGroupAfter(child, timeoutMs, collected);
    child.stdout.setEncoding("utf8").on("data", (text) => {
      collected.stdout += text;
      collected.output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      collected.output += text;
    });
    child.on("error", (error) => {
      release();
      resolve({ ok: false, stdout: "", output: error.message });
    });
    child.on("close", (code) => {
      release();
      resolve({ ok: code === 0, ...collected });
    });
  });
}

function endGroupAfter(child, timeoutMs, collected) {
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  };
  const onSignal = (signal) => {
    end();
    release();
    process.kill(process.pid, signal);
  };
  const timer = setTimeout(() => {
    collected.output += `\nnot finished after ${timeoutMs / 1000} s`;
    end();
  }, timeoutMs);
  const release = () => {
    clearTimeout(timer);
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return release;
}

/** The last lines of a command's output, for an error message. */
export function lastLines(output, count = 12) {
  return output.trim().split("\n").slice(-count).join("\n");
}
