import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sha256 } from "./paths.mjs";
import { SetUpError } from "./report.mjs";

/** Longer than the slowest step, a cold Go build on a small machine. */
const MAX_WAIT_MS = 20 * 60_000;

/** Lets only one process of this machine at a time work on `folder`; one that died does not hold up the others. */
export async function withLock(folder, work) {
  const path = join(tmpdir(), `pulumi-genesyscloud-oauth-${userInfo().uid}-${sha256(folder).slice(0, 16)}.lock`);
  await acquire(path, folder);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

async function acquire(path, folder) {
  const startedAt = Date.now();
  while (!tryAcquire(path)) {
    if (Date.now() - startedAt > MAX_WAIT_MS) {
      throw new SetUpError(`another set-up works on ${folder} for too long; if there is none, remove ${path}`);
    }
    await sleep(200);
  }
}

function tryAcquire(path) {
  // A link appears together with its content, so nobody ever reads a lock without an owner.
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    releaseIfOwnerDied(path);
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function releaseIfOwnerDied(path) {
  if (isAlive(readOwner(path))) return;
  // Renamed first: between reading and removing, another process may have replaced the dead lock by its own.
  const taken = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, taken);
    if (isAlive(readOwner(taken))) linkSync(taken, path);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(taken, { force: true });
  }
}

function readOwner(path) {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return process.pid;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
