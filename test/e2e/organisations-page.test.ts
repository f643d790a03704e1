import { beforeAll, describe, expect, it } from "vitest";
import { domainOfRegion } from "../../provider/config/regions.ts";
import { DEFAULT_LOGIN, type Simulator, startSimulator } from "../../simulator/index.ts";
import { compilerErrors } from "../harness/compiler.ts";
import { createStack } from "../harness/pulumi.ts";
import { blocksOf, blockWith } from "../support/markdown-blocks.ts";
import { anHourAgo } from "./client-stack.ts";
import { stepsOf } from "./plugin/plugin-stack.ts";

const PAGE = "docs/organisations-and-regions.md";

/** A reader whose regions are simulators, who types the secret of the login, and confirms what `pulumi up` asks. */
const READER = `
pulumi() {
  case "$*" in
    "config set genesyscloud:region "*)
      command pulumi config set genesyscloud:apiUrl "$URL" && command pulumi config set genesyscloud:loginUrl "$URL" ;;
    "config set genesyscloud:oauthClientId "*) command pulumi config set genesyscloud:oauthClientId "$CLIENT_ID" ;;
    *--secret*) printf %s "$CLIENT_SECRET" | command pulumi "$@" ;;
    up) command pulumi --non-interactive up --yes --skip-preview ;;
    *) command pulumi --non-interactive "$@" ;;
  esac
}
set -e
`;

const PROGRAM = `import { OAuthClient } from "pulumi-genesyscloud-oauth";
new OAuthClient("app", { name: "App", authorizedGrantType: "TOKEN", registeredRedirectUris: ["https://a.example.com/"] });
`;

describe(PAGE, () => {
  let europe: Simulator;
  let america: Simulator;
  beforeAll(async () => {
    europe = await startSimulator({ clock: anHourAgo });
    america = await startSimulator({ clock: anHourAgo });
    return async () => {
      await europe.close();
      await america.close();
    };
  });

  it("has a stack for each organisation", async () => {
    await using stack = await createStack({ program: { file: "index.mjs", source: PROGRAM } });
    const { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET } = DEFAULT_LOGIN;
    for (const [name, { url: URL }] of Object.entries({ europe, america })) {
      const block = blockWith(PAGE, `stack init ${name}`);
      const [, region = ""] = /genesyscloud:region (\S+)/.exec(block) ?? [];
      expect(domainOfRegion(region)).toBeDefined();
      const env = { URL, CLIENT_ID, CLIENT_SECRET };
      (await stack.execute("bash", ["-c", READER + block], { env })).succeeded();
    }
    expect(europe.clients.list()).toMatchObject([{ name: "App" }]);
    expect(america.clients.list()).toMatchObject([{ name: "App" }]);
  });

  it("has a program for two organisations", async () => {
    const program = blockWith(PAGE, "new Provider");
    const region = 'region: "us-east-1"';
    expect(program).toContain(region);
    expect(await compilerErrors([program])).toBe("");
    const source = program.replace(region, `apiUrl: "${america.url}", loginUrl: "${america.url}"`);
    await using stack = await createStack({ program: { file: "index.ts", source } });
    const env = { CLIENT_SECRET: DEFAULT_LOGIN.clientSecret };
    (await stack.execute("bash", ["-c", READER + blockWith(PAGE, "config set americaClientId")], { env })).succeeded();
    await stack.setConfig("americaClientId", DEFAULT_LOGIN.clientId);
    expect(stepsOf(await stack.preview({ json: true }))).toMatchObject({ america: ["create"], app: ["create"] });
  });

  it("has no other blocks", () => {
    expect(blocksOf(PAGE)).toHaveLength(4);
  });
});
