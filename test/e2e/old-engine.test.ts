import { copyFileSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setUp } from "../../tools/setup.mjs";
import { APP } from "../harness/sample-clients.ts";
import { type ClientStack, createClientStack } from "./client-stack.ts";

const OLD = "v3.226.0";

let clients: ClientStack;
let folder: string;

beforeAll(async () => {
  clients = await createClientStack();
  folder = mkdtempSync(join(tmpdir(), "old-engine-"));
  await installOldEngine(folder);
});

afterAll(async () => {
  await clients?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

it("an engine that is too old is named, with the version that is needed, before anything is changed", async () => {
  clients.declare({ app: APP });
  const { code, output } = await clients.stack.execute(join(folder, "pulumi"), ["preview", "--non-interactive"]);
  expect(code).not.toBe(0);
  expect(output).toContain(
    "error: pulumi-genesyscloud-oauth needs the Pulumi CLI 3.227.0 or newer; this is 3.226.0.\n" +
      "    Upgrade it (https://www.pulumi.com/docs/install/)",
  );
  expect(output).not.toMatch(/^ +at /m);
});

/** The very engine of the tests, which takes itself for an older one: the version is a text that its build put in. */
async function installOldEngine(target: string): Promise<void> {
  const { pulumiBin } = await setUp({ quiet: true });
  for (const name of readdirSync(pulumiBin)) copyFileSync(realpathSync(join(pulumiBin, name)), join(target, name));
  const { stdout } = await clients.stack.execute(join(pulumiBin, "pulumi"), ["version"]);
  const version = stdout.trim();
  if (version.length !== OLD.length) throw new Error(`${version} can't be replaced by ${OLD} in place.`);
  const engine = readFileSync(join(target, "pulumi"));
  for (let at = engine.indexOf(version); at !== -1; at = engine.indexOf(version, at + 1)) engine.write(OLD, at);
  writeFileSync(join(target, "pulumi"), engine, { mode: 0o755 });
}
