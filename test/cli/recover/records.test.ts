import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeBackup } from "../../../cli/recover/backups.ts";
import { readUndecided, writeUndecided } from "../../../cli/recover/undecided.ts";
import { attemptOf, creationOf, described } from "./sample-state.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "records-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

const stack = () => ({ project: "program", name: "organization/program/dev", directory });
const NOW = new Date("2026-11-24T12:00:00.123Z");

describe("a backup", () => {
  it("has the stack and the time in its name, is for its owner only, and never replaces another", () => {
    const file = writeBackup(stack(), "the state", NOW);
    expect(file).toBe(join(directory, "program.dev.before-recover-20261124T120000123Z.json"));
    expect(readFileSync(file, "utf8")).toBe("the state");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => writeBackup(stack(), "another", NOW)).toThrow("EEXIST");
  });
});

describe("the record of what is undecided", () => {
  it("keeps each attempt of a creation, and goes when nothing is left", () => {
    expect(readUndecided(stack()).creations).toEqual([]);
    const attempts = [attemptOf("app"), { ...attemptOf("app"), recordedAt: undefined }];
    writeUndecided(stack(), [creationOf("app", "pending", { attempts }), creationOf("more")]);
    const { file, creations } = readUndecided(stack());
    expect(file).toBe(join(directory, "program.dev.undecided.json"));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { recordedAt } = attemptOf("app");
    expect(creations).toEqual([
      { recordedAt, resource: described("app") },
      { resource: described("app") },
      { recordedAt, resource: described("more") },
    ]);
    writeUndecided(stack(), []);
    expect(readdirSync(directory)).toEqual([]);
  });

  it("is for its owner only, also where a file that everybody can read stood in its place", () => {
    const file = join(directory, "program.dev.undecided.json");
    const elsewhere = join(directory, "elsewhere");
    writeFileSync(elsewhere, "untouched", { mode: 0o644 });
    for (const link of [file, `${file}.${process.pid}`]) symlinkSync(elsewhere, link);
    writeUndecided(stack(), [creationOf("app")]);
    expect(lstatSync(file).isFile()).toBe(true);
    expect(lstatSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(elsewhere, "utf8")).toBe("untouched");
  });

  it.each(["", "{}", '{"version":2,"creations":[]}'])("is not taken for empty when it reads %j", (content) => {
    writeFileSync(join(directory, "program.dev.undecided.json"), content);
    expect(() => readUndecided(stack())).toThrow("program.dev.undecided.json can't be read");
  });
});
