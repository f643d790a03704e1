// npm run site: builds the documentation site into site/dist. Arguments go to VitePress: `npm run site -- --base /v1.2/`.
// npm run site -- --serve: shows the site while you write, and renews a page when its file changes.
import { join } from "node:path";
import { modules, root } from "./set-up/paths.mjs";
import { runInherited } from "./set-up/run-inherited.mjs";
import { setUpOrExit } from "./setup.mjs";

const args = process.argv.slice(2);
const command = args.includes("--serve") ? "dev" : "build";
const rest = args.filter((arg) => arg !== "--serve");
const { node, env } = await setUpOrExit();
runInherited(node, [join(modules, "vitepress", "bin", "vitepress.js"), command, join(root, "site"), ...rest], env);
