import { readFileSync } from "node:fs";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startConnected } from "../../support/connect.ts";
import { API_URL, CERTIFICATE_FILE, LOGIN_URL, startHttpsProxy } from "../../support/https-proxy.ts";

const BEHIND = { apiUrl: API_URL, loginUrl: LOGIN_URL };

describe("with HTTPS_PROXY", () => {
  const usual = getCACertificates();
  beforeAll(() => setDefaultCACertificates([...usual, readFileSync(CERTIFICATE_FILE, "utf8")]));
  afterAll(() => setDefaultCACertificates(usual));

  it("login and API are reached through the proxy, over one tunnel each", async () => {
    await using session = await startConnected();
    await using proxy = await startHttpsProxy(session.simulator);
    const api = session.connect({}, { ...BEHIND, proxy: { https_proxy: proxy.url } });
    for (let call = 0; call < 3; call += 1) await api.listScopes();
    expect(session.simulator.log.table()).toEqual({ "POST /oauth/token": 1, "GET /api/v2/oauth/scopes": 3 });
    expect(proxy.tunnels).toEqual(["login.genesyscloud.test:443", "api.genesyscloud.test:443"]);
  });

  it("hosts that NO_PROXY names are reached without it", async () => {
    await using session = await startConnected();
    await using proxy = await startHttpsProxy(session.simulator);
    // No name service knows them, and a slow one must not hold up the test.
    const api = session.connect(
      { requestTimeoutMs: 1_000 },
      { ...BEHIND, proxy: { https_proxy: proxy.url, no_proxy: ".genesyscloud.test" } },
    );
    await expect(api.listScopes()).rejects.toThrow(/Cannot log in.*(no connection|no answer)/);
    expect(proxy.tunnels).toEqual([]);
  });

  it("a refused tunnel is asked for once, and surely nothing was applied; the password stays out of the error", async () => {
    await using session = await startConnected();
    await using proxy = await startHttpsProxy(session.simulator);
    proxy.refuse();
    const api = session.connect({}, { ...BEHIND, proxy: { https_proxy: proxy.url } });
    const error = await api.listScopes().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "NoAnswerError", mayHaveBeenApplied: false });
    expect(String(error)).toContain("the proxy refused the connection with HTTP 403; check HTTPS_PROXY");
    expect(proxy.tunnels).toHaveLength(1);
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain(proxy.password);
  });

  it("a wrong password is tried once", async () => {
    await using session = await startConnected();
    await using proxy = await startHttpsProxy(session.simulator);
    const api = session.connect({}, { ...BEHIND, proxy: { https_proxy: proxy.url.replace(proxy.password, "wrong") } });
    await expect(api.listScopes()).rejects.toThrow("HTTP 407");
    expect(proxy.tunnels).toHaveLength(1);
  });

  it("a proxy that fails for a moment is asked again", async () => {
    await using session = await startConnected();
    await using proxy = await startHttpsProxy(session.simulator);
    proxy.fail(2);
    const api = session.connect({}, { ...BEHIND, proxy: { https_proxy: proxy.url } });
    await api.listScopes();
    expect(proxy.tunnels).toHaveLength(4);
  });
});
