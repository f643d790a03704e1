import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FileBackend } from "../../../cli/engine/file-backend.ts";
import { planRepairs, repair } from "../../../cli/recover/broken-states.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backend-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const NOW = new Date("2026-11-24T12:00:00.000Z");

function checkpointOf(time: string): string {
  return JSON.stringify({ version: 3, checkpoint: { stack: "dev", latest: { manifest: { time } } } });
}

/** Writes a file below .pulumi, and tells its path. */
function write(path: string, content: string | Buffer): string {
  const file = join(folder, ".pulumi", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

function backend(url = `file://${folder}`): FileBackend {
  const found = FileBackend.of(url, "program", folder);
  if (found === undefined) throw new Error(`${url} must be a folder`);
  return found;
}

const STATE = "stacks/program/dev.json";

describe("the folder of a backend", () => {
  it.each([undefined, "https://api.pulumi.com", "s3://bucket", "azblob://states"])("is none for %s", (url) => {
    expect(FileBackend.of(url, "program", folder)).toBeUndefined();
  });

  it.each(["file://.", "file://./", `file://${tmpdir()}/../${tmpdir()}/x/..`])("is found from %s", (url) => {
    const file = write(STATE, "");
    const isHere = url.startsWith("file://.");
    expect(
      backend(url)
        .brokenStates()
        .map((broken) => broken.file),
    ).toEqual(isHere ? [file] : []);
  });

  it("may be the home folder, and have parameters", () => {
    expect(FileBackend.of("file://~", "no-such-project", folder)?.locksOf("dev")).toEqual([]);
    expect(homedir()).not.toBe("");
    write(STATE, "");
    expect(backend(`file://${folder}?metadata=skip`).brokenStates()).toHaveLength(1);
  });
});

describe("the files of a stack", () => {
  it("are whole as the engine writes them, compressed or not, with attributes or without", () => {
    write(STATE, checkpointOf("2026-11-24T10:00:00Z"));
    write(`${STATE}.attrs`, "{}");
    write("stacks/program/prod.json.gz", gzipSync(checkpointOf("2026-11-24T10:00:00Z")));
    write("stacks/program/empty.json", '{"version":3,"checkpoint":{"stack":"empty"}}');
    write("stacks/other/dev.json", "");
    expect(backend().brokenStates()).toEqual([]);
  });

  it("are broken where attributes are cut short, which the engine does without", () => {
    write(STATE, checkpointOf("2026-11-24T10:00:00Z"));
    const file = write(`${STATE}.attrs`, "");
    expect(backend().brokenStates()).toEqual([{ stack: "dev", part: "attributes", file }]);
  });

  it("are broken where the state is cut short; the newest copy that is whole takes its place", () => {
    const file = write(STATE, '{"version":3,');
    write(`${STATE}.bak`, "");
    write("backups/program/dev/dev.100.json", checkpointOf("2026-11-24T11:00:00Z"));
    const newest = write("backups/program/dev/dev.90.json", checkpointOf("2026-11-24T11:30:00Z"));
    write("backups/program/dev/dev.110.json", checkpointOf("2026-11-24T10:00:00Z"));
    const newestCopy = { file: newest, writtenAt: Date.parse("2026-11-24T11:30:00Z") };
    expect(backend().brokenStates()).toEqual([{ stack: "dev", part: "state", file, newestCopy }]);
    const bak = write(`${STATE}.bak`, checkpointOf("2026-11-24T11:45:00Z"));
    expect(backend().brokenStates()[0]?.newestCopy?.file).toBe(bak);
  });

  it("are found in the layout that knew no projects", () => {
    const file = write("stacks/dev.json", "");
    const copy = write("backups/dev/dev.1.json", checkpointOf("2026-11-24T10:00:00Z"));
    expect(backend().brokenStates()).toMatchObject([{ stack: "dev", file, newestCopy: { file: copy } }]);
  });
});

describe("the locks of a stack", () => {
  const lock = (content: object) => write("locks/organization/program/dev/1.json", JSON.stringify(content));

  it("tell whether their run still exists, as far as this machine can know", () => {
    expect(backend().locksOf("dev")).toEqual([]);
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const content = { pid, username: "me", hostname: hostname(), timestamp: "2026-11-24T10:00:00Z" };
    lock(content);
    expect(backend().locksOf("organization/program/dev")).toMatchObject([
      { isLeftBehind: true, since: content.timestamp },
    ]);
    for (const other of [{ ...content, pid: process.pid }, { ...content, hostname: "elsewhere" }, {}]) {
      lock(other);
      expect(backend().locksOf("dev")).toMatchObject([{ isLeftBehind: false }]);
    }
    expect(backend().locksOf("prod")).toEqual([]);
  });
});

describe("a repair", () => {
  it("keeps the broken file beside the one that takes its place", () => {
    const file = write(STATE, "cut");
    const attributes = write(`${STATE}.attrs`, "");
    const copy = write(`${STATE}.bak`, checkpointOf("2026-11-24T10:00:00Z"));
    const plan = planRepairs(backend().brokenStates(), NOW);
    expect(plan.map(({ part, movedTo }) => [part, movedTo])).toEqual([
      ["attributes", `${attributes}.broken-20261124T120000000Z`],
      ["state", `${file}.broken-20261124T120000000Z`],
    ]);
    expect(repair(plan, backend()).every(({ isDone }) => isDone)).toBe(true);
    expect(readFileSync(`${file}.broken-20261124T120000000Z`, "utf8")).toBe("cut");
    expect(readFileSync(file, "utf8")).toBe(readFileSync(copy, "utf8"));
    expect(backend().brokenStates()).toEqual([]);
  });

  it("stops where there is no copy, or an engine may be writing", () => {
    const file = write(STATE, "cut");
    expect(() => repair(planRepairs(backend().brokenStates(), NOW), backend())).toThrow("no copy");
    write(`${STATE}.bak`, checkpointOf("2026-11-24T10:00:00Z"));
    write("locks/organization/program/dev/1.json", "{}");
    expect(() => repair(planRepairs(backend().brokenStates(), NOW), backend())).toThrow("pulumi cancel");
    expect(readFileSync(file, "utf8")).toBe("cut");
  });
});
