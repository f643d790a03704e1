// npm run faults: sets up, then runs every lifecycle operation under every fault and prints the matrix.
import { join } from "node:path";
import { root } from "./set-up/paths.mjs";
import { runInherited } from "./set-up/run-inherited.mjs";
import { setUpOrExit } from "./setup.mjs";

const { node, env } = await setUpOrExit();
const matrix = join(root, "test", "faults", "run.ts");
// The first Node 22 releases strip types only when they are told to, and warn about it.
const flags = ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"];
runInherited(node, [...flags, matrix, ...process.argv.slice(2)], env);
