import { join } from "node:path";
import { rolldown } from "rolldown";
import { readJson, root } from "./paths.mjs";

/** Dependencies that there are only as ES modules. They become part of the copy. */
const ONLY_ES_MODULES = ["got", "p-queue"];

/**
 * Writes `commonjs/` into the compiled package: entry points once more, as CommonJS modules. Jest loads them, because its require() loads no ES
 * modules without a flag of Node. So does a Node whose require() was told to load none. package-faces.mjs says when they are taken.
 */
export async function writeCommonJsCopy(folder, entries) {
  const { dependencies, peerDependencies } = readJson(join(root, "package.json"));
  const external = Object.keys({ ...dependencies, ...peerDependencies }).filter(
    (name) => !ONLY_ES_MODULES.includes(name),
  );

  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, join(folder, `${entry}.js`)])),
    platform: "node",
    resolve: { modules: [join(root, "node_modules")] },
    external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
    onLog(level, { message }) {
      if (level === "warn") throw new Error(message);
    },
  });
  await bundle.write({
    dir: join(folder, "commonjs"),
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
    minify: true,
  });
  await bundle.close();
}
