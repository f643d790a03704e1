import { describe, expect, it } from "vitest";
import { ROLE_IDS, type SimulatorOptions } from "../../../simulator/index.ts";
import { CLIENTS, sessionOn, startSession } from "../api.ts";

const ID = "c0ffee00-0000-4000-8000-000000000002";
const NOON = Date.parse("2026-11-18T12:00:00.000Z");
const QUERY = `${CLIENTS}/${ID}/usage/query`;

async function startWithUsage(options: SimulatorOptions = {}) {
  const usage = [
    { clientId: ID, date: "2026-11-01T08:00:00Z", templateUri: "/api/v2/users", httpMethod: "GET", status200: 5 },
    {
      clientId: ID,
      date: "2026-11-16T08:00:00Z",
      templateUri: "/api/v2/users",
      httpMethod: "GET",
      status200: 3,
      status429: 2,
    },
    { clientId: ID, date: "2026-11-17T08:00:00Z", templateUri: "/api/v2/users", httpMethod: "POST", status500: 1 },
    {
      clientId: "another",
      date: "2026-11-17T08:00:00Z",
      templateUri: "/api/v2/users",
      httpMethod: "GET",
      status200: 9,
    },
  ];
  const clients = [
    {
      id: ID,
      name: "busy",
      authorizedGrantType: "CLIENT-CREDENTIALS" as const,
      roleDivisions: [{ roleId: ROLE_IDS.masterAdmin, divisionId: "*" }],
    },
  ];
  return startSession({ seed: { clients, usage }, clock: () => NOON, usagePollsUntilComplete: 0, ...options });
}

type Session = Awaited<ReturnType<typeof startWithUsage>>;

async function resultOf(session: Session, query: Record<string, unknown>) {
  const started = await session.call("POST", QUERY, query);
  expect(started.body.resultsUri).toBe(`${QUERY}/results/${started.body.executionId}`);
  return (await session.call("GET", String(started.body.resultsUri))).body;
}

