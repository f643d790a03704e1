import { expect, it } from "vitest";
import { simulatorEnvironment } from "../../simulator/index.ts";
import { createStack } from "../harness/pulumi.ts";
import { startConnected } from "../support/connect.ts";
import { API_URL, CERTIFICATE_FILE, LOGIN_URL, startHttpsProxy } from "../support/https-proxy.ts";

/** Asks as a program and as a provider process. */
const SOURCE = `import { getOAuthScope, OAuthClient } from "pulumi-genesyscloud-oauth";
const { id } = await getOAuthScope({ scopeId: "users:readonly" });
new OAuthClient("app", {
  name: "App",
  authorizedGrantType: "CODE",
  registeredRedirectUris: ["https://app.example.com/callback"],
  scopes: [id],
});
`;

/** In small letters, Pulumi's SDK takes it for the connection to the engine too. */
const VARIABLES: [string, (proxy: string) => Record<string, string>][] = [
  ["HTTPS_PROXY", (proxy) => ({ HTTPS_PROXY: proxy })],
  ["https_proxy and no_proxy", (proxy) => ({ https_proxy: proxy, no_proxy: "127.0.0.1" })],
];

it.each(VARIABLES)("a stack reaches Genesys Cloud as %s say, and shows the password nowhere", async (_, variables) => {
  await using session = await startConnected();
  const { simulator } = session;
  await using proxy = await startHttpsProxy(simulator);
  await using stack = await createStack({
    program: { file: "index.mjs", source: SOURCE },
    env: {
      ...simulatorEnvironment(simulator.url),
      GENESYSCLOUD_API_URL: API_URL,
      GENESYSCLOUD_LOGIN_URL: LOGIN_URL,
      NODE_EXTRA_CA_CERTS: CERTIFICATE_FILE,
      ...variables(proxy.url),
    },
  });
  const up = (await stack.up()).succeeded();
  expect(simulator.clients.list()).toMatchObject([{ name: "App", scope: ["users:readonly"] }]);
  expect(new Set(proxy.tunnels)).toEqual(new Set(["login.genesyscloud.test:443", "api.genesyscloud.test:443"]));

  proxy.refuse();
  const refused = await stack.refresh();
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain("the proxy refused the connection with HTTP 403");
  expect(up.output + refused.output + stack.backendText()).not.toContain(proxy.password);
});
