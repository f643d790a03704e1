// node tools/exec.mjs -- COMMAND…: runs a command with the right Node, pulumi and node_modules/.bin first on PATH.
import { runInherited } from "./set-up/run-inherited.mjs";
import { setUpOrExit } from "./setup.mjs";

const args = process.argv.slice(2);
const [command, ...rest] = args[0] === "--" ? args.slice(1) : args;
if (command === undefined) {
  process.stderr.write("usage: node tools/exec.mjs -- COMMAND [ARGUMENT…]\n");
  process.exit(2);
}
const { env } = await setUpOrExit();
runInherited(command, rest, env);
