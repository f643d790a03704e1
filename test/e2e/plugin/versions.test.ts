import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { executedChanges } from "../../harness/pulumi.ts";
import { APP } from "../../harness/sample-clients.ts";
import { createPluginStack, declare } from "./plugin-stack.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

it("warns of a plugin that is older than the SDK, and of no other", async () => {
  await using plugins = await createPluginStack();
  const { stack } = plugins.clients;
  const previewOf = async (opts: object) => {
    plugins.write(declare("OAuthClient", "app", APP, opts));
    return (await stack.preview()).succeeded().output;
  };
  expect(await previewOf({ version: "999.0.0" })).toContain(
    `resource plugin genesyscloud-oauth is expected to have version >=999.0.0, but has ${version}`,
  );
  expect(await previewOf({ version: "0.0.1" })).not.toMatch(/warning/);
  expect(await previewOf({})).not.toMatch(/warning/);
});

it("takes no new version of the SDK for a change of a resource or a provider", async () => {
  await using plugins = await createPluginStack();
  const { stack, simulator } = plugins.clients;
  const write = (opts: object) =>
    plugins.write(
      `const europe = new genesys.Provider("europe", {}, ${JSON.stringify(opts)});`,
      declare("OAuthClient", "app", APP, opts),
      `new genesys.OAuthClient("other", ${JSON.stringify({ ...APP, name: "Other" })}, { provider: europe });`,
    );
  write({ version: "0.0.1" });
  (await stack.up()).succeeded();
  simulator.log.clear();
  write({});
  (await stack.preview({ expectNoChanges: true })).succeeded();
  (await stack.up({ args: ["--expect-no-changes"] })).succeeded();
  expect(plugins.writes()).toEqual([]);
});

it("runs two versions of the plugin for one program, if Pulumi.yaml names both", async () => {
  await using plugins = await createPluginStack();
  const { stack, simulator } = plugins.clients;
  const other = join(stack.project, "other");
  cpSync(join(root, "plugin"), other, { recursive: true });
  const schema = readFileSync(join(other, "schema.json"), "utf8");
  writeFileSync(join(other, "schema.json"), schema.replace(/"version": "[^"]*"/, '"version": "999.0.0"'));
  const providers = [
    { name: "genesyscloud-oauth", version, path: join(root, "plugin") },
    { name: "genesyscloud-oauth", version: "999.0.0", path: "other" },
  ];
  // JSON is YAML.
  const project = { name: "program", runtime: "nodejs", main: "index.mjs", plugins: { providers } };
  stack.writeProgram("Pulumi.yaml", JSON.stringify(project));
  plugins.write(
    declare("OAuthClient", "old", { ...APP, name: "Old" }),
    declare("OAuthClient", "new", { ...APP, name: "New" }, { version: "999.0.0" }),
  );
  const up = (await stack.up({ json: true })).succeeded();
  expect(executedChanges(up)).toMatchObject([{ op: "create" }, { op: "create" }]);
  expect(up.output).not.toMatch(/warning/);
  expect(
    simulator.clients
      .list()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["New", "Old"]);
});
