import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkNetwork } from "../../../cli/doctor/network.ts";
import { isExempt } from "../../../cli/doctor/no-proxy.ts";
import { Connection } from "../../../provider/api/connection.ts";
import { OAuthApi } from "../../../provider/api/oauth-api.ts";
import { explainConfiguration, readConfiguration } from "../../../provider/config/configuration.ts";
import { startConnected } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";
import { API_URL, CERTIFICATE_FILE, startHttpsProxy } from "../../support/https-proxy.ts";

const LOGIN = { GENESYSCLOUD_OAUTHCLIENT_ID: "id", GENESYSCLOUD_OAUTHCLIENT_SECRET: "secret" };
const REGION = { GENESYSCLOUD_REGION: "eu-west-1", ...LOGIN };
const PASSWORD = "the-password-that-nobody-may-see";
const PROXY = `http://user:${PASSWORD}@proxy.example.com:8080`;

/** Level and text of each check, by id. */
function found(environment: Record<string, string>, nodeVersion = "24.5.0"): Record<string, string> {
  const explained = explainConfiguration(() => undefined, environment);
  const checks = checkNetwork(explained, environment, nodeVersion);
  expect(JSON.stringify(checks)).not.toContain(PASSWORD);
  return Object.fromEntries(checks.map(({ id, level, text, todo = "" }) => [id, `${level}: ${text} ${todo}`.trim()]));
}

describe("the proxy", () => {
  it.each<[Record<string, string>, string]>([
    [REGION, "green: none"],
    [{ ...REGION, HTTPS_PROXY: PROXY }, "green: proxy.example.com:8080 to api.mypurecloud.ie, login.mypurecloud.ie"],
    [
      { ...REGION, HTTPS_PROXY: PROXY, NO_PROXY: "login.mypurecloud.ie" },
      "green: proxy.example.com:8080 to api.mypurecloud.ie; without it to login.mypurecloud.ie",
    ],
    [
      { ...REGION, HTTPS_PROXY: PROXY, NO_PROXY: "mypurecloud.ie" },
      "green: proxy.example.com:8080 is set; Genesys Cloud is reached without it",
    ],
    [
      {
        ...LOGIN,
        GENESYSCLOUD_API_URL: "http://127.0.0.1:1",
        GENESYSCLOUD_LOGIN_URL: "http://127.0.0.1:1",
        HTTPS_PROXY: PROXY,
      },
      "green: proxy.example.com:8080 is set; Genesys Cloud is reached without it",
    ],
    [{ HTTPS_PROXY: PROXY }, "neutral: proxy.example.com:8080; not checked: no configuration"],
  ])("%o: %s", (environment, expected) => {
    expect(found(environment).proxy).toBe(expected);
  });

  it("that this Node ignores is a warning", () => {
    expect(found({ ...REGION, HTTPS_PROXY: PROXY }, "22.20.0").proxy).toMatch(/^yellow: .*which this Node ignores/);
  });

  it("that can't be used is a problem", () => {
    expect(found({ ...REGION, HTTPS_PROXY: `socks5://user:${PASSWORD}@proxy` }).proxy).toMatch(
      /^red: .*http or https proxy/,
    );
  });

  it("is left out for exactly the hosts for which the connection leaves it out", async () => {
    await using session = await startConnected();
    await using proxy = await startHttpsProxy(session.simulator);
    proxy.refuse();
    for (const NO_PROXY of [
      "",
      "*",
      "genesyscloud.test",
      "*.genesyscloud.test",
      "api.genesyscloud.test",
      "other.test",
      "login.genesyscloud.test",
      ".test",
      "10.0.0.1-10.0.0.9",
    ]) {
      const environment = {
        GENESYSCLOUD_API_URL: API_URL,
        GENESYSCLOUD_ACCESS_TOKEN: "a-token",
        HTTPS_PROXY: proxy.url,
        NO_PROXY,
      };
      const configuration = readConfiguration(() => undefined, environment);
      const before = proxy.tunnels.length;
      const api = new OAuthApi(new Connection(configuration, { retryBounds: { maxRetries: 0 } }));
      await failureOf(api.tokenInfo());
      api.close();
      const isProxied = proxy.tunnels.length > before;
      expect([NO_PROXY, isExempt(configuration.proxy.no_proxy ?? "", new URL(API_URL))]).toEqual([
        NO_PROXY,
        !isProxied,
      ]);
    }
  });

  it("is left out for ranges of addresses, and for a host with its port", () => {
    expect(isExempt("10.0.0.1-10.0.0.9", new URL("https://10.0.0.5"))).toBe(true);
    expect(isExempt("10.0.0.1-10.0.0.9", new URL("https://10.0.0.10"))).toBe(false);
    expect(isExempt("10.0.0.9-10.0.0.1", new URL("https://10.0.0.5"))).toBe(false);
    expect(isExempt("gateway.example.com:8443", new URL("https://gateway.example.com:8443"))).toBe(true);
    expect(isExempt("gateway.example.com:8443", new URL("https://gateway.example.com"))).toBe(false);
  });
});

