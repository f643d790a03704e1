import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineFolder } from "./engine.mjs";
import { STAGING_PREFIX } from "./engine-sources.mjs";
import { buildGoProgram } from "./go-program.mjs";
import { withLock } from "./lock.mjs";
import { isAtLeast, isExecutable, machinePath, root } from "./paths.mjs";
import { SetUpError } from "./report.mjs";
import { lastLines, run } from "./run.mjs";

const SDK = "github.com/pulumi/pulumi/sdk/v3";
const PYTHON_EXECUTOR = "pulumi-language-python-exec";

/** The engine starts `pulumi-language-<language>`. The module that holds the hosts for Node and Python no longer holds the one for Go. */
const HOSTS = {
  python: {
    missingTools: missingPython,
    programs: ["pulumi-language-python", PYTHON_EXECUTOR],
    build: buildPythonHost,
  },
  go: {
    // There it answers for the version that the SDK wants, and fetches that version where it may.
    missingTools: () => missingGo(join(root, "sdk", "go")),
    programs: ["pulumi-language-go"],
    build: (staging) =>
      buildGoProgram(
        { folder: "go-language-host", name: "pulumi-language-go", source: `${SDK}/go/pulumi-language-go` },
        staging,
      ),
  },
};

/**
 * Brings what the engine needs to run programs in `language`, or says what this machine lacks. Nobody needs it but the tests of programs
 * in other languages.
 *
 * @param {"python" | "go"} language
 * @param {string} pulumiBin the folder of `pulumi`
 * @returns {Promise<{ folder: string } | { missing: string }>} the folder that holds the language host
 */
export async function ensureLanguageHost(language, pulumiBin, report) {
  const { missingTools, programs, build } = HOSTS[language];
  const missing = await missingTools();
  if (missing !== undefined) return { missing };
  const target = engineFolder().bin;
  const find = () => [pulumiBin, ...machinePath(), target].find((folder) => holds(folder, programs));
  const folder = find();
  if (folder !== undefined) return { folder };
  if ((await missingGo()) !== undefined)
    return { missing: `${programs[0]} is not beside pulumi, and there is no Go to build it` };
  return await withLock(target, async () => {
    if (find() === undefined) {
      await report.step(`Pulumi language host for ${language}, Go build (once per machine)`, () => fill(target, build));
    }
    return { folder: target };
  });
}

const holds = (folder, programs) => programs.every((name) => isExecutable(join(folder, name)));

async function missingPython() {
  const { ok, stdout, output } = await run("python3", [
    "-c",
    "import ensurepip, sys, venv; print(sys.version.split()[0])",
  ]);
  if (!ok) return `python3 with the modules venv and ensurepip: ${lastLines(output, 1)}`;
  return isAtLeast(stdout.trim(), "3.10") ? undefined : `Python 3.10 or newer: this is ${stdout.trim()}`;
}

async function missingGo(cwd = root) {
  const { ok, output } = await run("go", ["version"], { cwd });
  return ok ? undefined : `Go: ${lastLines(output, 1)}`;
}

async function fill(target, build) {
  mkdirSync(dirname(target), { recursive: true });
  const staging = mkdtempSync(join(dirname(target), STAGING_PREFIX));
  try {
    await build(staging);
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(staging)) renameSync(join(staging, name), join(target, name));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** The host starts the executor that lies beside it, a script of the same module. */
async function buildPythonHost(staging) {
  const name = "pulumi-language-python";
  await buildGoProgram({ folder: "language-host", name, source: `${SDK}/python/cmd/${name}` }, staging);
  const cwd = join(root, "tools", "engine", "language-host");
  const { ok, stdout, output } = await run("go", ["list", "-m", "-f", "{{.Dir}}", SDK], {
    cwd,
    env: { GOWORK: "off" },
  });
  if (!ok) throw new SetUpError(`${PYTHON_EXECUTOR}: ${lastLines(output, 5)}`);
  copyFileSync(join(stdout.trim(), "python", "cmd", PYTHON_EXECUTOR), join(staging, PYTHON_EXECUTOR));
  chmodSync(join(staging, PYTHON_EXECUTOR), 0o755);
}
