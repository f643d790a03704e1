import { describe, expect, it } from "vitest";
import { NotFoundError } from "../../../provider/errors/index.ts";
import { deleteOAuthClient } from "../../../provider/lifecycle/delete.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import type { Session } from "../../../provider/lifecycle/session.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import { APP } from "../../harness/sample-clients.ts";
import {
  CLIENT,
  CLIENTS,
  canonical,
  createdBefore,
  DELETE,
  FOR_EVER,
  LIST,
  LOGIN,
  PUT,
  READ,
  startWorld,
} from "./lifecycle-world.ts";

/** The engine asks for so many at a time on two cores. */
const AT_A_TIME = 8;
const SIX_MINUTES = 360_000;

/** An organisation of so many clients, in pages of 100, and the ids of all of them. */
async function organizationOf(size: number) {
  const world = await startWorld({ pageSize: 100 });
  const ids = Array.from(
    { length: size },
    (_, index) => world.simulator.clients.create({ name: `Client ${index}` }).id,
  );
  return { world, ids, pages: Math.ceil(size / 100) };
}

/** Reads them as the engine does, so many at a time. @returns the names. */
async function readAll({ reader }: Session, ids: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  const left = ids.map((id, index) => ({ id, index }));
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      names[next.index] = (await reader.read(next.id)).name ?? "";
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return names;
}

/** Some of them, spread over the whole organisation in no order. */
const spread = (ids: readonly string[], count: number) =>
  Array.from({ length: count }, (_, index) => ids[(index * 7_919) % ids.length] as string);

describe("reads in an organisation of 10,000 clients", { timeout: 120_000 }, () => {
  it("never cost more than twice the cheapest way and one, whatever their number", async () => {
    const { world, ids, pages } = await organizationOf(10_000);
    await using _ = world;
    const cost: Record<number, number> = {};
    for (const count of [1, 2, 3, 8, 30, 49, 50, 51, 70, 99, 100, 101, 150, 500, 2_000]) {
      const process = world.process();
      world.simulator.log.clear();
      const chosen = spread(ids, count);
      const names = await readAll(process, chosen);
      expect(names).toEqual(chosen.map((id) => `Client ${ids.indexOf(id)}`));
      const { [LIST]: lists = 0, [READ]: gets = 0 } = world.simulator.log.table();
      cost[count] = lists + gets;
      expect(cost[count], `${count} reads`).toBeLessThanOrEqual(2 * Math.min(count, pages) + 1);
    }
    expect(cost[1]).toBe(1);
    expect(cost[2]).toBeLessThanOrEqual(3);
    console.info("requests by number of reads, 100 pages:", JSON.stringify(cost));
  });
});

it("1,000 clients in an organisation of 1,200 cost its pages", async () => {
  const { world, ids, pages } = await organizationOf(1_200);
  await using _ = world;
  const process = world.process();
  await readAll(process, spread(ids, 1_000));
  expect(world.simulator.log.count({ method: "GET", route: CLIENTS })).toBe(pages);
  // One client is read both ways: that proves the listing.
  expect(world.simulator.log.count({ method: "GET", route: CLIENT })).toBe(1);
});

it("one GET each is sent where sharing is switched off", async () => {
  const { world, ids } = await organizationOf(30);
  await using _ = world;
  await readAll(world.process({ session: { sharesListing: false } }), ids);
  expect(world.simulator.log.table()).toEqual({ "POST /oauth/token": 1, [READ]: 30 });
});

describe("the listing", () => {
  it("does not make a client gone: its own GET decides", async () => {
    const { world, ids } = await organizationOf(20);
    await using _ = world;
    const process = world.process();
    await readAll(process, ids);
    const late = world.simulator.clients.create({ name: "Later than the listing" });
    world.simulator.log.clear();
    expect(await process.reader.read(late.id)).toMatchObject({ name: "Later than the listing" });
    await expect(process.reader.read("9d3a0c52-1c0e-4f5b-8a55-0d6f7e8f9a0b")).rejects.toBeInstanceOf(NotFoundError);
    expect(world.simulator.log.table()).toEqual({ [READ]: 2 });
  });

  it("is history for a client that we wrote", async () => {
    const { world, ids } = await organizationOf(20);
    await using _ = world;
    const created = await createdBefore(world);
    const process = world.process();
    await readAll(process, [...ids, created.clientId]);
    await updateOAuthClient(process, created.clientId, created, canonical({ ...APP, name: "Renamed" }));
    world.simulator.log.clear();
    const read = await readOAuthClient(process, created.clientId, created);
    expect(read?.inputs.name).toBe("Renamed");
    expect(world.simulator.log.table()).toEqual({ [READ]: 1 });
  });

  it("is made anew when it is too old, and then again costs its pages only", async () => {
    const { world, ids, pages } = await organizationOf(300);
    await using _ = world;
    let now = Date.now();
    const process = world.process({ session: { now: () => now } });
    await readAll(process, ids);
    world.simulator.clients.edit(ids[0] as string, { name: "Changed meanwhile" });
    expect(await process.reader.read(ids[0] as string)).toMatchObject({ name: "Client 0" });
    now += SIX_MINUTES;
    world.simulator.log.clear();
    expect(await readAll(process, ids)).toEqual([
      "Changed meanwhile",
      ...ids.slice(1).map((_id, index) => `Client ${index + 1}`),
    ]);
    expect(world.simulator.log.count()).toBeLessThanOrEqual(pages + 1);
  });

  it("serves deletions that wait for the rate limit longer than a listing lives", async () => {
    const { world, ids, pages } = await organizationOf(300);
    await using _ = world;
    let now = Date.now();
    const process = world.process({ session: { now: () => now } });
    for (const [index, id] of ids.entries()) {
      if (index === 150) now += SIX_MINUTES;
      await deleteOAuthClient(process, id, {
        ...(await readOAuthClient(process, id, {}))?.state,
        clientId: id,
      } as never);
    }
    const { [LIST]: lists = 0, [READ]: reads = 0, ...others } = world.simulator.log.table();
    expect(others).toEqual({ ...LOGIN, [PUT]: 300, [DELETE]: 300 });
    expect(lists + reads).toBeLessThanOrEqual(2 * (2 * pages + 1));
  });

  it("that is refused or breaks off is replaced by one GET each", async () => {
    for (const action of [{ kind: "status", status: 403 }, { kind: "html" }] as const) {
      const { world, ids } = await organizationOf(250);
      await using _ = world;
      world.simulator.faults.add({ method: "GET", route: CLIENTS, times: FOR_EVER, action });
      const names = await readAll(world.process(), ids);
      expect(names).toEqual(ids.map((_id, index) => `Client ${index}`));
      expect(world.simulator.log.count({ method: "GET", route: CLIENT })).toBe(250);
    }
  });
});