describe("the connection to the engine", () => {
  it.each<[Record<string, string>, RegExp | undefined]>([
    [{ HTTPS_PROXY: PROXY }, undefined],
    [
      { https_proxy: PROXY },
      /^red: https_proxy \(proxy\.example\.com:8080\) also catches .*Add 127\.0\.0\.1 to no_proxy/,
    ],
    [{ http_proxy: PROXY }, /^red: http_proxy/],
    [{ https_proxy: "https://proxy.example.com" }, undefined],
    [{ https_proxy: "not a url" }, undefined],
    [{ https_proxy: PROXY, no_proxy: "localhost" }, /^red/],
    [{ https_proxy: PROXY, NO_PROXY: "127.0.0.1" }, /^red/],
    [{ https_proxy: PROXY, no_proxy: "localhost,127.0.0.1" }, /^green/],
    [{ https_proxy: PROXY, no_proxy: "127.0.0.0/8" }, /^green/],
    [{ https_proxy: PROXY, no_proxy: "10.0.0.0/8,nonsense/x" }, /^red/],
    [
      { https_proxy: PROXY, no_proxy: "127.0.0.1", no_grpc_proxy: "localhost" },
      /^red: .*Add 127\.0\.0\.1 to no_grpc_proxy/,
    ],
    [{ https_proxy: "http://127.0.0.1:3128" }, /^yellow/],
  ])("%o: %s", (environment, expected) => {
    const { engineConnection } = found(environment);
    if (expected === undefined) expect(engineConnection).toBeUndefined();
    else expect(engineConnection).toMatch(expected);
  });
});

describe("certificates", () => {
  it.each<[string, string | undefined, RegExp]>([
    ["not there", undefined, /^red: .*can't be read \(ENOENT\)/],
    ["empty", "", /^red: .*no certificate in PEM form/],
    ["in another form", "\u0030\u0082\u0001", /^red: .*no certificate in PEM form/],
    ["damaged", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", /^red: .*a certificate is damaged/],
    ["fine", readFileSync(CERTIFICATE_FILE, "utf8").repeat(2), /^green: those of Node, and 2 certificates in /],
  ])("in a file that is %s: %s", (_, content, expected) => {
    const folder = mkdtempSync(join(tmpdir(), "certificates-"));
    try {
      const file = join(folder, "ca.pem");
      if (content !== undefined) writeFileSync(file, content);
      expect(found({ NODE_EXTRA_CA_CERTS: file }).certificates).toMatch(expected);
      expect(found({ NODE_EXTRA_CA_CERTS: folder }).certificates).toMatch(/^red: .*EISDIR/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("are Node's own where no file is named", () => {
    expect(found({}).certificates).toBe("green: those of Node");
  });

  it("that nobody verifies are a problem", () => {
    expect(found({}).verification).toMatch(/^green/);
    expect(found({ NODE_TLS_REJECT_UNAUTHORIZED: "0" }).verification).toMatch(/^red: .*Unset it/);
  });
});
