// node package-faces.mjs DIST: completes the compiled package with what tsc does not write, the same entry points for require(),
// and types that every TypeScript since 5.0 can resolve.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { writeCommonJsCopy } from "./commonjs-copy.mjs";

/** The modules that `exports` of package.json names, without extension. */
const ENTRIES = [
  "provider/index",
  "provider/runtime/index",
  "provider/program/plugin/index",
  "provider/policy/index",
  "provider/program/testing/index",
  "simulator/index",
];

/** Only the engine loads it, with import(). */
const NEVER_IN_JEST = "provider/runtime/index";

const GUARD = "provider/supported-node.cjs";

const [, , folder] = process.argv;
await writeCommonJsCopy(
  folder,
  ENTRIES.filter((entry) => entry !== NEVER_IN_JEST),
);
for (const entry of ENTRIES) writeFileSync(join(folder, `${entry}.cjs`), requirable(entry));
const types = await Promise.all(ENTRIES.map(async (entry) => [entry, await bundledTypes(entry)]));
for (const file of readdirSync(folder, { recursive: true })) if (/\.d\.c?ts$/.test(file)) rmSync(join(folder, file));
for (const [entry, text] of types) {
  for (const extension of ["d.ts", "d.cts"]) writeFileSync(join(folder, `${entry}.${extension}`), text);
}

/**
 * Gives the very module that `import` gives, so that a program that mixes both has one copy of everything. Jest can't load that one, and gets
 * the copy in dist/commonjs.
 */
function requirable(entry) {
  const top = "../".repeat(entry.split("/").length - 1);
  const load = `module.exports = require("./index.js");`;
  const loadOrCopy = `try {
  ${load}
} catch (error) {
  // Jest: its require() loads no ES modules.
  if (error.code !== "ERR_REQUIRE_ESM") throw error;
  module.exports = require("${top}commonjs/${entry}.cjs");
}`;
  return `"use strict";\nrequire("${top}${GUARD}");\n${entry === NEVER_IN_JEST ? load : loadOrCopy}\n`;
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
