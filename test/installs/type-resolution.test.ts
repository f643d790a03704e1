import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createEmptyProject, type TestStack } from "../harness/pulumi.ts";
import { blockWith } from "../support/markdown-blocks.ts";

/** The oldest and newest that we promise, and two between: 5.4 knows `require` of ES modules under no setting, 5.9 under nodenext. */
const VERSIONS = { "5.0": "5.0.4", "5.4": "5.4.5", "5.9": "5.9.3", "6.0": "6.0.3" };

/** Uses a type of each entry point in a way that `any` would not allow. */
const EVERY_ENTRY = `
import { oauthClientPolicies } from "pulumi-genesyscloud-oauth/policy";
import { provider } from "pulumi-genesyscloud-oauth/runtime";
import { type Simulator, startSimulator } from "pulumi-genesyscloud-oauth/simulator";
import { genesyscloudMocks } from "pulumi-genesyscloud-oauth/testing";
import type { OAuthClientArgs } from "pulumi-genesyscloud-oauth";

export const simulator: Promise<Simulator> = startSimulator();
export const { check } = provider;
export const names: string[] = oauthClientPolicies({ longValidity: { maximumSeconds: 3600 } }).map(({ name }) => name);
// @ts-expect-error There is no such grant type.
export const args: OAuthClientArgs = { name: "App", authorizedGrantType: "COFFEE" };
// @ts-expect-error An option that does not exist.
startSimulator({ coffee: true });
// @ts-expect-error A level that does not exist.
oauthClientPolicies({ enforcementLevel: "strict" });
// @ts-expect-error An option that does not exist.
genesyscloudMocks({ coffee: true });
`;

/** Compiler options, and the files that are compiled with them. */
const SETTINGS = {
  "module commonjs, moduleResolution node": [{ module: "commonjs", moduleResolution: "node" }, ["program.ts"]],
  "node16, from CommonJS and from an ES module": [{ module: "node16" }, ["program.cts", "program.mts"]],
  "nodenext, from CommonJS and from an ES module": [{ module: "nodenext" }, ["program.cts", "program.mts"]],
  bundler: [{ module: "esnext", moduleResolution: "bundler" }, ["program.ts"]],
} as const;

describe("the types of every entry point are found by", () => {
  let project: TestStack;

  beforeAll(async () => {
    project = await createEmptyProject({});
    const aliases = Object.entries(VERSIONS).map(([name, version]) => [
      `typescript-${name}`,
      `npm:typescript@${version}`,
    ]);
    const manifest = {
      private: true,
      dependencies: {
        "@pulumi/policy": "1.21.0",
        "@pulumi/pulumi": "3.270.0",
        "pulumi-genesyscloud-oauth": `file:${inject("tarball")}`,
      },
      devDependencies: { ...Object.fromEntries(aliases), "@types/node": "22.12.0" },
    };
    project.writeProgram("package.json", JSON.stringify(manifest));
    (await project.execute("npm", ["install", "--no-audit", "--no-fund"])).succeeded();
  });

  afterAll(async () => {
    await project?.[Symbol.asyncDispose]();
  });

  const cases = Object.keys(VERSIONS).flatMap((version) =>
    Object.entries(SETTINGS).map(([setting, [options, files]]) => ({ version, setting, options, files })),
  );

  it.each(cases)("TypeScript $version, $setting", async ({ version, options, files }) => {
    const folder = `${version}-${Object.values(options).join("-")}`;
    mkdirSync(join(project.project, folder));
    const source = `${blockWith("README.md", "new OAuthClient(")}\n${EVERY_ENTRY}`;
    for (const file of files) writeFileSync(join(project.project, folder, file), source);
    const deprecations = version.startsWith("6") ? { ignoreDeprecations: "6.0" } : {};
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: "es2020",
      types: ["node"],
      ...options,
      ...deprecations,
    };
    writeFileSync(join(project.project, folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const compiler = join("node_modules", `typescript-${version}`, "bin", "tsc");
    const { stdout, stderr } = await project.execute("node", [compiler, "-p", folder]);
    expect(stderr).toBe("");
    // Errors inside the declarations of other packages, such as one of gRPC under TypeScript 5.0, are not ours to mend.
    const ours = stdout.split("\n").filter((line) => !/^(?!.*pulumi-genesyscloud-oauth)node_modules/.test(line));
    expect(ours.join("")).toBe("");
  });
});
