// npm run sdks: writes sdk/python and sdk/go from provider/plugin/schema.json. Needs Go. With --check it changes nothing, and fails if they
// are not what it would write.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { buildGoProgram } from "./set-up/go-program.mjs";
import { cache, root } from "./set-up/paths.mjs";
import { SetUpError } from "./set-up/report.mjs";
import { run } from "./set-up/run.mjs";

const LANGUAGES = ["python", "go"];
/** Written by hand. go.mod pins the version of Pulumi's SDK, which the schema can't. */
const KEPT = new Set(["README.md", "go.mod", "go.sum"]);
/** What pip and Python leave there. */
const IGNORED = /(^|\/)(build|__pycache__|[^/]*\.egg-info)(\/|$)/;

const sdk = join(root, "sdk");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "sdks-"));
try {
  await generate(folder);
  if (process.argv[2] === "--check") check(folder);
  else replace(folder);
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function generate(target) {
  const program = { folder: "sdk-generator", name: "sdk-generator" };
  await buildGoProgram(program, cache);
  const schema = join("provider", "plugin", "schema.json");
  const { ok, output } = await run(join(cache, program.name), [schema, target], { cwd: root });
  if (!ok) throw new SetUpError(`the SDKs can't be generated:\n${output.trim()}`);
}

function check(fresh) {
  const differing = LANGUAGES.flatMap((language) => {
    const [before, after] = [filesOf(join(sdk, language)), filesOf(join(fresh, language))];
    const names = [...new Set([...before.keys(), ...after.keys()])].sort();
    return names.filter((name) => before.get(name) !== after.get(name)).map((name) => `sdk/${language}/${name}`);
  });
  if (differing.length === 0) {
    process.stdout.write("sdk/python and sdk/go are up to date\n");
    return;
  }
  throw new SetUpError(`not up to date; npm run sdks writes them:\n${differing.join("\n")}`);
}

function replace(fresh) {
  for (const language of LANGUAGES) {
    const target = join(sdk, language);
    for (const name of filesOf(target).keys()) rmSync(join(target, name));
    for (const name of filesOf(join(fresh, language)).keys()) {
      mkdirSync(dirname(join(target, name)), { recursive: true });
      cpSync(join(fresh, language, name), join(target, name));
    }
  }
  process.stdout.write("sdk/python and sdk/go are written\n");
}

/** Name and text of the generated files in a folder. */
function filesOf(top) {
  mkdirSync(top, { recursive: true });
  const entries = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name));
  const names = files.map((file) => relative(top, file)).filter((name) => !KEPT.has(name) && !IGNORED.test(name));
  return new Map(names.map((name) => [name, readFileSync(join(top, name), "utf8")]));
}
