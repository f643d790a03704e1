import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { oauthClientPolicies } from "../../provider/policy/index.ts";
import { compilerErrors } from "../harness/compiler.ts";
import { placePolicyPack } from "../harness/policy-pack.ts";
import { SERVICE } from "../harness/sample-clients.ts";
import { blocksOf, blockWith } from "../support/markdown-blocks.ts";
import { createClientStack } from "./client-stack.ts";

const PAGE = "docs/policy.md";
const root = join(import.meta.dirname, "..", "..");
const text = readFileSync(join(root, PAGE), "utf8");

/** What the page shows of an output. Pulumi indents it, and older versions of it show no severity. */
const screen = /<!-- screen: violation -->\n```\n(.*?)\n```/s.exec(text)?.[1] ?? "";
const plain = (output: string) => output.replaceAll(/^ +| \[severity: \w+\]/gm, "");

it("shows the policy pack of the example, which is correct for the compiler", async () => {
  const programs = blocksOf(PAGE).filter(({ language }) => language === "ts");
  expect(programs.map((program) => program.text)).toEqual([
    readFileSync(join(root, "examples", "policy-pack", "index.ts"), "utf8"),
  ]);
  const own = `import { PolicyPack, type Policies } from "@pulumi/policy";
import { oauthClientPolicies } from "pulumi-genesyscloud-oauth/policy";
const others: Policies = [];
new PolicyPack("own", { ${/policies: \[.*\]/.exec(text)?.[0]} });
`;
  expect(own).toContain("...others");
  expect(await compilerErrors([...programs.map((program) => program.text), own])).toBe("");
});

it("names every rule, and every setting with its default", () => {
  const rows = [...text.matchAll(/^\| `(oauth-client-[\w-]+)` \| `\w+` \|.*\| (.*)\|$/gm)];
  const named = rows.map(([, rule, settings = ""]) => [
    rule,
    Object.fromEntries([...settings.matchAll(/`(\w+)`: `?(\w+)/g)].map(([, name, value]) => [name, value])),
  ]);
  const real = oauthClientPolicies().map(({ name, configSchema }) => {
    const { except, ...own } = configSchema?.properties ?? {};
    expect(except).toHaveProperty("default", []);
    return [name, Object.fromEntries(Object.entries(own).map(([key, setting]) => [key, String(setting.default)]))];
  });
  expect(named).toEqual(real);
});

it("shows the violation that its commands show, and what its configuration changes", async () => {
  await using clients = await createClientStack();
  const { env } = await placePolicyPack(clients.stack, "policy-pack");
  clients.stack.writeProgram("policy-config.json", blockWith(PAGE, '"maximumSeconds": 86400'));
  clients.declare({ reporting: SERVICE, "nightly-export": { ...SERVICE, accessTokenValiditySeconds: 200_000 } });
  // The example needs nothing that this repository has not installed.
  const run = (block: string) => clients.stack.execute("bash", ["-ec", `npm() { :; }\n${block}`], { env });

  const plainRun = await run(blockWith(PAGE, "npm install"));
  expect(screen).toContain("reporting");
  expect(plain(plainRun.output)).toContain(plain(screen));
  expect(plainRun.output).toContain('OAuthClient "nightly-export": accessTokenValiditySeconds is 200000');
  expect(plainRun.output).toContain("[advisory]");
  expect(plainRun.code).not.toBe(0);

  const configured = await run(blockWith(PAGE, "--policy-pack-config"));
  expect(configured.output).not.toContain("oauth-client-long-validity");
  expect(configured.output).toContain('OAuthClient "reporting": secretVersion is not set.');
  expect(configured.output).not.toContain("[advisory]");
  expect(configured.code).not.toBe(0);
});
