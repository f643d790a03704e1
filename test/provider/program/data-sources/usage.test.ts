import { describe, expect, it } from "vitest";
import type { SimulatorOptions } from "../../../../simulator/index.ts";
import { expectRefusal, type Program, resolved, startProgram } from "./program.ts";

const BUSY = "c0ffee00-0000-4000-8000-000000000002";
const IDLE = "c0ffee00-0000-4000-8000-000000000003";
const UNKNOWN = "c0ffee00-0000-4000-8000-00000000ffff";
const NOW = Date.parse("2026-11-18T12:00:00.000Z");
const QUERY = "POST oauth/clients/{clientId}/usage/query";
const SUMMARY = "GET oauth/clients/{clientId}/usage/summary";
const RESULTS = "GET oauth/clients/{clientId}/usage/query/results/{executionId}";
const INTERVAL = "2026-11-01T00:00:00Z/2026-12-01T00:00:00Z";

const ofUsers = { clientId: BUSY, templateUri: "/api/v2/users", httpMethod: "GET" };
const seed = {
  clients: [
    { id: BUSY, name: "busy" },
    { id: IDLE, name: "idle" },
  ],
  usage: [
    { ...ofUsers, date: "2026-11-01T08:00:00Z", status200: 5 },
    { ...ofUsers, date: "2026-11-16T08:00:00Z", status200: 3, status429: 2 },
    { ...ofUsers, date: "2026-11-17T08:00:00Z", status500: 1, status300: 4 },
  ],
};

function startWithUsage(options: SimulatorOptions = {}): Promise<Program> {
  return startProgram({ seed, clock: () => NOW, ...options });
}

