// Prepares a clone: npm dependencies, a fitting Node, the compiled package, the Pulumi engine. Needs only Node 20 and npm.
import { existsSync, realpathSync } from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuild } from "./set-up/build.mjs";
import { ensureDependencies } from "./set-up/dependencies.mjs";
import { ensureEngine } from "./set-up/engine.mjs";
import { ensureLanguageHost } from "./set-up/language-hosts.mjs";
import { findNode, nodeFolder } from "./set-up/node.mjs";
import { ensureOwnPackage } from "./set-up/own-package.mjs";
import { machinePath, npmBin } from "./set-up/paths.mjs";
import { createReport, SetUpError } from "./set-up/report.mjs";

/** Does what is still missing. With `quiet` it says nothing, and what fails is thrown as an error all the same. */
export async function setUp({ quiet = false } = {}) {
  const report = createReport(quiet);
  await ensureDependencies(report);
  ensureOwnPackage();
  const node = await findNode();
  await ensureBuild(node, report);
  const pulumiBin = await ensureEngine(report);
  const PATH = [nodeFolder(node), pulumiBin, npmBin, ...machinePath()].join(delimiter);
  return { node, pulumiBin, env: { PATH } };
}

/** Like {@link setUp}, and also for programs in `language`: PATH then has the language host, or `missing` says why it can't. */
export async function setUpLanguage(language, { quiet = false } = {}) {
  const { pulumiBin, env } = await setUp({ quiet });
  const found = await ensureLanguageHost(language, pulumiBin, createReport(quiet));
  return "missing" in found ? found : { env: { PATH: [env.PATH, found.folder].join(delimiter) } };
}

/** For the scripts of this folder: sets up, or shows the reason without a stack and ends the process. */
export async function setUpOrExit() {
  try {
    return await setUp();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    process.stderr.write(`set-up: ${error.message}\n`);
    process.exit(1);
  }
}

const startedFile = process.argv[1];
if (
  startedFile !== undefined &&
  existsSync(startedFile) &&
  realpathSync(startedFile) === fileURLToPath(import.meta.url)
) {
  const startedAt = performance.now();
  await setUpOrExit();
  process.stderr.write(`set-up: ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
}
