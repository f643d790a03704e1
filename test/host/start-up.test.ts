import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { APP } from "../harness/sample-clients.ts";
import { startHost } from "./host.ts";

const root = join(import.meta.dirname, "..", "..");

/** Calls methods of the published runtime, and prints which packages were loaded for them. */
const LOADS = `
import { registerHooks } from "node:module";
const loaded = new Set();
registerHooks({
  load(url, context, next) {
    const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(url)?.[1];
    if (name !== undefined) loaded.add(name);
    return next(url, context);
  },
});
const { provider } = await import("pulumi-genesyscloud-oauth/runtime");
await provider.configure({ config: { get: () => undefined } });
const [method, ...values] = JSON.parse(process.argv[1]);
await provider[method](...values);
process.stdout.write(JSON.stringify([...loaded]));
process.exit(0);
`;

async function packagesLoadedFor(url: string, method: string, ...values: unknown[]): Promise<readonly string[]> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", LOADS, JSON.stringify([method, ...values])], {
    cwd: root,
    env: { ...process.env, ...simulatorEnvironment(url) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(await text(child.stdout)) as readonly string[];
}

describe("the start of the provider process", () => {
  it("loads for a method only what it needs: no zod to read a client, no HTTP to check inputs", async () => {
    const simulator = await startSimulator();
    try {
      const { id } = simulator.clients.create({ name: "Existing", authorizedGrantType: "CODE" });
      const forRead = await packagesLoadedFor(simulator.url, "read", id, {});
      expect(forRead).toContain("got");
      expect(forRead).not.toContain("zod");
      const forCheck = await packagesLoadedFor(simulator.url, "check", {}, APP);
      expect(forCheck).toContain("zod");
      expect(forCheck).not.toContain("got");
    } finally {
      await simulator.close();
    }
  });

  it("leaves a filled compile cache where NODE_COMPILE_CACHE asks for one, although a signal ends it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "compile-cache-"));
    try {
      const simulator = await startSimulator();
      const env = { ...simulatorEnvironment(simulator.url), NODE_COMPILE_CACHE: folder };
      const host = await startHost({ env });
      await host.provider.configure();
      const { id } = simulator.clients.create({ name: "Existing", authorizedGrantType: "CODE" });
      await host.provider.readWithoutState(id, {});
      await host[Symbol.asyncDispose]();
      await simulator.close();
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      expect(files.length).toBeGreaterThan(500);
      expect(host.provider.stderr).toBe("");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
