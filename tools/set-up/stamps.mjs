import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, readJson } from "./paths.mjs";

const fileOf = (name) => join(cache, `${name}.json`);

/** A stamp says what a finished step was done from. It is written last, so an interrupted step leaves none. */
export const readStamp = (name) => readJson(fileOf(name));

export function writeStamp(name, content) {
  mkdirSync(cache, { recursive: true });
  const draft = `${fileOf(name)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(content));
  renameSync(draft, fileOf(name));
}

export function removeStamp(name) {
  rmSync(fileOf(name), { force: true });
}
