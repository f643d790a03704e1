import { realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { buildEngine, downloadEngine } from "./engine-sources.mjs";
import { withLock } from "./lock.mjs";
import { isAtLeast, isExecutable, machinePath, modules, readJson } from "./paths.mjs";
import { SetUpError } from "./report.mjs";
import { run } from "./run.mjs";
import { readStamp, writeStamp } from "./stamps.mjs";

/** The first version with distinct exit codes, of which 7 (`--expect-no-changes` violated) tells drift from failure. */
const MINIMUM_ENGINE = "3.227.0";

/** What a program in Node with a dynamic provider needs beside `pulumi` itself. */
const COMPANIONS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/**
 * The folder of a sufficient `pulumi`: the machine's own, or the one where the npm package `pulumi` keeps its download,
 * filled by that package or, where the vendor's host cannot be reached, by a Go build of the same version.
 *
 * @returns {Promise<string>}
 */
export async function ensureEngine(report) {
  const refusals = [];
  const installed = await findOnPath(refusals);
  if (installed !== undefined) return installed;
  const target = engineFolder();
  if (await isSufficient(target, [target.bin])) return target.bin;
  return await withLock(target.bin, async () => {
    if (await isSufficient(target, [target.bin])) return target.bin;
    return await obtain(target, refusals, report);
  });
}

/** Where the npm package `pulumi` keeps its download, and a Go build is put. */
export function engineFolder() {
  const version = readJson(join(modules, "pulumi", "package.json"))?.version;
  if (version === undefined) throw new SetUpError("the npm package pulumi is missing from node_modules");
  const versions = join(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "versions");
  return { version, versions, bin: join(versions, version, "bin") };
}

async function findOnPath(refusals) {
  const path = machinePath();
  const bin = path.find((folder) => isExecutable(join(folder, "pulumi")) && !isNpmWrapper(join(folder, "pulumi")));
  if (bin === undefined) {
    refusals.push("pulumi on PATH: none");
    return undefined;
  }
  const version = await versionOf(join(bin, "pulumi"));
  if (version === undefined || !isAtLeast(version, MINIMUM_ENGINE)) {
    refusals.push(`${join(bin, "pulumi")}: version ${version ?? "unknown"}`);
    return undefined;
  }
  const missing = missingCompanions([bin, ...path]);
  if (missing.length === 0) return bin;
  refusals.push(`${join(bin, "pulumi")}: without ${missing.join(", ")}`);
  return undefined;
}

/** The npm package's command is a script that downloads the engine when it is first used. */
const isNpmWrapper = (file) => realpathSync(file).endsWith(".js");

const missingCompanions = (folders) =>
  COMPANIONS.filter((name) => !folders.some((folder) => isExecutable(join(folder, name))));

async function isSufficient(target, folders) {
  const engine = join(target.bin, "pulumi");
  if (!isExecutable(engine) || missingCompanions(folders).length > 0) return false;
  return (await versionOf(engine)) !== undefined;
}

/** Asks a binary once, and again only when the file has changed: starting it takes a third of a second. */
async function versionOf(engine) {
  const { size, mtimeMs } = statSync(engine);
  const known = readStamp("engines") ?? {};
  const entry = known[engine];
  if (entry?.size === size && entry.mtimeMs === mtimeMs) return entry.version;
  const env = { PULUMI_SKIP_UPDATE_CHECK: "1" };
  const { ok, stdout } = await run(engine, ["version"], { env, timeoutMs: 30_000 });
  const version = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(stdout)?.[1];
  if (!ok || version === undefined) return undefined;
  const present = Object.entries(known).filter(([file]) => isExecutable(file));
  writeStamp("engines", { ...Object.fromEntries(present), [engine]: { size, mtimeMs, version } });
  return version;
}

async function obtain(target, refusals, report) {
  const sources = [
    { title: `Pulumi engine ${target.version}, download`, fill: downloadEngine },
    { title: `Pulumi engine ${target.version}, Go build (minutes, once per machine)`, fill: buildEngine },
  ];
  for (const { title, fill } of sources) {
    try {
      await report.step(title, () => fill(target), "not possible here");
      if (await isSufficient(target, [target.bin])) return target.bin;
      refusals.push(`${title}: incomplete in ${target.bin}`);
    } catch (error) {
      if (!(error instanceof SetUpError)) throw error;
      refusals.push(`${title}: ${error.message}`);
    }
  }
  throw new SetUpError(
    `no Pulumi engine. Install pulumi ${MINIMUM_ENGINE} or newer (https://www.pulumi.com/docs/install/), or Go 1.25 or ` +
      `newer to have it built here. What was tried:\n${refusals.map((text) => `- ${text}`).join("\n")}`,
  );
}
