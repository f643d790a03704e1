// npm run schema: writes provider/plugin/schema.json, the description of the package for Pulumi's other languages, from the TypeScript sources, and
// the table of the inputs in README.md from it. With --check it changes nothing, and fails if a file is not the one that it would write.
import { join } from "node:path";
import { root } from "./set-up/paths.mjs";
import { runInherited } from "./set-up/run-inherited.mjs";
import { setUpOrExit } from "./setup.mjs";

const { node, env } = await setUpOrExit();
runInherited(node, [join(root, "tools", "schema", "run.mjs"), ...process.argv.slice(2)], env);
