import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_LOGIN, type FaultAction } from "../../simulator/index.ts";
import type { CommandResult } from "../harness/pulumi.ts";
import { APP, SERVICE } from "../harness/sample-clients.ts";
import {
  CLIENTS,
  type ClientStack,
  createClientStack,
  FACES,
  mapValues,
  QUIET,
  type StoredClient,
  settingKey,
} from "./client-stack.ts";

const CORRELATION_ID = /correlation id [0-9a-f-]{36}/;
/** Far more than the retries take, far less than an engine that hangs. */
const BOUND_MS = 60_000;

function expectClearFailure(result: CommandResult, named: RegExp[]): void {
  expect(result.code, result.output).not.toBe(0);
  for (const text of named) expect(result.output).toMatch(text);
  expect(result.output).not.toMatch(/^\s+at .*[:(]/m);
}

describe.each(FACES)("a login that Genesys Cloud does not accept, %s face", (face) => {
  const READER = { clientId: "11111111-2222-4333-8444-555555555555", clientSecret: "secret-of-a-reader-not-for-real" };
  let clients: ClientStack;

  beforeAll(async () => {
    clients = await createClientStack({
      face,
      logins: [
        { ...DEFAULT_LOGIN, name: "Full", permissions: ["*"] },
        { ...READER, name: "Reader", permissions: ["oauth:client:view"] },
      ],
    });
    clients.declare({ client: SERVICE });
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  const login = (clientId: string, clientSecret: string) => ({
    GENESYSCLOUD_OAUTHCLIENT_ID: clientId,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: clientSecret,
  });

  it("a wrong secret: the answer with its code, correlation id and the keys to check", async () => {
    const up = await clients.stack.up({ env: login(DEFAULT_LOGIN.clientId, "not-the-secret-at-all") });
    expectClearFailure(up, [/code invalid_client/, CORRELATION_ID, new RegExp(settingKey(face, "oauthClientSecret"))]);
    expect(up.output).not.toContain("not-the-secret-at-all");
    expect(clients.simulator.log.count({ route: CLIENTS })).toBe(0);
  });

  it("an expired token: the answer with its correlation id and what to do", async () => {
    const token = clients.simulator.issueToken();
    clients.simulator.revokeTokens();
    const up = await clients.stack.up({ env: { ...login("", ""), GENESYSCLOUD_ACCESS_TOKEN: token } });
    expectClearFailure(up, [/HTTP 401/, CORRELATION_ID, /get a new access token/]);
    expect(up.output).not.toContain(token);
  });

  it("a missing permission: the permission needed", async () => {
    const up = await clients.stack.up({ env: login(READER.clientId, READER.clientSecret) });
    expectClearFailure(up, [/HTTP 403/, CORRELATION_ID, /needs a role with the permission oauth:client:add/]);
  });

  it("leaves nothing behind: the right login then creates exactly one client", async () => {
    expect(clients.simulator.clients.list()).toEqual([]);
    expect(await clients.stored()).toEqual({});
    (await clients.stack.up()).succeeded();
    expect(clients.simulator.clients.list()).toHaveLength(1);
    expect(await clients.noise()).toEqual(QUIET);
  });
});

/** What goes wrong with each request for a client, by resource name, and what must be said about it. */
const OUTAGES: Record<string, { action: FaultAction; named: RegExp }> = {
  broken: {
    action: { kind: "status", status: 500, message: "broken inside" },
    named: /broken inside \(HTTP 500, code [\w.]+, correlation id [0-9a-f-]{36}\)/,
  },
  html: { action: { kind: "html" }, named: /the answer is not the JSON of the Genesys Cloud API/ },
  reset: { action: { kind: "reset-before" }, named: /no connection to Genesys Cloud \(ECONNRESET\)/ },
  silent: { action: { kind: "hang-before" }, named: /no answer within the time limit/ },
};

describe.each(FACES)("Genesys Cloud out of order, %s face", (face) => {
  let clients: ClientStack;
  let before: Record<string, StoredClient>;

  beforeAll(async () => {
    clients = await createClientStack({ face });
    await clients.apply(mapValues(OUTAGES, () => APP));
    before = await clients.stored();
    for (const [name, { action }] of Object.entries(OUTAGES)) {
      const route = new RegExp(before[name]?.id ?? name);
      clients.simulator.faults.add({ route, times: Infinity, action });
    }
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  const env = { GENESYSCLOUD_REQUEST_TIMEOUT_SECONDS: "1" };

  it("makes an up fail in bounded time, with what happened to each client, and leaves the state as it was", async () => {
    clients.declare(mapValues(OUTAGES, (_, name) => ({ ...APP, description: name })));
    const up = await clients.stack.up({ env, timeoutMs: BOUND_MS });
    expectClearFailure(
      up,
      Object.values(OUTAGES).map(({ named }) => named),
    );
    expect(await clients.stored()).toEqual(before);
  });

  it("makes a refresh fail, in which nothing looks deleted", async () => {
    clients.simulator.faults.add({
      route: /\/oauth\/clients/,
      times: Infinity,
      action: { kind: "status", status: 503 },
    });
    const refresh = await clients.stack.refresh({ env, timeoutMs: BOUND_MS });
    expectClearFailure(
      refresh,
      Object.values(OUTAGES).map(({ named }) => named),
    );
    expect(await clients.stored()).toEqual(before);
  });

  it("is over: the next up converges", async () => {
    clients.simulator.faults.clear();
    (await clients.stack.up()).succeeded();
    const live = mapValues(before, ({ id }) => clients.simulator.clients.get(id)?.description);
    expect(live).toEqual(mapValues(OUTAGES, (_, name) => name));
    expect(await clients.noise()).toEqual(QUIET);
  });
});

it.each(FACES)(
  "Genesys Cloud that cannot be reached makes the first up fail in bounded time, and the next one converge, %s face",
  async (face) => {
    await using clients = await createClientStack({ face });
    clients.declare({ client: APP });
    const nowhere = await closedPort();
    const env = { GENESYSCLOUD_API_URL: nowhere, GENESYSCLOUD_LOGIN_URL: nowhere };
    expectClearFailure(await clients.stack.up({ env, timeoutMs: BOUND_MS }), [
      /ECONNREFUSED/,
      new RegExp(settingKey(face, "")),
    ]);
    expect(await clients.stored()).toEqual({});
    (await clients.stack.up()).succeeded();
    expect(clients.simulator.clients.list()).toHaveLength(1);
  },
);

/** A loopback address that nobody listens on. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
