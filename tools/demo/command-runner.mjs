import { spawn } from "node:child_process";
import { styleText } from "node:util";

/** Ctrl-C was pressed: the running command got it too and was waited for. */
export class Interrupted extends Error {}

/** Runs commands one after the other in a folder, shown as a user would type them; stops between them after Ctrl-C. */
export function createCommandRunner(cwd, environment) {
  const env = { ...process.env, ...environment };
  let running = Promise.resolve();
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      interrupted = true;
    });
  }

  async function execute(command, args, stdio) {
    if (interrupted) throw new Interrupted();
    const [file, ...rest] = [...command.split(" "), ...args];
    const child = spawn(file, rest, { cwd, env, stdio });
    const output = [];
    child.stdout?.on("data", (chunk) => output.push(chunk));
    const ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
    running = ended.catch(() => undefined);
    const code = await ended;
    if (interrupted) throw new Interrupted();
    return { code, output: Buffer.concat(output).toString() };
  }

  return {
    /** Shows the command and its output; any exit code that is not expected ends the demonstration. */
    async run(command, args = [], expectedCodes = [0]) {
      process.stdout.write(
        `${styleText("bold", `$ ${[command, ...args.map((arg) => JSON.stringify(arg))].join(" ")}`)}\n`,
      );
      const { code } = await execute(command, args, ["ignore", "inherit", "inherit"]);
      if (!expectedCodes.includes(code)) throw new Error(`${command} ended with exit code ${code}.`);
      return code;
    },
    /** Runs a command unseen and gives its standard output. */
    async quietly(command) {
      const { code, output } = await execute(command, [], ["ignore", "pipe", "inherit"]);
      if (code !== 0) throw new Error(`${command} ended with exit code ${code}.`);
      return output;
    },
    /** Resolves when no command is running any more. */
    settled: () => running,
  };
}
