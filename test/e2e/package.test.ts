import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { createStack, type TestStack } from "../harness/pulumi.ts";

const root = join(import.meta.dirname, "..", "..");
const PROGRAM = `
const { OAuthClient } = require("pulumi-genesyscloud-oauth");
exports.clientId = new OAuthClient("app", {
  name: "App", authorizedGrantType: "CODE", registeredRedirectUris: ["https://app.example.com/callback"],
}).clientId;
`;

it("works from the packed package in a project of its own, program, provider process and command", async () => {
  const simulator = await startSimulator();
  await using stack = await createStack({
    program: { file: "index.cjs", source: PROGRAM },
    env: simulatorEnvironment(simulator.url),
  });
  const installed = installPacked(stack);

  (await stack.up()).succeeded();
  expect(await stack.outputs()).toEqual({ clientId: simulator.clients.list()[0]?.id });
  expect((await stack.preview({ expectNoChanges: true })).code).toBe(0);
  (await stack.destroy()).succeeded();
  expect(simulator.clients.list()).toEqual([]);

  const help = (
    await stack.execute(process.execPath, [join(installed, "dist", "cli", "main.js"), "--help"])
  ).succeeded();
  for (const command of ["simulate", "delete", "drift"]) expect(help.stdout).toContain(command);
  await simulator.close();
});

/** Unpacks what `npm publish` would send beside the project, with the dependencies that this repository has. */
function installPacked(stack: TestStack): string {
  const modules = join(stack.project, "node_modules");
  const installed = join(modules, "pulumi-genesyscloud-oauth");
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(stack.project, "package.json"), '{ "name": "a-project-of-its-own", "private": true }');
  const packed = spawnSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", stack.project], {
    cwd: root,
    encoding: "utf8",
  });
  const [file] = /[\w.-]+\.tgz/.exec(packed.stdout) ?? [];
  if (file === undefined) throw new Error(packed.stderr);
  spawnSync("tar", ["-xzf", join(stack.project, file), "--strip-components=1", "-C", installed], { stdio: "inherit" });
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
    dependencies: object;
    peerDependencies: object;
  };
  for (const name of [...Object.keys(dependencies), ...Object.keys(peerDependencies)]) {
    mkdirSync(join(modules, name, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  return installed;
}
