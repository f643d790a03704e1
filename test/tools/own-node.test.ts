import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const start = promisify(execFile);
const root = join(import.meta.dirname, "..", "..");
const bundled = join(root, "node_modules", "node", "bin", "node");
const script = "process.stdout.write(await (await import('./tools/set-up/node.mjs')).findNode())";

describe("the Node that everything runs on", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "own-node-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** As in an npm script, which has the Node of the npm package first on PATH, on a machine whose own Node is of this version. */
  async function foundWith(version: string | undefined): Promise<string> {
    const own = join(folder, "node");
    const answer = JSON.stringify({ path: `/opt/node-${version}/bin/node`, version });
    writeFileSync(own, version === undefined ? "#!/bin/sh\nexit 1\n" : `#!/bin/sh\necho '${answer}'\n`);
    chmodSync(own, 0o755);
    const PATH = [join(root, "node_modules", ".bin"), folder].join(delimiter);
    return (await start(bundled, ["--input-type=module", "-e", script], { cwd: root, env: { PATH } })).stdout;
  }

  it.each(["22.21.0", "22.23.3", "24.5.0", "24.21.0", "26.10.0"])(
    "is the machine's own, if that is %s",
    async (version) => {
      expect(await foundWith(version)).toBe(`/opt/node-${version}/bin/node`);
    },
  );

  it.each(["20.20.2", "22.12.0", "22.20.9", "23.11.0", "24.4.1", undefined])(
    "is that of the npm package, if the machine's own is %s",
    async (version) => {
      expect(await foundWith(version)).toBe(bundled);
    },
  );
});
