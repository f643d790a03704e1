import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { explainConfiguration } from "../../provider/config/configuration.ts";
import { type Simulator, simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { createStack } from "../harness/pulumi.ts";

const root = join(import.meta.dirname, "..", "..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => ({
  language,
  text: text ?? "",
}));

const blockWith = (text: string) => {
  const found = blocks.find((block) => block.text.includes(text));
  if (found === undefined) throw new Error(`The README has no block with ${text}`);
  return found.text;
};

/** Commands of a shell block, without their comments. */
const commandsOf = (block: string) =>
  block
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "");

describe("the README", () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator({ clock: () => Date.now() - 3_600_000 });
    return () => simulator.close();
  });

  it("shows a quick start that works as it stands, and commands that find no drift after it", async () => {
    await using stack = await createStack({
      program: { file: "index.ts", source: blockWith("new OAuthClient") },
      env: simulatorEnvironment(simulator.url),
    });
    (await stack.up()).succeeded();
    expect(await stack.outputs()).toEqual({ clientId: expect.any(String), clientSecret: "[secret]" });
    const [refresh = "", drift = ""] = commandsOf(blockWith("genesyscloud-oauth drift"));
    expect((await stack.run(refresh.split(" ").slice(1))).code).toBe(0);
    const command = join(root, "dist", "cli", "main.js");
    expect(await stack.execute(process.execPath, [command, ...drift.split(" ").slice(2)])).toMatchObject({ code: 0 });
    (await stack.destroy()).succeeded();
    expect(simulator.clients.list()).toEqual([]);
  });

  it("configures a stack with the keys that the provider reads", async () => {
    await using stack = await createStack({ program: { file: "index.mjs", source: "" } });
    const settings = commandsOf(blockWith("pulumi config set")).filter((line) => line.startsWith("pulumi config set"));
    expect(settings).toHaveLength(3);
    for (const setting of settings) {
      const args = setting.split(" ").slice(1);
      (await stack.run(args.includes("--secret") ? [...args, "value"] : args)).succeeded();
    }
    const { settings: known } = explainConfiguration(() => undefined, {});
    expect(new Set(readme.match(/GENESYSCLOUD_[A-Z_]+/g))).toEqual(new Set(known.map(({ variable }) => variable)));
    const keys = [...readme.matchAll(/`genesyscloud:(\w+)`/g)].map(([, key]) => key);
    expect(new Set(keys)).toEqual(new Set(known.map(({ key }) => key)));
  });

  it("names scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    for (const [, script] of readme.matchAll(/npm run (\w+)/g)) expect(Object.keys(scripts)).toContain(script);
  });

  it.each([
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/performance.md",
    "docs/reliability.md",
    "docs/assumptions.md",
    "docs/ownership-mark.md",
    "docs/doctor.md",
    "docs/drift.md",
    "docs/rotation.md",
    "docs/plugin.md",
    "docs/export.md",
    "docs/from-terraform.md",
    "docs/organisations-and-regions.md",
    "docs/proxies-and-private-cas.md",
    "docs/policy.md",
    "docs/testing.md",
    "sdk/README.md",
  ])("has no dead links in %s", (page) => {
    const text = readFileSync(join(root, page), "utf8");
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? "");
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});
