// npm test: sets up, then runs vitest with the given arguments.
import { join } from "node:path";
import { modules } from "./set-up/paths.mjs";
import { runInherited } from "./set-up/run-inherited.mjs";
import { setUpOrExit } from "./setup.mjs";

const { node, env } = await setUpOrExit();
runInherited(node, [join(modules, "vitest", "vitest.mjs"), "run", ...process.argv.slice(2)], env);
