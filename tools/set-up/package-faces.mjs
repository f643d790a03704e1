// node package-faces.mjs DIST: completes the compiled package with what tsc does not write, the same entry points for require(),
// and types that every TypeScript since 5.0 can resolve.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";

/** The modules that `exports` of package.json names, without extension. */
const ENTRIES = [
  "provider/index",
  "provider/runtime/index",
  "provider/program/plugin/index",
  "provider/policy/index",
  "simulator/index",
];

const GUARD = "provider/supported-node.cjs";

const [, , folder] = process.argv;
for (const entry of ENTRIES) writeFileSync(join(folder, `${entry}.cjs`), requirable(entry));
const types = await Promise.all(ENTRIES.map(async (entry) => [entry, await bundledTypes(entry)]));
for (const file of readdirSync(folder, { recursive: true })) if (/\.d\.c?ts$/.test(file)) rmSync(join(folder, file));
for (const [entry, text] of types) {
  for (const extension of ["d.ts", "d.cts"]) writeFileSync(join(folder, `${entry}.${extension}`), text);
}

/** Gives the very module that `import` gives, so that a program that mixes both has one copy of everything. */
function requirable(entry) {
  const guard = `${"../".repeat(entry.split("/").length - 1)}${GUARD}`;
  return `"use strict";\nrequire("${guard}");\nmodule.exports = require("./index.js");\n`;
}

/**
 * One declaration file per entry point, published under both names that TypeScript looks for: `.d.ts` for `import`, `.d.cts` for
 * `require`. Under `module: node16`, and under `nodenext` before TypeScript 5.8, a CommonJS program may not import what is
 * declared as an ES module, although Node loads it.
 */
async function bundledTypes(entry) {
  const bundle = await rollup({
    input: join(folder, `${entry}.d.ts`),
    external: (id) => !/^[./]/.test(id),
    // The draft of a build is in node_modules/.cache, where the plugin would otherwise take every file for another package's.
    plugins: [dts({ respectExternal: true })],
    onwarn({ message }) {
      throw new Error(message);
    },
  });
  const { output } = await bundle.generate({ format: "es" });
  await bundle.close();
  return output[0].code;
}
