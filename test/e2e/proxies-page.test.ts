import { describe, expect, it } from "vitest";
import { explainConfiguration } from "../../provider/config/configuration.ts";
import { simulatorEnvironment } from "../../simulator/index.ts";
import { createStack } from "../harness/pulumi.ts";
import { startConnected } from "../support/connect.ts";
import { API_URL, CERTIFICATE_FILE, LOGIN_URL, startHttpsProxy } from "../support/https-proxy.ts";
import { blocksOf, blockWith } from "../support/markdown-blocks.ts";

const PAGE = "docs/proxies-and-private-cas.md";
const PROXY = "http://proxy.example.com:8080";
const UP = "pulumi --non-interactive up --yes --skip-preview\n";

const SOURCE = `import { OAuthClient } from "pulumi-genesyscloud-oauth";
new OAuthClient("app", { name: "App", authorizedGrantType: "TOKEN", registeredRedirectUris: ["https://a.example.com/"] });
`;

describe(PAGE, () => {
  it.each(["HTTPS_PROXY=", "https_proxy="])("reaches Genesys Cloud with %s and the private CA", async (variable) => {
    await using session = await startConnected();
    const { simulator } = session;
    await using proxy = await startHttpsProxy(simulator);
    await using stack = await createStack({
      program: { file: "index.mjs", source: SOURCE },
      env: { ...simulatorEnvironment(simulator.url), GENESYSCLOUD_API_URL: API_URL, GENESYSCLOUD_LOGIN_URL: LOGIN_URL },
    });
    const proxyBlock = blockWith(PAGE, `export ${variable}`);
    expect(proxyBlock).toContain(PROXY);
    const authority = blockWith(PAGE, "NODE_EXTRA_CA_CERTS").replace("$HOME/company.pem", CERTIFICATE_FILE);
    expect(authority).toContain(CERTIFICATE_FILE);
    const run = (block: string) => stack.execute("bash", ["-ec", block]);

    const untrusted = await run(proxyBlock.replace(PROXY, proxy.url) + UP);
    expect(untrusted.code).not.toBe(0);
    (await run(proxyBlock.replace(PROXY, proxy.url) + authority + UP)).succeeded();
    expect(simulator.clients.list()).toMatchObject([{ name: "App" }]);
    expect(new Set(proxy.tunnels)).toEqual(new Set(["login.genesyscloud.test:443", "api.genesyscloud.test:443"]));
  });

  it("names a gateway with settings that the provider accepts", async () => {
    const settings = [
      ...blockWith(PAGE, "genesyscloud:apiUrl").matchAll(/^pulumi config set genesyscloud:(\S+) (\S+)$/gm),
    ];
    const values: Record<string, string | undefined> = Object.fromEntries(
      settings.map(([, key, value]) => [key, value]),
    );
    const { configuration } = explainConfiguration((key) => values[key], { GENESYSCLOUD_ACCESS_TOKEN: "token" });
    expect(configuration).toMatchObject(values);
    expect(Object.keys(values)).toEqual(["apiUrl", "loginUrl"]);
  });

  it("has no other blocks", () => {
    expect(blocksOf(PAGE)).toHaveLength(4);
  });
});
