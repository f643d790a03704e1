// npm run release: sets up, then writes the archives of the provider plugin to release/.
import { join } from "node:path";
import { root } from "./set-up/paths.mjs";
import { runInherited } from "./set-up/run-inherited.mjs";
import { setUpOrExit } from "./setup.mjs";

const { node, env } = await setUpOrExit();
runInherited(node, [join(root, "tools", "release", "run.mjs")], env);
