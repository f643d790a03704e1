import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.ts";
import { Installation } from "./installation.ts";
import { LAYOUTS } from "./layouts.ts";
import { NODES, PACKAGE_MANAGERS } from "./package-managers.ts";

describe.each(Object.entries(NODES).slice(0, 2))("on Node.js %s", (version, node) => {
  let simulator: Simulator;
  let installation: Installation;

  beforeAll(async () => {
    simulator = await startSimulator();
    installation = await Installation.create({
      manager: PACKAGE_MANAGERS.npm,
      // The oldest of Pulumi's SDKs runs on Node.js 20, the present one does not.
      companions: { "@pulumi/pulumi": "3.216.0", typescript: "5.9.3", "@types/node": "22.12.0" },
      tarball: inject("tarball"),
      simulatorUrl: simulator.url,
      node,
    });
  });

  afterAll(async () => {
    await installation?.[Symbol.asyncDispose]();
    await simulator?.close();
  });

  const sentence = new RegExp(
    `^ *(error: )?pulumi-genesyscloud-oauth needs Node\\.js 22\\.12 or newer, and this is Node\\.js ${version}\\..*$`,
    "gm",
  );

  it("npm warns while it installs", () => {
    expect(installation.output).toMatch(/EBADENGINE[\s\S]*pulumi-genesyscloud-oauth[\s\S]*>=22\.12/);
  });

  it.each([
    "TypeScript, module commonjs, moduleResolution node",
    "JavaScript, CommonJS",
    "JavaScript, ES module",
  ] as const)("a program ends with one sentence, without a stack: %s", async (layout) => {
    installation.arrange(LAYOUTS[layout]);
    const { code, output } = await installation.stack.preview();
    expect(code).not.toBe(0);
    expect(output.slice(output.indexOf("Diagnostics:")).match(sentence), output).toHaveLength(1);
    expect(output).not.toMatch(/SyntaxError|TypeError|ERR_|^ +at /m);
  });

  it("the command ends with the same sentence", async () => {
    const command = join("node_modules", ".bin", "genesyscloud-oauth");
    const { code, stdout, stderr } = await installation.stack.execute(command, ["drift"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
