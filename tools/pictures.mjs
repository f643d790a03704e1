// npm run pictures: sets up, then draws docs/pictures from what the commands print today and from the imports of the sources.
// npm run pictures -- architecture draws only the latter.
import { join } from "node:path";
import { root } from "./set-up/paths.mjs";
import { runInherited } from "./set-up/run-inherited.mjs";
import { setUpOrExit } from "./setup.mjs";

const { node, env } = await setUpOrExit();
runInherited(node, [join(root, "tools", "pictures", "run.mjs"), ...process.argv.slice(2)], env);
