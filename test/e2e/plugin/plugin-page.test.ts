import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, simulatorEnvironment, startSimulator } from "../../../simulator/index.ts";
import { compilerErrors } from "../../harness/compiler.ts";
import { createStack, plannedChanges, type TestStack } from "../../harness/pulumi.ts";
import { blocksOf, blockWith } from "../../support/markdown-blocks.ts";
import { anHourAgo } from "../client-stack.ts";

const PAGE = "docs/plugin.md";
const root = join(import.meta.dirname, "..", "..", "..");
const programs = blocksOf(PAGE).filter(({ language }) => language === "ts");

/** The commands of a shell block that Pulumi runs. */
const commandsWith = (part: string) =>
  blockWith(PAGE, part)
    .trim()
    .split("\n")
    .filter((line) => line.startsWith("pulumi "))
    .map((line) => line.split(" ").slice(1));

describe("docs/plugin.md", () => {
  let simulator: Simulator;
  let stack: TestStack;

  beforeAll(async () => {
    simulator = await startSimulator({ rateLimit: false, clock: anHourAgo });
    stack = await createStack({ program: { file: "index.mjs", source: "" }, env: simulatorEnvironment(simulator.url) });
    stack.writeProgram("Pulumi.yaml", `name: program\nruntime: nodejs\nmain: index.ts\n${blockWith(PAGE, "plugins:")}`);
    // As npm install would have it.
    const modules = join(stack.project, "node_modules");
    mkdirSync(modules);
    symlinkSync(root, join(modules, "pulumi-genesyscloud-oauth"));
  });
  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
    await simulator.close();
  });

  const run = (source: string) => stack.writeProgram("index.ts", source);

  it("shows programs that are correct for the compiler", async () => {
    expect(programs).toHaveLength(1);
    expect(await compilerErrors(programs.map(({ text }) => text))).toBe("");
  });

  it("configures a stack with settings that the plugin knows", async () => {
    const settings = commandsWith("pulumi config set");
    expect(settings).toHaveLength(3);
    for (const args of settings) {
      (await stack.run(args.includes("--secret") ? [...args, "value"] : args)).succeeded();
      const [key = ""] = args.filter((arg) => arg.startsWith("genesyscloud-oauth:"));
      // The stack of this test logs in to the simulator.
      (await stack.run(["config", "rm", key])).succeeded();
    }
  });

  it("shows a program that works with the entry in Pulumi.yaml", async () => {
    run(blockWith(PAGE, "getAuthorizationRoleOutput"));
    const { output } = (await stack.up()).succeeded();
    expect(output).not.toContain("warning");
    expect(await stack.outputs()).toEqual({ clientId: expect.any(String), clientSecret: "[secret]" });
  });

  it("imports what the file lists", async () => {
    const list = blockWith(PAGE, '"resources"');
    const [, example = ""] = /"id": "(.*)"/.exec(list) ?? [];
    const client = {
      name: "Wallboard",
      authorizedGrantType: "CODE" as const,
      registeredRedirectUri: ["https://w.example.com/"],
    };
    const { id } = simulator.clients.create(client);
    stack.writeProgram("clients.json", list.replace(example, id));
    const [command = []] = commandsWith("pulumi import");
    (await stack.run(command)).succeeded();
    const wallboard = 'new OAuthClient("wallboard", { name: "Wallboard", authorizedGrantType: "CODE",';
    const declared = `${wallboard} registeredRedirectUris: ["https://w.example.com/"] });`;
    run(`${blockWith(PAGE, "getAuthorizationRoleOutput")}\n${declared}`);
    const preview = await stack.preview({ json: true });
    expect(plannedChanges(preview.succeeded())).toEqual([]);
    expect(preview.output).toContain("clientSecret is empty");
  });
});
