import { describe, expect, it } from "vitest";
import type { FaultAction } from "../../../simulator/index.ts";
import { CLIENTS, logIn, startSession } from "../api.ts";

const body = { name: "a", authorizedGrantType: "CODE" };

describe("a fault", () => {
  it.each<[string, FaultAction, number]>([
    ["reset-before", { kind: "reset-before" }, 0],
    ["reset-after", { kind: "reset-after" }, 1],
  ])("%s destroys the socket", async (_name, action, applied) => {
    await using session = await startSession();
    const { simulator } = session;
    const fault = simulator.faults.add({ method: "POST", route: CLIENTS, action });
    await expect(session.call("POST", CLIENTS, body)).rejects.toThrow("fetch failed");
    expect(fault.hits).toBe(1);
    expect(simulator.clients.list()).toHaveLength(applied);
    expect(simulator.log.all()).toMatchObject([{ method: "POST", route: CLIENTS, status: 0 }]);
    expect((await session.call("POST", CLIENTS, body)).status).toBe(200);
  });

  it.each<[string, FaultAction, number]>([
    ["hang-before", { kind: "hang-before" }, 0],
    ["hang-after", { kind: "hang-after" }, 1],
  ])("%s never answers, and close ends it", async (_name, action, applied) => {
    const session = await startSession();
    const { simulator } = session;
    let arrived = (): void => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    simulator.faults.add({ action: { kind: "call", before: () => arrived() } });
    simulator.faults.add({ action });
    const hanging = session.call("POST", CLIENTS, body).catch((error: unknown) => error);
    await arrival;
    expect((await session.call("GET", "/api/v2/tokens/me")).status).toBe(200);
    expect(simulator.clients.list()).toHaveLength(applied);
    await simulator.close();
    expect(await hanging).toBeInstanceOf(TypeError);
  });

  it.each([
    ["status", 0],
    ["status-after", 1],
  ] as const)("%s answers an error", async (kind, applied) => {
    await using session = await startSession();
    const { simulator } = session;
    simulator.faults.add({ action: { kind, status: 503, code: "busy", headers: { "Retry-After": "3" } } });
    const answer = await session.call("POST", CLIENTS, body);
    expect([answer.status, answer.body.code, answer.headers.get("retry-after")]).toEqual([503, "busy", "3"]);
    expect(answer.headers.get("inin-correlation-id")).toBe(answer.body.contextId);
    expect(simulator.clients.list()).toHaveLength(applied);
  });

  it("truncated-json answers 200 with half a body", async () => {
    await using session = await startSession();
    session.simulator.faults.add({ action: { kind: "truncated-json" } });
    await expect(session.call("POST", CLIENTS, body)).rejects.toThrow(SyntaxError);
    expect(session.simulator.clients.list()).toHaveLength(1);
  });

  it.each([
    ["html", 0],
    ["html-after", 1],
  ] as const)("%s answers a page", async (kind, applied) => {
    await using session = await startSession();
    session.simulator.faults.add({ action: { kind } });
    const response = await fetch(session.simulator.url + CLIENTS, {
      method: "POST",
      headers: { authorization: `Bearer ${session.simulator.issueToken()}` },
      body: JSON.stringify(body),
    });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html"]);
    expect(session.simulator.clients.list()).toHaveLength(applied);
  });

  it("delay and call proceed, also to a later fault", async () => {
    await using session = await startSession();
    const { faults, clients } = session.simulator;
    const counts: number[] = [];
    const note = () => void counts.push(clients.list().length);
    faults.add({ action: { kind: "delay", ms: 1 } });
    faults.add({ action: { kind: "call", before: note, after: note } });
    faults.add({ action: { kind: "status-after", status: 500, body: "plain" } });
    const response = await fetch(session.simulator.url + CLIENTS, {
      method: "POST",
      headers: { authorization: `Bearer ${session.simulator.issueToken()}` },
      body: JSON.stringify(body),
    });
    expect([response.status, await response.text()]).toEqual([500, "plain"]);
    expect(counts).toEqual([0, 1]);
  });

  it("strikes the requests that its rule names, as often as it says", async () => {
    await using session = await startSession();
    const { faults } = session.simulator;
    const fault = faults.add({
      method: "POST",
      route: /\/clients$/,
      skip: 1,
      times: 2,
      match: (sent) => (sent as { name?: string }).name === "target",
      action: { kind: "status", status: 500 },
    });
    const statusOf = async (name: string) => (await session.call("POST", CLIENTS, { ...body, name })).status;
    const statuses: number[] = [];
    for (const name of ["target", "other", "target", "target", "target"]) statuses.push(await statusOf(name));
    expect(statuses).toEqual([200, 200, 500, 500, 200]);
    expect(fault.hits).toBe(2);
    const lasting = faults.add({ times: Number.POSITIVE_INFINITY, action: { kind: "status", status: 502 } });
    expect([await statusOf("x"), await statusOf("x")]).toEqual([502, 502]);
    lasting.remove();
    expect(await statusOf("x")).toBe(200);
  });

  it("works on the login, in the login's words", async () => {
    await using session = await startSession();
    const { simulator } = session;
    simulator.faults.add({
      route: "/oauth/token",
      match: (form) => (form as { grant_type?: string }).grant_type === "client_credentials",
      action: { kind: "status", status: 503, code: "unavailable" },
    });
    const refused = await logIn(simulator);
    expect([refused.status, refused.body.error]).toEqual([503, "unavailable"]);
    expect((await logIn(simulator)).status).toBe(200);
  });
});

describe("the log", () => {
  it("counts by operation, and holds no secret", async () => {
    await using session = await startSession();
    const { simulator } = session;
    await logIn(simulator);
    const client = await session.create();
    await session.call("GET", `${CLIENTS}/${client.id}`);
    await session.call("GET", `${CLIENTS}/missing?x=1`);
    expect(simulator.log.table()).toEqual({
      "POST /oauth/token": 1,
      "POST /api/v2/oauth/clients": 1,
      "GET /api/v2/oauth/clients/{clientId}": 2,
    });
    expect(simulator.log.count({ method: "GET", route: `${CLIENTS}/{clientId}`, status: 404 })).toBe(1);
    expect(simulator.log.all().at(-1)?.path).toBe(`${CLIENTS}/missing?x=1`);
    const text = JSON.stringify(simulator.log.all());
    for (const secret of simulator.allSecrets()) expect(text).not.toContain(secret);
    simulator.log.clear();
    expect(simulator.log.count()).toBe(0);
  });

  it("has the time that an answer took, latency included", async () => {
    await using session = await startSession({ latencyMs: 20 });
    await session.call("GET", CLIENTS);
    // Timers may fire a little early.
    expect(session.simulator.log.all()[0]?.durationMs).toBeGreaterThan(18);
  });

  it("tells what no operation matched", async () => {
    await using session = await startSession();
    const answer = await session.call("PATCH", CLIENTS, {});
    expect([answer.status, answer.body.code]).toEqual([404, "not.found"]);
    expect(answer.headers.get("inin-correlation-id")).toBe(answer.body.contextId);
    expect(session.simulator.log.table()).toEqual({ "PATCH /api/v2/oauth/clients": 1 });
  });
});
