import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { ConnectionTuning } from "../../../provider/api/connection.ts";
import type { OAuthApi } from "../../../provider/api/oauth-api.ts";
import { Redactor } from "../../../provider/api/redaction.ts";
import { GenesysError } from "../../../provider/errors/index.ts";
import { DEFAULT_LOGIN, type FaultAction, ROLE_IDS } from "../../../simulator/index.ts";
import { type Connected, startConnected } from "../../support/connect.ts";
import { failureOf } from "../../support/failures.ts";
import { startTcpProxy } from "../../support/tcp-proxy.ts";

const CLIENTS = "/api/v2/oauth/clients";
const MISTYPED = "mistyped-secret-of-a-user";
const REQUEST = { name: "Reporting", authorizedGrantType: "CODE" };
const BASIC = Buffer.from(`${DEFAULT_LOGIN.clientId}:${DEFAULT_LOGIN.clientSecret}`).toString("base64");

/** Every form in which an error could reach a terminal, a log or a state file. */
function printed(error: unknown): string {
  const wrapped = new Error("while something else was done", { cause: error });
  return [
    inspect(error, { depth: 20, showHidden: true, getters: true }),
    inspect(error, { depth: 20, showHidden: true, getters: true, customInspect: false }),
    inspect(wrapped, { depth: 20, showHidden: true }),
    JSON.stringify(error),
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
    String(error),
    error instanceof Error ? `${error.stack} ${inspect(error.cause)}` : "",
  ].join("\n");
}

function expectNoSecret(text: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(encodeURIComponent(secret));
    expect(text).not.toContain(Buffer.from(secret).toString("base64").replace(/=+$/, ""));
  }
  expect(text).not.toContain(BASIC);
  expect(text).not.toMatch(/Bearer /i);
  expect(text).not.toMatch(/Basic /i);
}

const ALWAYS = Number.POSITIVE_INFINITY;
const status = (code: number): FaultAction => ({ kind: "status", status: code });
const FAULTS: readonly [string, FaultAction][] = [
  ...[400, 401, 403, 404, 409, 429, 500, 503, 302].map((code): [string, FaultAction] => [String(code), status(code)]),
  ["a time-out", { kind: "hang-after" }],
  ["a lost connection", { kind: "reset-after" }],
  ["JSON cut in two", { kind: "truncated-json" }],
  ["a page", { kind: "html-after" }],
  ["an answer of another shape", { kind: "status", status: 200, body: { entities: 1 } }],
];

const CALLS: Record<string, (api: OAuthApi, id: string) => Promise<unknown>> = {
  create: (api) => api.createClient(REQUEST),
  secret: (api, id) => api.regenerateSecret(id),
  read: (api, id) => api.getClient(id),
  list: (api) => api.listClients().next(),
};

/** Short only where an answer never comes: a loaded machine may take long for the others. */
function tuningFor(action: FaultAction): ConnectionTuning {
  return action.kind === "hang-after" ? { requestTimeoutMs: 300, retryBounds: { backoffMs: 1, maxRetries: 1 } } : {};
}

async function startWithSecrets(action: FaultAction): Promise<Connected & { readonly id: string }> {
  const session = await startConnected({}, tuningFor(action));
  const { id } = await session.api.createClient(REQUEST);
  await session.api.regenerateSecret(id);
  return { ...session, id };
}

