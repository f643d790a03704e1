import { cpSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { DEFAULT_LOGIN } from "../../simulator/index.ts";
import { setUp } from "../../tools/setup.mjs";
import { createEmptyProject, type TestStack } from "../harness/pulumi.ts";
import { NODES } from "./package-managers.ts";

const root = join(import.meta.dirname, "..", "..");
const example = join(root, "examples", "testing");

/** How each runner says that all five tests have passed. */
const RUNNERS = { vitest: /Tests +5 passed \(5\)/, jest: /Tests: +5 passed, 5 total/, node: /pass 5\n.*fail 0\n/ };
const RUNNER_NAMES = ["vitest", "jest", "node"] as const;

/** What runs the unit tests alone. */
const UNIT_TESTS = {
  vitest: ["node_modules/vitest/vitest.mjs", "run", "vitest/unit"],
  jest: ["node_modules/jest/bin/jest.js", "unit"],
  node: ["--test", "node-test/unit.test.ts"],
};

describe("examples/testing, with the packed package in an empty folder", () => {
  let project: TestStack;
  let path: string;

  beforeAll(async () => {
    const { env } = await setUp({ quiet: true });
    path = env.PATH;
    project = await createEmptyProject({ PATH: path, NO_COLOR: "1" });
    cpSync(example, project.project, { recursive: true });
    const manifest = readFileSync(join(example, "package.json"), "utf8");
    const packed = manifest.replace(/("pulumi-genesyscloud-oauth": )".*"/, `$1"file:${inject("tarball")}"`);
    project.writeProgram("package.json", packed);
    (await project.execute("npm", ["install", "--no-audit", "--no-fund"], { timeoutMs: 600_000 })).succeeded();
  }, 600_000);

  afterAll(async () => {
    await project?.[Symbol.asyncDispose]();
  });

  const runUnitTests = (runner: keyof typeof RUNNERS, env: Record<string, string> = {}) =>
    project.execute("node", UNIT_TESTS[runner], { env });

  it("is correct for the compiler", async () => {
    const { stdout } = await project.execute("node", ["node_modules/typescript/bin/tsc", "-p", "tsconfig.tests.json"]);
    expect(stdout).toBe("");
  });

  it("passes with Vitest, Jest and node:test, each with mocks, and with the simulator and the engine", async () => {
    const runs = await Promise.all(
      RUNNER_NAMES.map((runner) => project.execute("npm", ["run", `test:${runner}`], { timeoutMs: 600_000 })),
    );
    for (const [index, runner] of RUNNER_NAMES.entries()) {
      const output = runs[index]?.succeeded().output ?? "";
      expect(output).toMatch(RUNNERS[runner]);
      expect(output).not.toContain(DEFAULT_LOGIN.clientSecret);
      expect(output).not.toContain("unit-test-secret-of");
    }
  }, 900_000);

  it("passes with Jest on the oldest Node.js that the package supports", async () => {
    const { output } = (await runUnitTests("jest", { PATH: [NODES["22.12"], path].join(delimiter) })).succeeded();
    expect(output).toMatch(/Tests: +4 passed, 4 total/);
  });

  it.each(RUNNER_NAMES)("fails with %s, and says why, when an input is wrong", async (runner) => {
    const clients = readFileSync(join(example, "clients.ts"), "utf8");
    try {
      project.writeProgram("clients.ts", clients.replace('"CODE"', '"COD" as "CODE"'));
      const { code, output } = await runUnitTests(runner);
      expect(code).not.toBe(0);
      expect(output).toContain('"COD" is not a grant type: did you mean CODE?');
    } finally {
      project.writeProgram("clients.ts", clients);
    }
  });
});
