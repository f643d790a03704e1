import { execFile } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setUp } from "../../tools/setup.mjs";

const start = promisify(execFile);
const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** Goes before everything that a child process loads: the vendor's host answers `body`, or cannot be reached. */
function hostAnswers(body: string | undefined): string {
  const answer = body === undefined ? 'throw new Error("unreachable")' : `return new Response(${JSON.stringify(body)})`;
  return `--import=data:text/javascript,${encodeURIComponent(`globalThis.fetch = async () => { ${answer} }`)}`;
}

function placeScript(folder: string, name: string, body: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

describe("set-up", { timeout: 60_000 }, () => {
  it("has nothing to do the second time", async () => {
    await setUp({ quiet: true });
    const startedAt = performance.now();
    const { stdout, stderr } = await start(process.execPath, ["tools/setup.mjs"]);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(stderr).toMatch(/^set-up: ready after [\d.]+ s\n$/);
    expect(stdout).toBe("");
  });

  it("puts a sufficient Node and a sufficient engine first on PATH", async () => {
    const { env } = await setUp({ quiet: true });
    const [node, engine] = await Promise.all([
      start("node", ["--version"], { env }),
      start("pulumi", ["version"], { env }),
    ]);
    expect(Number(/^v(\d+)/.exec(node.stdout)?.[1])).toBeGreaterThanOrEqual(22);
    expect(Number(/^v3\.(\d+)/.exec(engine.stdout)?.[1])).toBeGreaterThanOrEqual(227);
  });

  it("has a lock file that npm ci accepts on every platform", async () => {
    const { stdout } = await start(process.execPath, ["tools/complete-lock.mjs", "--check"]);
    expect(stdout).toContain("0 packages are missing");
  });
});

describe("the link to the package itself", { timeout: 60_000 }, () => {
  let folder: string;
  const link = () => join(folder, "node_modules", "own");
  const setLink = () =>
    start(
      process.execPath,
      ["--input-type=module", "-e", "(await import('./tools/set-up/own-package.mjs')).ensureOwnPackage()"],
      { cwd: folder },
    );

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "own-package-"));
    cpSync("tools", join(folder, "tools"), { recursive: true });
    mkdirSync(join(folder, "node_modules"));
    mkdirSync(join(folder, "other"));
    writeFileSync(join(folder, "other", "package.json"), '{ "name": "other", "version": "1.0.0" }');
    const manifest = { name: "own", version: "1.0.0", dependencies: { other: "file:other" } };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is there after every set-up", async () => {
    await setUp({ quiet: true });
    expect(readlinkSync(join("node_modules", "pulumi-genesyscloud-oauth"))).toBe("..");
  });

  it("is made anew after npm has removed it, and npm touches nothing behind it", async () => {
    await setLink();
    expect(realpathSync(link())).toBe(realpathSync(folder));
    await start("npm", ["install", "--offline", "--ignore-scripts"], { cwd: folder });
    expect(readdirSync(join(folder, "node_modules"))).not.toContain("own");
    expect(readdirSync(folder).sort()).toEqual(["node_modules", "other", "package-lock.json", "package.json", "tools"]);
    await setLink();
    expect(readlinkSync(link())).toBe("..");
  });

  it("replaces an installation of the package", async () => {
    mkdirSync(join(link(), "dist"), { recursive: true });
    await setLink();
    expect(readlinkSync(link())).toBe("..");
  });
});

