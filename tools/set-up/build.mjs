import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { withLock } from "./lock.mjs";
import { cache, modules, root, sha256 } from "./paths.mjs";
import { SetUpError } from "./report.mjs";
import { run } from "./run.mjs";
import { readStamp, writeStamp } from "./stamps.mjs";

const SOURCES = ["provider", "simulator", "cli"];
const SETTINGS = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
  join("tools", "set-up", "commonjs-copy.mjs"),
  join("tools", "set-up", "package-faces.mjs"),
  join("tools", "set-up", "plugin-bundle.mjs"),
];
const STAMP = "build";
const dist = join(root, "dist");
const plugin = join(root, "plugin");

/** Compiles the package to dist/, unless dist/ was made from exactly these sources. */
export async function ensureBuild(node, report) {
  if (isCurrent()) return;
  await withLock(root, async () => {
    if (!isCurrent()) await report.step("build", () => build(node));
  });
}

function isCurrent() {
  const stamp = readStamp(STAMP);
  return stamp?.sources === hashSources() && stamp.outputs.every((file) => existsSync(join(root, file)));
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

function hashSources() {
  const files = [
    ...SETTINGS.map((name) => join(root, name)),
    ...SOURCES.flatMap((name) => filesBelow(join(root, name))),
  ];
  return sha256(files.map((file) => `${relative(root, file)} ${sha256(readFileSync(file))}`).join("\n"));
}

async function build(node) {
  const sources = hashSources();
  // Compiled elsewhere and swapped in whole: no file of a deleted source stays, and nobody meets a half-written dist/.
  const draft = join(cache, `dist-${process.pid}`);
  const pluginDraft = join(cache, `plugin-${process.pid}`);
  const compiler = join(modules, "typescript", "bin", "tsc");
  try {
    const { ok, output } = await run(node, [compiler, "-p", "tsconfig.build.json", "--outDir", draft], { cwd: root });
    if (!ok) throw new SetUpError(`the sources do not compile:\n${output.trim()}`);
    const faces = await run(node, [join(root, "tools", "set-up", "package-faces.mjs"), draft], { cwd: root });
    if (!faces.ok) throw new SetUpError(`the package can't be completed:\n${faces.output.trim()}`);
    const bundled = await run(node, [join(root, "tools", "set-up", "plugin-bundle.mjs"), draft, pluginDraft], {
      cwd: root,
    });
    if (!bundled.ok) throw new SetUpError(`the plugin can't be bundled:\n${bundled.output.trim()}`);
    swapIn(draft, dist);
    swapIn(pluginDraft, plugin);
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(pluginDraft, { recursive: true, force: true });
  }
  const outputs = [...filesBelow(dist), ...filesBelow(plugin)].map((file) => relative(root, file));
  writeStamp(STAMP, { sources, outputs });
}

function swapIn(draft, target) {
  const command = join(draft, "cli", "main.js");
  if (existsSync(command)) chmodSync(command, 0o755);
  const previous = `${draft}-previous`;
  mkdirSync(cache, { recursive: true });
  if (existsSync(target)) renameSync(target, previous);
  renameSync(draft, target);
  rmSync(previous, { recursive: true, force: true });
}
