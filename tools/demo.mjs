// npm run demo: sets up, then runs the demonstration, which may be ended with Ctrl-C at any time.
import { join } from "node:path";
import { root } from "./set-up/paths.mjs";
import { runInherited } from "./set-up/run-inherited.mjs";
import { setUpOrExit } from "./setup.mjs";

const { node, env } = await setUpOrExit();
runInherited(node, [join(root, "tools", "demo", "run.mjs"), ...process.argv.slice(2)], env);