describe("usage", () => {
  it("stays Running for some polls", async () => {
    await using session = await startWithUsage({ usagePollsUntilComplete: 2 });
    const { body } = await session.call("GET", `${CLIENTS}/${ID}/usage/summary`);
    const statuses: unknown[] = [];
    for (let poll = 0; poll < 3; poll++) {
      statuses.push((await session.call("GET", String(body.resultsUri))).body.queryStatus);
    }
    expect(statuses).toEqual(["Running", "Running", "Complete"]);
  });

  it("fails on demand", async () => {
    await using session = await startWithUsage();
    session.simulator.usage.failNext();
    const query = { interval: "2026-11-01/2026-12-01" };
    expect(await resultOf(session, query)).toEqual({ queryStatus: "Failed", results: [] });
    expect(await resultOf(session, query)).toMatchObject({ queryStatus: "Complete" });
  });

  it("adds up seeded rows and what the client asked of the simulator, within the interval", async () => {
    await using session = await startWithUsage();
    const own = sessionOn(session.simulator, session.simulator.issueToken(ID));
    await own.call("GET", CLIENTS);
    await own.call("GET", `${CLIENTS}/missing`);
    const { results } = await resultOf(session, {
      interval: "2026-11-16T00:00:00.000Z/2026-11-19T00:00:00.000Z",
      granularity: "Day",
      metrics: ["Status200", "Status400", "Status429", "Requests"],
      groupBy: ["TemplateUri", "HttpMethod"],
    });
    const zero = { status200: 0, status400: 0, status429: 0 };
    expect(results).toEqual([
      {
        date: "2026-11-16T00:00:00.000Z",
        templateUri: "/api/v2/users",
        httpMethod: "GET",
        ...zero,
        status200: 3,
        status429: 2,
        requests: 5,
      },
      { date: "2026-11-17T00:00:00.000Z", templateUri: "/api/v2/users", httpMethod: "POST", ...zero, requests: 1 },
      { date: "2026-11-18T00:00:00.000Z", templateUri: CLIENTS, httpMethod: "GET", ...zero, status200: 1, requests: 1 },
      {
        date: "2026-11-18T00:00:00.000Z",
        templateUri: `${CLIENTS}/{clientId}`,
        httpMethod: "GET",
        ...zero,
        status400: 1,
        requests: 1,
      },
    ]);
  });

  it.each([
    ["Week", ["2026-10-26T00:00:00.000Z", "2026-11-16T00:00:00.000Z"]],
    ["Month", ["2026-11-01T00:00:00.000Z"]],
    [undefined, ["2026-10-01T00:00:00.000Z"]],
  ])("has a row per period of granularity %s", async (granularity, dates) => {
    await using session = await startWithUsage();
    const interval = "2026-10-01T00:00:00Z/2026-12-01T00:00:00Z";
    const { results } = await resultOf(session, {
      interval,
      granularity,
      groupBy: ["OAuthClientId"],
      metrics: ["Requests"],
    });
    const rows = results as { date: string; requests: number }[];
    expect(rows.map(({ date }) => date)).toEqual(dates);
    expect(rows.reduce((sum, { requests }) => sum + requests, 0)).toBe(11);
    expect(rows[0]).toMatchObject({ clientId: ID, clientName: "busy" });
  });

  it("goes over cursors when there are more rows than a page holds", async () => {
    await using session = await startWithUsage({ usagePageSize: 1 });
    const { body } = await session.call("GET", `${CLIENTS}/${ID}/usage/summary?days=30`);
    const days: string[] = [];
    let after: string | undefined;
    do {
      const cursor: string = after === undefined ? "" : `?after=${after}`;
      const page = (await session.call("GET", `${body.resultsUri}${cursor}`)).body;
      days.push(...(page.results as { date: string }[]).map(({ date }) => date.slice(0, 10)));
      after = (page.cursors as { after?: string } | undefined)?.after;
    } while (after !== undefined);
    expect(days).toEqual(["2026-11-01", "2026-11-16", "2026-11-17"]);
    expect((await session.call("GET", `${body.resultsUri}?after=nonsense`)).status).toBe(400);
  });

  it("covers seven days unless the summary says otherwise", async () => {
    await using session = await startWithUsage();
    const rowsOf = async (query: string) => {
      const { body } = await session.call("GET", `${CLIENTS}/${ID}/usage/summary${query}`);
      return (await session.call("GET", String(body.resultsUri))).body.results;
    };
    expect(await rowsOf("")).toHaveLength(2);
    expect(await rowsOf("?days=1")).toHaveLength(0);
    expect(await rowsOf("?days=60")).toHaveLength(3);
  });

  it.each([
    ["no interval", {}, "interval"],
    ["half an interval", { interval: "2026-11-01" }, "interval"],
    ["an interval that runs backwards", { interval: "2026-11-02/2026-11-01" }, "interval"],
    ["an unknown granularity", { interval: "2026-11-01/2026-11-02", granularity: "Hour" }, "granularity"],
    ["an unknown metric", { interval: "2026-11-01/2026-11-02", metrics: ["Errors"] }, "metrics.0"],
    ["an unknown group", { interval: "2026-11-01/2026-11-02", groupBy: ["Colour"] }, "groupBy.0"],
  ])("refuses %s", async (_name, query, field) => {
    await using session = await startWithUsage();
    const { status, body } = await session.call("POST", QUERY, query);
    expect([status, body.messageParams]).toEqual([400, { field }]);
  });

  it("belongs to its client", async () => {
    await using session = await startWithUsage();
    const other = session.simulator.clients.create({ name: "other" });
    const { body } = await session.call("GET", `${CLIENTS}/${ID}/usage/summary`);
    const path = `${CLIENTS}/${other.id}/usage/query/results/${body.executionId}`;
    expect((await session.call("GET", path)).status).toBe(404);
    expect((await session.call("GET", `${CLIENTS}/missing/usage/summary`)).status).toBe(404);
    expect((await session.call("GET", `${CLIENTS}/${ID}/usage/summary?days=0`)).status).toBe(400);
  });
});
