import { describe, expect, it } from "vitest";
import { findUnused } from "../../../cli/audit/check/unused-clients.ts";
import type { OAuthApi } from "../../../provider/api/oauth-api.ts";
import type { ClientSeed, SimulatorOptions } from "../../../simulator/index.ts";
import { FAST, startConnected } from "../../support/connect.ts";

const DAY_MS = 86_400_000;
const QUERY = "/api/v2/oauth/clients/{clientId}/usage/query";
const RESULTS = `${QUERY}/results/{executionId}`;

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

/** Clients of a year ago, by number. */
function seeds(count: number, more: ClientSeed = {}): ClientSeed[] {
  return Array.from({ length: count }, (_, index) => ({
    id: idOf(index),
    name: `client-${index}`,
    dateCreated: daysAgo(365),
    ...more,
  }));
}

const used = (index: number, days: number) => ({
  clientId: idOf(index),
  date: daysAgo(days),
  templateUri: "/api/v2/users",
  httpMethod: "GET",
  status200: 3,
});

async function unusedOf(api: OAuthApi, days = 90) {
  const progress: string[] = [];
  const outcome = await findUnused(api, await api.allClients(), {
    days,
    pause: async () => undefined,
    onProgress: (done, all) => progress.push(`${done}/${all}`),
  });
  return { ...outcome, hits: outcome.hits.map(({ client }) => client.name).sort(), progress };
}

const start = (options: SimulatorOptions) => startConnected({ usagePollsUntilComplete: 0, ...options });

describe("clients that are not used", () => {
  it("are those without a request in the period", async () => {
    await using world = await start({ seed: { clients: seeds(5), usage: [used(1, 3), used(2, 120), used(3, 89)] } });
    expect(await unusedOf(world.api)).toMatchObject({
      status: "checked",
      clients: 5,
      hits: ["client-0", "client-2", "client-4"],
      progress: ["0/5", "1/5", "2/5", "3/5", "4/5", "5/5"],
    });
    expect((await unusedOf(world.api, 130)).hits).toEqual(["client-0", "client-4"]);
  });

  it("cost two requests each, and none where the client itself is younger than the period", async () => {
    await using world = await start({ seed: { clients: [...seeds(4), { name: "young", dateCreated: daysAgo(5) }] } });
    expect(await unusedOf(world.api)).toMatchObject({ clients: 5, hits: seeds(4).map(({ name }) => name) });
    expect(world.simulator.log.count({ method: "POST", route: QUERY })).toBe(4);
    expect(world.simulator.log.count({ method: "GET", route: RESULTS })).toBe(4);
  });

  it("stay within the budget, however many windows of it they take", async () => {
    const limit = { requests: 60, windowMs: 100 };
    await using world = await startConnected(
      { usagePollsUntilComplete: 1, rateLimit: limit, seed: { clients: seeds(200) } },
      { ...FAST, rateWindowMs: limit.windowMs },
      { requestsPerMinute: limit.requests, maxTokens: 2 },
    );
    expect((await unusedOf(world.api)).hits).toHaveLength(200);
    expect(world.simulator.log.count({ status: 429 })).toBe(0);
    // A poll that came too early costs one more.
    expect(world.simulator.log.count({ route: RESULTS })).toBe(400);
  });

  it("are not known where the login may not ask, and the others are then not asked about", async () => {
    await using world = await start({ seed: { clients: seeds(200) } });
    world.simulator.faults.add({
      route: QUERY,
      times: Number.POSITIVE_INFINITY,
      action: { kind: "status", status: 403 },
    });
    expect(await unusedOf(world.api)).toMatchObject({
      status: "notChecked",
      permission: "oauth:client:view",
      hits: [],
      clients: 0,
    });
    // Those that were under way already.
    expect(world.simulator.log.count({ route: QUERY })).toBeLessThanOrEqual(50);
  });

  it("are incomplete where a query fails, and the others are still judged", async () => {
    await using world = await start({ seed: { clients: seeds(4) } });
    world.simulator.usage.failNext();
    const outcome = await unusedOf(world.api);
    expect(outcome).toMatchObject({ status: "incomplete", clients: 3 });
    expect(outcome.hits).toHaveLength(3);
    expect(outcome.reason).toMatch(/^the usage of 1 client could not be read\. .*the query failed in Genesys Cloud/s);
  });

  it("are given up where no query succeeds", async () => {
    await using world = await start({ seed: { clients: seeds(120) } });
    world.simulator.usage.failNext(Number.POSITIVE_INFINITY);
    expect(await unusedOf(world.api)).toMatchObject({ status: "notChecked", clients: 0, hits: [] });
    expect(world.simulator.log.count({ route: QUERY })).toBeLessThan(120);
  });

  it("do not include a client that was deleted since the listing", async () => {
    await using world = await start({ seed: { clients: seeds(2) } });
    world.simulator.faults.add({ route: QUERY, match: () => true, action: { kind: "status", status: 404 } });
    expect(await unusedOf(world.api)).toMatchObject({ status: "checked", clients: 2, hits: [expect.anything()] });
  });
});
