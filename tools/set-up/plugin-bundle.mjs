// node plugin-bundle.mjs DIST FOLDER: makes the provider plugin of the compiled package, in one bundle that needs only Node, with the
// executable that the engine looks for.
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { root } from "./paths.mjs";

const EXECUTABLE = "pulumi-resource-genesyscloud-oauth";
const START = "start.cjs";

const [, , dist, folder] = process.argv;
const sources = join(dist, "provider", "plugin");

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
// CommonJS and minified: the process answers in two thirds of the time that the same bundle takes as an ES module with its comments.
const bundle = await rolldown({
  input: join(sources, "main.js"),
  platform: "node",
  resolve: { modules: [join(root, "node_modules")] },
  // An eighth of the bundle, and never loaded: gRPC needs it only to describe itself to others.
  external: ["@grpc/proto-loader"],
  onLog(level, { code, message }) {
    // The stubs of protocol buffers ask for the global object in this way.
    if (level === "warn" && code !== "EVAL") throw new Error(message);
  },
});
await bundle.write({ file: join(folder, "main.cjs"), format: "cjs", codeSplitting: false, minify: true });
await bundle.close();
const originals = [["plugin", "schema.json"], ["plugin", START], ["supported-node.cjs"]];
for (const path of originals) copyFileSync(join(root, "provider", ...path), join(folder, path.at(-1)));
writeFileSync(join(folder, EXECUTABLE), `#!/bin/sh\nexec node "$(dirname "$0")/${START}" "$@"\n`);
chmodSync(join(folder, EXECUTABLE), 0o755);
writeFileSync(join(folder, `${EXECUTABLE}.cmd`), `@node "%~dp0${START}" %*\r\n`);
// Published is the bundle: what it was made of would not find its stubs.
rmSync(sources, { recursive: true });