describe("no form of an error holds a secret, a token or a header", () => {
  it.each(FAULTS)("after %s", async (_fault, action) => {
    for (const [name, call] of Object.entries(CALLS)) {
      await using session = await startWithSecrets(action);
      const { api, simulator, id } = session;
      const fault = simulator.faults.add({ route: /oauth\/clients/, times: ALWAYS, action });
      const error = await failureOf(call(api, id));
      expect(error, name).toBeInstanceOf(GenesysError);
      expect(error.cause).toBeUndefined();
      expect(fault.hits).toBeGreaterThan(0);
      expectNoSecret(printed(error), simulator.allSecrets());
    }
  });

  it.each(FAULTS)("after %s at the login", async (_fault, action) => {
    await using session = await startConnected({}, tuningFor(action));
    const { api, simulator } = session;
    simulator.faults.add({ route: "/oauth/token", times: ALWAYS, action });
    expectNoSecret(printed(await failureOf(api.tokenInfo())), simulator.allSecrets());
  });

  it("after a wrong secret, a refused connection, a malformed id", async () => {
    await using session = await startConnected();
    await using proxy = await startTcpProxy(session.simulator);
    await proxy.refuse();
    const { clientId } = DEFAULT_LOGIN;
    const wrong = session.connect({}, { credentials: { kind: "client", clientId, clientSecret: MISTYPED } });
    const secrets = [...session.simulator.allSecrets(), MISTYPED, `${clientId}:${MISTYPED}`];
    expectNoSecret(printed(await failureOf(wrong.tokenInfo())), secrets);
    expectNoSecret(printed(await failureOf(session.connect({}, { apiUrl: proxy.url }).tokenInfo())), secrets);
    expectNoSecret(printed(await failureOf(session.connect({}, { loginUrl: proxy.url }).tokenInfo())), secrets);
    expectNoSecret(printed(await failureOf(session.api.getClient("../tokens/me"))), secrets);
  });

  it("when a token can't even be sent", async () => {
    await using session = await startConnected();
    const accessToken = "token-with-a-line\nbreak-in-it";
    const api = session.connect({}, { credentials: { kind: "token", accessToken } });
    const text = printed(await failureOf(api.tokenInfo()));
    expectNoSecret(text, [accessToken, "token-with-a-line", "break-in-it"]);
    expect(session.simulator.log.count()).toBe(0);
  });
});

describe("an API that echoes what it was sent", () => {
  const echoes: readonly [string, (secret: string) => string][] = [
    ["as it is", (secret) => `The value ${secret} is not valid.`],
    ["as a header", (secret) => `Refused: Authorization: Bearer ${secret}`],
    ["percent-encoded", (secret) => `Refused: ?token=${encodeURIComponent(secret)}&x=1`],
    ["twice", (secret) => `${secret}, ${secret}`],
    ["across the place where long messages are cut", (secret) => `${"x".repeat(480)}${secret}`],
  ];

  it.each(echoes)("finds no way into the error: %s", async (_how, echo) => {
    await using session = await startConnected();
    const { simulator } = session;
    const accessToken = simulator.issueToken();
    const api = session.connect({}, { credentials: { kind: "token", accessToken } });
    const created = await api.createClient({
      name: "Automation",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleDivisions: [{ roleId: ROLE_IDS.employee, divisionId: "*" }],
    });
    const regenerated = await api.regenerateSecret(created.id);
    for (const secret of [accessToken, created.secret ?? "", regenerated.secret ?? ""]) {
      const message = echo(secret);
      const action: FaultAction = {
        kind: "status",
        status: 400,
        body: { message, code: message, contextId: message },
        headers: { "inin-correlation-id": message },
      };
      simulator.faults.add({ route: `${CLIENTS}/{clientId}`, action });
      const error = await failureOf(api.getClient(created.id));
      expect(error.message).toContain("[redacted]");
      expectNoSecret(printed(error), simulator.allSecrets());
      expectNoSecret(printed(error), [secret.slice(0, 12), secret.slice(-12)]);
    }
  });

  it.each([400, 401, 429, 500])("finds no way into the error of a login that answers %i", async (code) => {
    await using session = await startConnected();
    const { simulator } = session;
    const message = `Basic ${BASIC} with ${DEFAULT_LOGIN.clientSecret} is wrong`;
    const body = { error: message, description: message, error_description: message, message, code: message };
    const headers = { "inin-correlation-id": message };
    simulator.faults.add({
      route: "/oauth/token",
      times: ALWAYS,
      action: { kind: "status", status: code, body, headers },
    });
    expectNoSecret(printed(await failureOf(session.api.tokenInfo())), simulator.allSecrets());
  });
});

describe("the redactor", () => {
  it("leaves ordinary text alone", () => {
    const redactor = new Redactor();
    redactor.remember("a-secret-of-some-length");
    redactor.remember(undefined);
    redactor.remember("short");
    const text = "Basic authentication failed for bearer of bad news; a short text, 100 % plain.";
    expect(redactor.clean(text)).toBe(text);
  });

  it("knows a secret by its percent-encoded form too", () => {
    const redactor = new Redactor();
    redactor.remember("p+ss/w=rd & more");
    expect(redactor.clean("?a=p%2Bss%2Fw%3Drd%20%26%20more&b=1")).toBe("?a=[redacted]&b=1");
  });

  it("takes out headers that it never saw", () => {
    expect(new Redactor().clean("got authorization: bearer abcDEF0123456789_-xyz, no")).toBe(
      "got authorization: [redacted], no",
    );
  });
});
