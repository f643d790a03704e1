// npm test: sets up, then runs vitest with the given arguments. Without a --project, the tests that install from a registry
// are left out: npm run test:installs and npm run test:languages run them, and .ci/run runs all.
import { join } from "node:path";
import { modules } from "./set-up/paths.mjs";
import { runInherited } from "./set-up/run-inherited.mjs";
import { setUpOrExit } from "./setup.mjs";

const args = process.argv.slice(2);
const projects = args.some((arg) => arg.startsWith("--project")) ? [] : ["--project=!installs", "--project=!languages"];
const { node, env } = await setUpOrExit();
// The tests start Node thousands of times, and half of that is reading the same modules, Pulumi's SDK above all. Kept compiled
// over all tests and runs, a preview takes a tenth less of the processor, and a command of our own half.
const NODE_COMPILE_CACHE = join(modules, ".cache", "compiled-for-tests");
runInherited(node, [join(modules, "vitest", "vitest.mjs"), "run", ...projects, ...args], {
  ...env,
  NODE_COMPILE_CACHE,
});