describe("getOAuthClientUsage", () => {
  it("gives typed rows and totals with one query and one poll, in both forms", async () => {
    await using program = await startWithUsage();
    const { getOAuthClientUsage, getOAuthClientUsageOutput } = program.sources;
    const question = { clientId: BUSY, interval: INTERVAL, granularity: "Week", groupBy: ["TemplateUri"] } as const;
    const row = { templateUri: "/api/v2/users", status400: 0 };
    const answer = await getOAuthClientUsage(question);
    expect(answer).toEqual({
      rows: [
        {
          ...row,
          date: "2026-10-26T00:00:00.000Z",
          status200: 5,
          status300: 0,
          status429: 0,
          status500: 0,
          requests: 5,
        },
        {
          ...row,
          date: "2026-11-16T00:00:00.000Z",
          status200: 3,
          status300: 4,
          status429: 2,
          status500: 1,
          requests: 10,
        },
      ],
      totals: { status200: 8, status300: 4, status400: 0, status429: 2, status500: 1, requests: 15 },
    });
    expect(await resolved(getOAuthClientUsageOutput({ ...question, clientId: Promise.resolve(BUSY) }))).toEqual(answer);
    expect(program.requests()).toEqual({ login: 1, [QUERY]: 1, [RESULTS]: 1 });
  });

  it("totals what was asked for, and nothing else", async () => {
    await using program = await startWithUsage();
    const { getOAuthClientUsage } = program.sources;
    const metrics = ["Status429", "Requests"] as const;
    const { rows, totals } = await getOAuthClientUsage({ clientId: BUSY, interval: INTERVAL, metrics });
    expect(rows).toEqual([{ date: "2026-11-01T00:00:00.000Z", status429: 2, requests: 15 }]);
    expect(totals).toEqual({ status429: 2, requests: 15 });
    const idle = await getOAuthClientUsage({ clientId: IDLE, interval: INTERVAL, metrics });
    expect(idle).toEqual({ rows: [], totals: { status429: 0, requests: 0 } });
  });

  it("counts days back from the server's clock", async () => {
    await using program = await startProgram({ seed: { ...seed, usage: [] } });
    const { simulator, sources } = program;
    const asClient = await sources.getOAuthClient({ clientId: BUSY });
    const daysAgo = (days: number) => new Date(simulator.clock.now() - days * 86_400_000 + 60_000).toISOString();
    simulator.faults.add({
      route: /usage\/query$/,
      match: (body) => {
        asked.push(body);
        return false;
      },
      action: { kind: "reset-before" },
    });
    const asked: unknown[] = [];
    await sources.getOAuthClientUsage({ clientId: asClient.clientId, days: 3 });
    const [query] = asked as { interval: string }[];
    const [start = "", end = ""] = query?.interval.split("/") ?? [];
    expect(Date.parse(end) - Date.parse(start)).toBe(3 * 86_400_000);
    expect(start < daysAgo(3)).toBe(true);
    expect(Math.abs(Date.parse(end) - simulator.clock.now())).toBeLessThan(5_000);
  });

  it("follows cursors to the last page", async () => {
    await using program = await startWithUsage({ usagePageSize: 1 });
    const { getOAuthClientUsage } = program.sources;
    const { rows, totals } = await getOAuthClientUsage({ clientId: BUSY, interval: INTERVAL, granularity: "Day" });
    expect(rows.map(({ date }) => date?.slice(0, 10))).toEqual(["2026-11-01", "2026-11-16", "2026-11-17"]);
    expect(totals.requests).toBe(15);
    expect(program.requests()).toEqual({ login: 1, [QUERY]: 1, [RESULTS]: 3 });
  });

  it("polls a running query until it is complete", async () => {
    await using program = await startWithUsage({ usagePollsUntilComplete: 1 });
    const { totals } = await program.sources.getOAuthClientUsage({ clientId: BUSY, interval: INTERVAL });
    expect(totals.requests).toBe(15);
    expect(program.requests()).toEqual({ login: 1, [QUERY]: 1, [RESULTS]: 2 });
  });

  it("gives up a query that never completes, after timeoutSeconds", async () => {
    await using program = await startWithUsage({ usagePollsUntilComplete: Number.POSITIVE_INFINITY });
    const asked = program.sources.getOAuthClientUsage({ clientId: BUSY, interval: INTERVAL, timeoutSeconds: 0.1 });
    await expectRefusal(
      asked,
      "NoAnswerError",
      `Cannot read the usage of OAuth client ${BUSY}: the query is not finished after 0.1 seconds.`,
      "Raise timeoutSeconds, or ask for a shorter interval.",
    );
    expect(program.requests()).toEqual({ login: 1, [QUERY]: 1, [RESULTS]: 2 });
  });

  it("tells a query that fails, and asks anew when the program asks again", async () => {
    await using program = await startWithUsage();
    const { getOAuthClientUsage } = program.sources;
    program.simulator.usage.failNext();
    const question = { clientId: BUSY, interval: INTERVAL };
    await expectRefusal(
      getOAuthClientUsage(question),
      "ApiError",
      `Cannot read the usage of OAuth client ${BUSY}: the query failed in Genesys Cloud.`,
      "Ask for a shorter interval or fewer groups",
    );
    expect((await getOAuthClientUsage(question)).totals.requests).toBe(15);
  });

  it("tells an unknown client", async () => {
    await using program = await startWithUsage();
    const { getOAuthClientUsage, getOAuthClientUsageSummary } = program.sources;
    const text = `the usage of OAuth client ${UNKNOWN}`;
    await expectRefusal(getOAuthClientUsage({ clientId: UNKNOWN, days: 7 }), "NotFoundError", text, "HTTP 404");
    await expectRefusal(getOAuthClientUsageSummary({ clientId: UNKNOWN }), "NotFoundError", text, "HTTP 404");
  });

  it.each([
    [{}, "Write either interval or days"],
    [{ days: 7, interval: INTERVAL }, "Write either interval or days"],
    [{ days: 0 }, "days must be a whole number from 1 to 365, not 0."],
    [{ days: 400 }, "days must be a whole number from 1 to 365, not 400."],
    [{ days: 1.5 }, "not 1.5."],
    [{ days: "7" }, "days must be a whole number from 1 to 365"],
    [{ interval: "last week" }, "write for example 2026-10-01T00:00:00Z/2026-11-01T00:00:00Z"],
    [{ interval: "2026-11-01" }, "is not start/end in ISO 8601"],
    [{ interval: "2026-11-01/2026-11-02/2026-11-03" }, "is not start/end in ISO 8601"],
    [{ interval: "2026-11-01/P1D" }, "is not start/end in ISO 8601"],
    [{ interval: "2026-02-30/2026-03-30" }, "is not start/end in ISO 8601"],
    [{ interval: "2026-11-02/2026-11-01" }, "must start before it ends"],
    [{ interval: "2026-11-01T00:00:00Z/2026-11-01T00:00:00Z" }, "must start before it ends"],
    [{ days: 7, granularity: "Hour" }, 'granularity "Hour" is unknown: write one of Day, Week, Month.'],
    [{ days: 7, metrics: ["Requests", "Errors"] }, 'metrics "Errors" is unknown: write one of Status200,'],
    [{ days: 7, metrics: "Requests" }, "metrics must be a list: write some of Status200,"],
    [{ days: 7, groupBy: ["Colour"] }, 'groupBy "Colour" is unknown: write one of OAuthClientId,'],
    [{ days: 7, timeoutSeconds: 0 }, "timeoutSeconds must be above 0 and at most 3600, not 0."],
    [{ days: 7, timeoutSeconds: 4_000 }, "not 4000."],
    [{ days: 7, clientId: "busy" }, '"busy" is not an OAuth client id'],
    [{ days: 400, granularity: "Hour" }, "not 400. granularity"],
  ])("refuses %j before any request", async (question, text) => {
    await using program = await startWithUsage();
    const asked = Reflect.apply(program.sources.getOAuthClientUsage, undefined, [{ clientId: BUSY, ...question }]);
    await expectRefusal(asked, "InvalidInputError", text);
    expect(program.requests()).toEqual({});
  });
});

describe("getOAuthClientUsageSummary", () => {
  it.each([
    [undefined, 10],
    [30, 15],
    [1, 0],
  ])("sums up %s days with one request and one poll", async (days, requests) => {
    await using program = await startWithUsage();
    const { totals, rows } = await program.sources.getOAuthClientUsageSummary({ clientId: BUSY, days });
    expect(totals.requests).toBe(requests);
    expect(rows.reduce((sum, row) => sum + (row.requests ?? 0), 0)).toBe(requests);
    expect(program.requests()).toEqual({ login: 1, [SUMMARY]: 1, [RESULTS]: 1 });
  });

  it("has an Output form, whose answer is shared with the other", async () => {
    await using program = await startWithUsage();
    const { getOAuthClientUsageSummary, getOAuthClientUsageSummaryOutput } = program.sources;
    const answer = await getOAuthClientUsageSummary({ clientId: BUSY, days: 30 });
    const later = getOAuthClientUsageSummaryOutput({ clientId: BUSY, days: Promise.resolve(30) });
    expect(await resolved(later)).toEqual(answer);
    expect(program.requests()).toEqual({ login: 1, [SUMMARY]: 1, [RESULTS]: 1 });
  });

  it.each([0, 400, -1, Number.NaN])("refuses %s days before any request", async (days) => {
    await using program = await startWithUsage();
    const asked = program.sources.getOAuthClientUsageSummary({ clientId: BUSY, days });
    await expectRefusal(asked, "InvalidInputError", `days must be a whole number from 1 to 365, not ${days}.`);
    expect(program.requests()).toEqual({});
  });
});
