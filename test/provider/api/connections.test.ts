import { describe, expect, it } from "vitest";
import { startConnected } from "../../support/connect.ts";
import { startTcpProxy } from "../../support/tcp-proxy.ts";

describe("connections", () => {
  it("are kept: many calls in a row need one, the login included", async () => {
    await using session = await startConnected();
    await using proxy = await startTcpProxy(session.simulator);
    const api = session.connect({}, { apiUrl: proxy.url, loginUrl: proxy.url });
    for (let call = 0; call < 50; call += 1) await api.listScopes();
    expect(session.simulator.log.count()).toBe(51);
    expect(proxy.accepted).toBe(1);
    api.close();
  });

  it("are kept after refusals and repeated calls too", async () => {
    await using session = await startConnected();
    const { simulator } = session;
    await using proxy = await startTcpProxy(simulator);
    const api = session.connect({}, { apiUrl: proxy.url, loginUrl: proxy.url });
    simulator.faults.add({ route: "/api/v2/oauth/scopes", times: 12, action: { kind: "status", status: 503 } });
    for (let call = 0; call < 6; call += 1) await api.listScopes().catch(() => undefined);
    expect(simulator.log.count({ status: 503 })).toBe(12);
    expect(proxy.accepted).toBe(1);
    api.close();
  });

  it("are at most as many as there are calls at a time", async () => {
    await using session = await startConnected();
    await using proxy = await startTcpProxy(session.simulator);
    const api = session.connect({}, { apiUrl: proxy.url, loginUrl: proxy.url });
    const worker = async () => {
      for (let call = 0; call < 20; call += 1) await api.listScopes();
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    expect(session.simulator.log.count()).toBe(81);
    expect(proxy.accepted).toBeLessThanOrEqual(4);
    api.close();
  });
});
