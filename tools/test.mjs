// npm test: sets up, then runs vitest with the given arguments. Without a --project, the tests that install from the registry
// are left out: npm run test:installs runs them, and .ci/run runs all.
import { join } from "node:path";
import { modules } from "./set-up/paths.mjs";
import { runInherited } from "./set-up/run-inherited.mjs";
import { setUpOrExit } from "./setup.mjs";

const args = process.argv.slice(2);
const projects = args.some((arg) => arg.startsWith("--project")) ? [] : ["--project=!installs"];
const { node, env } = await setUpOrExit();
runInherited(node, [join(modules, "vitest", "vitest.mjs"), "run", ...projects, ...args], env);
