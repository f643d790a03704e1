import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const start = promisify(execFile);
const PYTHON = "pulumi-language-python";

describe("the language hosts of the set-up", { timeout: 60_000 }, () => {
  let folder: string;
  const commands = () => join(folder, "commands");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "language-hosts-"));
    mkdirSync(commands());
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const place = (name: string, body: string) => {
    writeFileSync(join(commands(), name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(commands(), name), 0o755);
  };
  const placePython = (version = "3.11.7") => place("python3", `echo ${version}`);

  /** Builds in no time, and counts the builds. Its module holds the script that the host for Python needs. */
  const placeGo = () => {
    const script = join(folder, "module", "python", "cmd");
    mkdirSync(script, { recursive: true });
    writeFileSync(join(script, `${PYTHON}-exec`), "the script");
    place(
      "go",
      `case $1 in
        list) echo "${join(folder, "module")}" ;;
        build) echo built >>"${join(folder, "builds")}"; while [ "$1" != -o ]; do shift; done; echo host >"$2"; /bin/chmod 755 "$2" ;;
      esac`,
    );
  };
  const builds = () => (existsSync(join(folder, "builds")) ? readFileSync(join(folder, "builds"), "utf8") : "");

  /** What the set-up finds on a machine that has these commands and no others. */
  async function ensure(language: "python" | "go"): Promise<{ folder?: string; missing?: string }> {
    const script = `
      import { ensureLanguageHost } from "./tools/set-up/language-hosts.mjs";
      import { createReport } from "./tools/set-up/report.mjs";
      console.log(JSON.stringify(await ensureLanguageHost("${language}", "${join(folder, "engine")}", createReport(true))));`;
    const env = { PATH: commands(), PULUMI_HOME: join(folder, "home") };
    const { stdout } = await start(process.execPath, ["--input-type=module", "-e", script], { cwd: root, env });
    return JSON.parse(stdout);
  }

  it("are not brought where the language is missing or too old, and it says which", async () => {
    expect((await ensure("python")).missing).toMatch(/^python3 with the modules venv and ensurepip: /);
    expect((await ensure("go")).missing).toMatch(/^Go: /);
    placePython("3.9.2");
    expect((await ensure("python")).missing).toBe("Python 3.10 or newer: this is 3.9.2");
  });

  it("are not brought for Python where there is no Go to build them", async () => {
    placePython();
    expect((await ensure("python")).missing).toBe(`${PYTHON} is not beside pulumi, and there is no Go to build it`);
  });

  it("are used from PATH where they are complete", async () => {
    placePython();
    place(PYTHON, "");
    expect(await ensure("python")).toHaveProperty("missing");
    place(`${PYTHON}-exec`, "");
    expect(await ensure("python")).toEqual({ folder: commands() });
  });

  it("are built once, beside the engine, with what they need", async () => {
    placePython();
    placeGo();
    const python = await ensure("python");
    expect(python.folder).toMatch(/home.versions.3\.\d+\.\d+.bin$/);
    expect(await ensure("go")).toEqual(python);
    expect(await ensure("python")).toEqual(python);
    expect(readdirSync(python.folder ?? "").sort()).toEqual(["pulumi-language-go", PYTHON, `${PYTHON}-exec`]);
    expect(builds()).toBe("built\nbuilt\n");
    expect(readdirSync(join(folder, "home", "versions"))).toHaveLength(1);
  });
});
