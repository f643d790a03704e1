import { describe, expect, it } from "vitest";
import { collectUsageRows, type UsageWait } from "../../../../provider/api/usage-result.ts";
import type { SimulatorOptions } from "../../../../simulator/index.ts";
import { startConnected } from "../../../support/connect.ts";
import { failureOf } from "../../../support/failures.ts";

const ID = "c0ffee00-0000-4000-8000-000000000002";
const RESULTS = "/api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}";
const QUERY = { interval: "2026-11-01/2026-12-01", granularity: "Day" };

/** A clock that only sleeping moves on. */
function sleeperFor(timeoutSeconds: number): UsageWait & { readonly pauses: number[] } {
  let now = 0;
  const pauses: number[] = [];
  const sleep = async (milliseconds: number) => {
    pauses.push(milliseconds);
    now += milliseconds;
  };
  return { timeoutSeconds, now: () => now, sleep, pauses };
}

async function startQuery(options: SimulatorOptions) {
  const usage = ["2026-11-01", "2026-11-02", "2026-11-03"].map((date) => ({
    clientId: ID,
    date,
    templateUri: "/api/v2/users",
    httpMethod: "GET",
    status200: 1,
  }));
  const session = await startConnected({ seed: { clients: [{ id: ID }], usage }, ...options });
  const { executionId } = await session.api.queryUsage(ID, QUERY);
  const collect = (wait: UsageWait) => collectUsageRows(session.api, ID, executionId, wait);
  return { session, collect, polls: () => session.simulator.log.count({ route: RESULTS }) };
}

const running = { kind: "status", status: 200, body: { queryStatus: "Running", results: [] } } as const;
const failed = { kind: "status", status: 200, body: { queryStatus: "Failed" } } as const;

describe("the wait for a usage query", () => {
  it("backs off from a quarter of a second to five seconds", async () => {
    const { session, collect } = await startQuery({ usagePollsUntilComplete: 8 });
    await using _ = session;
    const wait = sleeperFor(60);
    expect(await collect(wait)).toHaveLength(3);
    expect(wait.pauses).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000, 5000]);
  });

  it("polls a last time when the time is up, and never after", async () => {
    const { session, collect, polls } = await startQuery({ usagePollsUntilComplete: Number.POSITIVE_INFINITY });
    await using _ = session;
    const wait = sleeperFor(2);
    expect(await failureOf(collect(wait))).toMatchObject({ name: "NoAnswerError", clientId: ID });
    expect(wait.pauses).toEqual([250, 500, 1000, 250]);
    expect(polls()).toBe(5);
  });

  it("takes no page that still runs, or failed, for the end of the rows", async () => {
    const { session, collect } = await startQuery({ usagePollsUntilComplete: 0, usagePageSize: 1 });
    await using _ = session;
    session.simulator.faults.add({ route: RESULTS, skip: 1, action: running });
    expect(await collect(sleeperFor(60))).toHaveLength(3);
    session.simulator.faults.add({ route: RESULTS, skip: 1, action: failed });
    expect(await failureOf(collect(sleeperFor(60)))).toMatchObject({ name: "ApiError" });
  });

  it("ends at a cursor that it followed already", async () => {
    const { session, collect, polls } = await startQuery({ usagePollsUntilComplete: 0 });
    await using _ = session;
    const body = { queryStatus: "Complete", results: [{ requests: 1 }], cursors: { after: "again" } };
    session.simulator.faults.add({ route: RESULTS, times: 9, action: { kind: "status", status: 200, body } });
    expect(await collect(sleeperFor(60))).toHaveLength(2);
    expect(polls()).toBe(2);
  });
});
