import { describe, expect, it } from "vitest";
import type { ProgramSource } from "../harness/pulumi.ts";
import { createClientStack } from "./client-stack.ts";
import { installPackage, PULUMI_TSCONFIG } from "./own-project.ts";

const client = (scopes: string) => `new OAuthClient("app", {
  name: "App",
  authorizedGrantType: "CODE",
  registeredRedirectUris: ["https://app.example.com/callback"],
  scopes: ${scopes},
  secretVersion: 1,
})`;

interface Language {
  program: ProgramSource;
  /** A package.json of the project's own. */
  manifest?: Record<string, unknown>;
  tsconfig?: Record<string, unknown>;
}

/** The same program each time. */
const LANGUAGES: Record<string, Language> = {
  CommonJS: {
    manifest: { name: "program" },
    program: {
      file: "index.cjs",
      source: `const { getOAuthScopes, OAuthClient } = require("pulumi-genesyscloud-oauth");
module.exports = async () => {
  const { scopes } = await getOAuthScopes();
  const app = ${client("scopes.map((scope) => scope.id).slice(0, 2)")};
  return { id: app.clientId, name: app.name };
};`,
    },
  },
  ESM: {
    program: {
      file: "index.mjs",
      source: `import { getOAuthScopes, OAuthClient } from "pulumi-genesyscloud-oauth";
const { scopes } = await getOAuthScopes();
const app = ${client("scopes.map((scope) => scope.id).slice(0, 2)")};
export const id = app.clientId;
export const name = app.name;`,
    },
  },
  "TypeScript, as modules": {
    manifest: { name: "program", type: "module" },
    program: {
      file: "index.ts",
      source: `import * as pulumi from "@pulumi/pulumi";
import { getOAuthScopes, OAuthClient, type OAuthClientArgs } from "pulumi-genesyscloud-oauth";
const { scopes } = await getOAuthScopes();
const app = ${client("scopes.map((scope) => scope.id).slice(0, 2)")};
export const id: pulumi.Output<string> = app.clientId;
export const name = pulumi.interpolate\`\${app.name}\`;`,
    },
  },
  "TypeScript, as pulumi new makes it": {
    manifest: { name: "program", main: "index.ts" },
    tsconfig: PULUMI_TSCONFIG,
    program: {
      file: "index.ts",
      source: `import * as pulumi from "@pulumi/pulumi";
import { getOAuthScopesOutput, OAuthClient, type OAuthClientArgs } from "pulumi-genesyscloud-oauth";
const scopes: OAuthClientArgs["scopes"] = getOAuthScopesOutput().scopes.apply((all) => all.map(({ id }) => id).slice(0, 2));
const app = ${client("scopes")};
export const id: pulumi.Output<string> = app.clientId;
export const name = pulumi.interpolate\`\${app.name}\`;`,
    },
  },
};

describe.each(Object.entries(LANGUAGES))("a program in %s", (_language, { program, manifest, tsconfig }) => {
  it("creates a client, and shows no change", async () => {
    await using clients = await createClientStack({ program });
    if (manifest !== undefined) installPackage(clients.stack, manifest);
    if (tsconfig !== undefined) clients.stack.writeProgram("tsconfig.json", JSON.stringify(tsconfig));
    (await clients.stack.up()).succeeded();
    const [app, ...others] = clients.simulator.clients.list();
    expect(others).toEqual([]);
    expect(app).toMatchObject({ name: "App", scope: [expect.any(String), expect.any(String)] });
    expect(await clients.stack.outputs()).toEqual({ id: app?.id, name: "App" });
    expect((await clients.stack.preview({ expectNoChanges: true })).succeeded().code).toBe(0);
  });
});
