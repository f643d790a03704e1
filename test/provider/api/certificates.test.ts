import { globSync, readFileSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { join } from "node:path";
import { createServer, getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, describe, expect, it } from "vitest";
import type { Configuration } from "../../../provider/config/configuration.ts";
import { type Connected, startConnected } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";
import { API_URL, CERTIFICATE_FILE, LOGIN_URL, startHttpsProxy } from "../../support/https-proxy.ts";
import { close, listen, TiedSockets } from "../../support/sockets.ts";

/** Issued by itself, for api.genesyscloud.test and login.genesyscloud.test. */
const CERTIFICATE = readFileSync(CERTIFICATE_FILE, "utf8");
const KEY = readFileSync(join(CERTIFICATE_FILE, "..", "key.pem"), "utf8");
const TOKEN = { kind: "token", accessToken: "a-token-that-must-not-travel" } as const;

/** A server with that certificate in front of a simulator, reached by the address 127.0.0.1, and what it could decipher. */
async function startTls({ simulator }: Connected) {
  const sockets = new TiedSockets();
  let received = "";
  const server = createServer({ cert: CERTIFICATE, key: KEY }, (socket) => {
    socket.on("data", (data: Buffer) => {
      received += data.toString("latin1");
    });
    sockets.tie(socket, connectSocket(Number(new URL(simulator.url).port), "127.0.0.1"));
  });
  const port = await listen(server);
  return {
    url: `https://127.0.0.1:${port}`,
    received: () => received,
    async [Symbol.asyncDispose]() {
      sockets.destroy();
      await close(server);
    },
  };
}

/** What of a configuration leads to the server, and by which request. */
const PATHS: [string, (url: string, plainUrl: string) => Partial<Configuration>][] = [
  ["login", (loginUrl, apiUrl) => ({ loginUrl, apiUrl })],
  ["API with a token", (apiUrl) => ({ apiUrl, loginUrl: undefined, credentials: TOKEN })],
  ["API after a login elsewhere", (apiUrl, loginUrl) => ({ apiUrl, loginUrl })],
];

describe("a certificate", () => {
  const usual = getCACertificates();
  afterAll(() => setDefaultCACertificates(usual));

  it.each(PATHS)("of an unknown authority gets no byte of ours: %s", async (_, hosts) => {
    setDefaultCACertificates(usual);
    await using session = await startConnected();
    await using server = await startTls(session);
    const api = session.connect({}, hosts(server.url, session.simulator.url));
    const error = await failureOf(api.listScopes());
    expect(error).toMatchObject({ name: "NoAnswerError", mayHaveBeenApplied: false });
    expect(error.message).toContain("can't be verified, so nothing was sent (DEPTH_ZERO_SELF_SIGNED_CERT)");
    expect(error.message).toContain("NODE_EXTRA_CA_CERTS");
    expect(server.received()).toBe("");
    expect(session.simulator.log.count({ route: "/api/v2/oauth/scopes" })).toBe(0);
  });

  it.each(PATHS)("for another name gets no byte of ours, though its authority is trusted: %s", async (_, hosts) => {
    setDefaultCACertificates([...usual, CERTIFICATE]);
    await using session = await startConnected();
    await using server = await startTls(session);
    const api = session.connect({}, hosts(server.url, session.simulator.url));
    const error = await failureOf(api.listScopes());
    expect(error.message).toContain("ERR_TLS_CERT_ALTNAME_INVALID");
    expect(error.message).toMatch(
      /The certificate is of another host: check (the region or genesyscloud:apiUrl|genesyscloud:region or genesyscloud:loginUrl)\./,
    );
    expect(error.message).not.toContain("NODE_EXTRA_CA_CERTS");
    expect(server.received()).toBe("");
    expect(session.simulator.log.count({ route: "/api/v2/oauth/scopes" })).toBe(0);
  });

  it.each<[string, Partial<Configuration>]>([
    ["login", {}],
    ["API with a token", { credentials: TOKEN }],
  ])("of an unknown authority is refused behind a proxy too: %s", async (_, credentials) => {
    setDefaultCACertificates(usual);
    await using session = await startConnected();
    await using proxy = await startHttpsProxy(session.simulator);
    const hosts = { apiUrl: API_URL, loginUrl: LOGIN_URL, proxy: { https_proxy: proxy.url } };
    const error = await failureOf(session.connect({}, { ...hosts, ...credentials }).listScopes());
    expect(error.message).toContain("DEPTH_ZERO_SELF_SIGNED_CERT");
    expect(proxy.tunnels).toHaveLength(1);
    expect(session.simulator.log.count()).toBe(0);
  });

  it("is verified: no source of ours switches that off", () => {
    const root = join(import.meta.dirname, "..", "..", "..");
    const sources = globSync("{provider,cli}/**/*.ts", { cwd: root });
    expect(sources.length).toBeGreaterThan(200);
    const switching = sources.filter((file) =>
      /rejectUnauthorized|checkServerIdentity|NODE_TLS_REJECT/.test(readFileSync(join(root, file), "utf8")),
    );
    // The doctor looks whether somebody else has.
    expect(switching).toEqual([join("cli", "doctor", "certificates.ts")]);
  });
});