describe("the engine's origin", { timeout: 60_000 }, () => {
  let folder: string;
  let versions: string;
  const commands = () => join(folder, "commands");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "set-up-"));
    versions = join(folder, "home", "versions");
    // Hides an engine that the machine may have.
    placeEngine("3.100.0", companions);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function setUpHere({ downloads }: { downloads?: string } = {}): Promise<{ found: string; said: string }> {
    const script = "import { setUpOrExit } from './tools/setup.mjs'; console.log((await setUpOrExit()).pulumiBin);";
    const env = {
      ...process.env,
      PATH: [commands(), "/usr/bin", "/bin"].join(delimiter),
      PULUMI_HOME: join(folder, "home"),
      NODE_OPTIONS: hostAnswers(downloads),
    };
    const { stdout, stderr } = await start(process.execPath, ["--input-type=module", "-e", script], { env });
    return { found: stdout.trim(), said: stderr };
  }

  const placeEngine = (version: string, names: string[]) => {
    rmSync(commands(), { recursive: true, force: true });
    placeScript(commands(), "pulumi", `echo v${version}`);
    for (const name of names) placeScript(commands(), name, "");
  };

  /** Does what `go build -o FILE` does, in no time. */
  const placeGo = () =>
    placeScript(
      commands(),
      "go",
      'while [ "$1" != -o ]; do shift; done; printf "#!/bin/sh\\necho v3.250.0\\n" >"$2"; chmod 755 "$2"',
    );

  const leftovers = () => readdirSync(versions).filter((name) => name.startsWith("."));

  it("is PATH, when that engine is new enough and complete", async () => {
    placeEngine("3.227.0", companions);
    expect((await setUpHere()).found).toBe(commands());
    expect(existsSync(versions)).toBe(false);
  });

  it.each([
    ["too old", "3.226.9", companions],
    ["without its language host", "3.270.0", companions.slice(1)],
  ])("is a Go build, when that on PATH is %s and the vendor cannot be reached", async (_, version, names) => {
    placeEngine(version, names);
    placeGo();
    const { found, said } = await setUpHere();
    expect(found).toMatch(/versions.3\.\d+\.\d+.bin$/);
    expect(readdirSync(found).sort()).toEqual(["pulumi", ...companions]);
    expect(said).toMatch(/download … not possible here.*\n.*Go build.*\d s\n$/);
    expect(leftovers()).toEqual([]);
    expect(await setUpHere()).toEqual({ found, said: "" });
  });

  it("is the vendor's download, when that succeeds", async () => {
    const install = `#!/bin/sh
      while [ "$1" != --install-root ]; do shift; done; mkdir -p "$2/bin"; cd "$2/bin"
      for name in pulumi ${companions.join(" ")}; do printf '#!/bin/sh\\necho v3.250.0\\n' >$name; chmod 755 $name; done`;
    const { found } = await setUpHere({ downloads: install });
    expect(readdirSync(found).sort()).toEqual(["pulumi", ...companions]);
    expect(leftovers()).toEqual([]);
  });

  it("leaves nothing of a download that breaks off", async () => {
    const install = `#!/bin/sh
      while [ "$1" != --install-root ]; do shift; done; mkdir -p "$2/bin"; echo half >"$2/bin/pulumi"; chmod 755 "$2/bin/pulumi"; exit 1`;
    placeGo();
    const { found } = await setUpHere({ downloads: install });
    expect(readFileSync(join(found, "pulumi"), "utf8")).toContain("echo v3.250.0");
    expect(leftovers()).toEqual([]);
  });

  it("is explained, with all that was tried, when there is none", async () => {
    placeScript(commands(), "go", "echo 'no module proxy' >&2; exit 1");
    const failure = setUpHere();
    await expect(failure).rejects.toMatchObject({ code: 1 });
    await expect(failure).rejects.toMatchObject({
      stderr: expect.stringMatching(
        /Install pulumi 3\.227\.0 or newer .* or Go 1\.25[\s\S]*version 3\.100\.0\n[\s\S]*unreachable\n[\s\S]*no module proxy/,
      ),
    });
    expect(readdirSync(versions)).toEqual([]);
  });

  it("is filled by one of two set-ups that run at once", async () => {
    placeGo();
    const [one, other] = await Promise.all([setUpHere(), setUpHere()]);
    expect(one.found).toBe(other.found);
    expect([one.said, other.said].filter((said) => said.includes("Go build"))).toHaveLength(1);
  });
});

describe("the lock", () => {
  it("is taken over from a process that died, and by one process only", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lock-"));
    const log = join(folder, "log");
    const script = `
      import { appendFileSync } from "node:fs";
      import { withLock } from "./tools/set-up/lock.mjs";
      await withLock(${JSON.stringify(folder)}, async () => {
        appendFileSync(${JSON.stringify(log)}, "in ");
        if (process.argv[1] === "die") process.kill(process.pid, "SIGKILL");
        await new Promise((resolve) => setTimeout(resolve, 50));
        appendFileSync(${JSON.stringify(log)}, "out ");
      });`;
    const enter = (fate: string) => start(process.execPath, ["--input-type=module", "-e", script, fate]);
    await expect(enter("die")).rejects.toMatchObject({ signal: "SIGKILL" });
    await Promise.all(["live", "live", "live", "live"].map(enter));
    expect(readFileSync(log, "utf8").trim()).toBe("in in out in out in out in out");
    rmSync(folder, { recursive: true });
  });
});
