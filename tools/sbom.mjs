// node tools/sbom.mjs: prints what the published package consists of, as CycloneDX: the packages that it needs, and those that are
// in the bundle of the plugin.
// `npm sbom --omit=dev` would leave out packages that tools for development use too (zod is one), and can't know the bundle.
import { execFileSync } from "node:child_process";
import { join, relative, sep } from "node:path";
import { rolldown } from "rolldown";
import { readJson, root } from "./set-up/paths.mjs";

const { name, version, dependencies } = readJson(join(root, "package.json"));
const { packages } = readJson(join(root, "package-lock.json"));

const folders = new Set();
for (const dependency of Object.keys(dependencies)) addWithDependencies(folderOf(dependency, ""));
for (const folder of await bundledFolders()) folders.add(folder);
const refs = new Set([...folders].map((folder) => `${nameOf(folder)}@${packages[folder].version}`));

// From the lock file: what else lies in node_modules does not matter.
const printed = execFileSync("npm", ["sbom", "--package-lock-only", "--sbom-format", "cyclonedx"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 2 ** 26,
});
const bom = JSON.parse(printed);
const own = bom.metadata.component;
// npm gives the name of the folder.
own.name = name;
bom.components = bom.components.filter((component) => refs.has(component["bom-ref"]));
const listed = new Set(bom.components.map((component) => component["bom-ref"]));
const missing = [...refs].filter((ref) => !listed.has(ref));
if (missing.length > 0) throw new Error(`npm sbom does not know ${missing.join(", ")}`);
bom.dependencies = bom.dependencies
  .filter(({ ref }) => ref === own["bom-ref"] || listed.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => listed.has(other)) }));
process.stdout.write(
  `${JSON.stringify({ ...bom, metadata: { ...bom.metadata, component: { ...own, version } } }, null, 2)}\n`,
);

/** The folders of packages of which the bundle of the plugin has at least one file. */
async function bundledFolders() {
  const bundle = await rolldown({
    input: join(root, "provider", "plugin", "main.ts"),
    platform: "node",
    external: ["@grpc/proto-loader"],
    onLog: () => undefined,
  });
  const { output } = await bundle.generate({ format: "cjs", codeSplitting: false });
  await bundle.close();
  const files = output
    .flatMap(({ moduleIds = [] }) => moduleIds)
    .map((file) => relative(root, file).split(sep).join("/"));
  return new Set(files.filter((file) => file.startsWith("node_modules/")).map(packageFolder));
}

/** `node_modules/@grpc/grpc-js` of any file below it. */
function packageFolder(file) {
  const at = file.lastIndexOf("node_modules/") + "node_modules/".length;
  const [first, second] = file.slice(at).split("/");
  return file.slice(0, at) + (first.startsWith("@") ? `${first}/${second}` : first);
}

function nameOf(folder) {
  return packages[folder].name ?? folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
}

function addWithDependencies(folder) {
  if (folders.has(folder)) return;
  folders.add(folder);
  for (const dependency of Object.keys(packages[folder].dependencies ?? {}))
    addWithDependencies(folderOf(dependency, folder));
}

/** Where Node finds a package from the folder of another one. */
function folderOf(dependency, from) {
  const candidate = `${from === "" ? "" : `${from}/`}node_modules/${dependency}`;
  if (candidate in packages) return candidate;
  if (from === "") throw new Error(`package-lock.json has no ${dependency}`);
  return folderOf(dependency, from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/"))));
}
