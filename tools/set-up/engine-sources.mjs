import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildGoProgram } from "./go-program.mjs";
import { modules } from "./paths.mjs";
import { SetUpError } from "./report.mjs";
import { lastLines, run } from "./run.mjs";

/** Without a network the download fails at once; this bounds a connection that goes nowhere or crawls. */
const DOWNLOAD_TIMEOUT_MS = 120_000;

export const STAGING_PREFIX = ".set-up-";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

const GO_PROGRAMS = [
  { folder: "cli", name: "pulumi", source: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
  {
    folder: "language-host",
    name: "pulumi-language-nodejs",
    source: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  },
];

/** Lets the npm package `pulumi` download its release. */
export async function downloadEngine(target) {
  await fillThroughStaging(target, async (staging) => {
    const script = join(modules, "pulumi", "run.js");
    const env = { PULUMI_HOME: staging, PULUMI_VERSION: target.version, PULUMI_SKIP_UPDATE_CHECK: "1" };
    const { ok, output } = await run(process.execPath, [script, "version"], { env, timeoutMs: DOWNLOAD_TIMEOUT_MS });
    if (!ok) throw new SetUpError(lastLines(output, 1));
    return join(staging, "versions", target.version, "bin");
  });
}

/** Builds the same release from the Go module proxy, with the versions pinned in tools/engine. */
export async function buildEngine(target) {
  await fillThroughStaging(target, async (staging) => {
    const flags = `-s -w -X ${VERSION_VARIABLE}=v${target.version}`;
    for (const program of GO_PROGRAMS) await buildGoProgram(program, staging, flags);
    const script = "pulumi-resource-pulumi-nodejs";
    copyFileSync(join(modules, "@pulumi", "pulumi", script), join(staging, script));
    chmodSync(join(staging, script), 0o755);
    return staging;
  });
}

/**
 * Has `fill` work in a folder beside the target and moves the finished files over one by one, `pulumi` last, because
 * everybody takes the presence of that file for a complete installation.
 */
async function fillThroughStaging(target, fill) {
  mkdirSync(target.versions, { recursive: true });
  removeAbandonedStaging(target.versions);
  const staging = mkdtempSync(join(target.versions, STAGING_PREFIX));
  try {
    const bin = await fill(staging);
    if (!existsSync(join(bin, "pulumi"))) throw new SetUpError("it ended without an engine");
    mkdirSync(target.bin, { recursive: true });
    const names = readdirSync(bin).filter((name) => name !== "pulumi");
    for (const name of [...names, "pulumi"]) renameSync(join(bin, name), join(target.bin, name));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Whatever lies there was left by an interrupted set-up: the lock on the target lets only one work here. */
function removeAbandonedStaging(versions) {
  for (const name of readdirSync(versions)) {
    if (name.startsWith(STAGING_PREFIX)) rmSync(join(versions, name), { recursive: true, force: true });
  }
}
