import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setUpLanguage } from "../../../tools/setup.mjs";
import { examples, type Prepared, root, runIn } from "./languages.ts";

/** Kept from one run to the next: making it takes ten seconds, and needs the registry. */
const environment = join(root, "node_modules", ".cache", "python-for-tests");
const stamp = join(environment, "made-from");
const sdk = join(root, "sdk", "python");
const requirements = join(examples, "plugin-python", "requirements.txt");
const constraints = join(import.meta.dirname, "constraints.txt");

/** A virtual environment with what examples/plugin-python requires: Pulumi's SDK from the registry, and ours from sdk/python. */
export async function preparePython(): Promise<Prepared> {
  const found = await setUpLanguage("python", { quiet: true });
  if ("missing" in found) return found;
  const env = { PATH: [join(environment, "bin"), found.env.PATH].join(delimiter), VIRTUAL_ENV: environment };
  const wanted = await contentOfEnvironment(found.env);
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    rmSync(environment, { recursive: true, force: true });
    await runIn(root, found.env, "python3", "-m", "venv", environment);
    await installRequirements(env);
    writeFileSync(stamp, wanted);
  }
  return { env };
}

/** From a copy, in the places where the repository has them: pip writes into the folder that it installs from. */
async function installRequirements(env: Record<string, string>): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), "python-sdk-"));
  try {
    cpSync(sdk, join(copy, "sdk", "python"), { recursive: true });
    const project = join(copy, "examples", "plugin-python");
    cpSync(join(examples, "plugin-python"), project, { recursive: true });
    await runIn(project, env, "pip", "install", "--quiet", "-c", constraints, "-r", "requirements.txt");
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Changes when anything changes that the virtual environment was made from. */
async function contentOfEnvironment(env: Record<string, string>): Promise<string> {
  const python = await runIn(root, env, "python3", "-c", "import sys; print(sys.executable, sys.version)");
  const entries = readdirSync(sdk, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  const hash = createHash("sha256").update(python);
  for (const file of [...files, requirements, constraints]) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}
