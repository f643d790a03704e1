import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createStack,
  executedChanges,
  plannedChanges,
  storedResource,
  storedResources,
  type TestStack,
} from "../harness/pulumi.ts";
import { thingProvider } from "./thing-provider.ts";

const source = `
import * as pulumi from "@pulumi/pulumi";
class Thing extends pulumi.CustomResource {
  constructor(name, inputs) {
    super("pulumi-nodejs:dynamic/test:Thing", name, { ...inputs, made: undefined, __provider: ${JSON.stringify(thingProvider)} });
  }
}
const config = new pulumi.Config();
const thing = new Thing("thing", { size: config.get("size") ?? "small", password: config.requireSecret("password") });
export const made = thing.made;
export const password = thing.password;
`;

describe("a stack of the harness", { timeout: 60_000 }, () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await createStack({
      program: { file: "index.mjs", source },
      config: { size: "large" },
      secretConfig: { password: "open sesame" },
    });
    const result = await stack.up({ json: true });
    expect(executedChanges(result.succeeded())).toEqual([{ name: "thing", op: "create", properties: [] }]);
  }, 60_000);

  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
    expect(existsSync(stack.project)).toBe(false);
  });

  it("shows outputs, secrets only when asked for, and the encrypted state", async () => {
    expect(await stack.outputs()).toEqual({ made: "yes", password: "[secret]" });
    expect(await stack.outputs({ showSecrets: true })).toEqual({ made: "yes", password: "open sesame" });
    const thing = storedResource(await stack.exportStack(), "thing");
    expect(thing).toMatchObject({ id: "thing-1", inputs: { size: "large" }, outputs: { made: "yes" } });
    expect(stack.stateFileText()).toContain("thing-1");
    expect(stack.stateFileText()).not.toContain("open sesame");
    expect(stack.backendText()).not.toContain("open sesame");
  });

  it("names the properties that a preview would change", async () => {
    expect((await stack.preview({ expectNoChanges: true })).code).toBe(0);
    await stack.setConfig("size", "huge");
    const preview = await stack.preview({ json: true, expectNoChanges: true });
    expect(preview.code).toBe(7);
    expect(plannedChanges(preview)).toEqual([{ name: "thing", op: "update", properties: ["size"] }]);
    await stack.setConfig("size", "large");
  });

  it("names the properties that have drifted, and leaves the state alone", async () => {
    const before = stack.stateFileText();
    const env = { DRIFTED_SIZE: "tiny" };
    const refresh = await stack.refresh({ previewOnly: true, json: true, expectNoChanges: true, env });
    expect(refresh.code).toBe(7);
    expect(plannedChanges(refresh)).toEqual([{ name: "thing", op: "update", properties: ["size"] }]);
    expect(stack.stateFileText()).toBe(before);
  });

  it("reports a failed command with what it printed", async () => {
    const result = await stack.run(["stack", "select", "nowhere"]);
    expect(result.code).not.toBe(0);
    expect(() => result.succeeded()).toThrow(/nowhere/);
  });

  it("destroys what it made", async () => {
    (await stack.destroy()).succeeded();
    expect(storedResources(await stack.exportStack())).toEqual([]);
  });
});

describe("a program in TypeScript", { timeout: 60_000 }, () => {
  it("runs, and may await at its top level", async () => {
    const program = `export const answer: number = await Promise.resolve(42);\n`;
    await using stack = await createStack({ program: { file: "index.ts", source: program } });
    const result = await stack.up();
    expect(result.succeeded().output).not.toContain("DEP0180");
    expect(await stack.outputs()).toEqual({ answer: 42 });
  });
});
