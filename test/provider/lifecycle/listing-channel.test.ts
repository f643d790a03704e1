import { existsSync, statSync } from "node:fs";
import { connect } from "node:net";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type ListingChannel,
  type OrganizationClients,
  openListingChannel,
} from "../../../provider/lifecycle/listing-channel.ts";
import { Session } from "../../../provider/lifecycle/session.ts";
import { leakedSecrets } from "../../harness/leaks.ts";
import { type Connected, startConnected } from "../../support/connect.ts";

const LIST = { method: "GET", route: "/api/v2/oauth/clients" };
const GET = { method: "GET", route: "/api/v2/oauth/clients/{clientId}" };

describe("a listing that another process hands over", () => {
  const ids = Array.from({ length: 60 }, (_, index) => `0c4b7d6e-92a1-4f58-8d3c-${String(index).padStart(12, "0")}`);
  let world: Connected;
  let own: OrganizationClients;
  let channel: ListingChannel | undefined;

  beforeEach(async () => {
    world = await startConnected({
      seed: { clients: ids.map((id) => ({ id, name: id, scope: ["users"], description: "Nobody may read this" })) },
    });
    const { organizationId } = await new Session(world.api).identity();
    own = { apiUrl: world.api.apiUrl, organizationId, listedAt: Date.now(), clients: await world.api.allClients() };
    world.simulator.log.clear();
  });

  afterEach(async () => {
    channel?.close();
    await world[Symbol.asyncDispose]();
  });

  const open = async (listing: OrganizationClients | undefined | Promise<OrganizationClients>) => {
    channel = await openListingChannel(Promise.resolve(listing));
    return channel.address ?? "";
  };

  /** Reads every client as a process that was told of the channel does, and counts what it sends. */
  const readAll = async (listingChannel: string) => {
    const session = new Session(world.api, { listingChannel });
    const clients = await Promise.all(ids.map((id) => session.reader.read(id)));
    expect(clients.map(({ name }) => name)).toEqual(ids);
    return { pages: world.simulator.log.count(LIST), gets: world.simulator.log.count(GET) };
  };

  it("serves every read, after one GET that proves it", async () => {
    expect(await readAll(await open(own))).toEqual({ pages: 0, gets: 1 });
  });

  it("is waited for while it is on its way", async () => {
    const listing = Promise.withResolvers<OrganizationClients>();
    const reading = readAll(await open(listing.promise));
    setTimeout(() => listing.resolve(own), 20);
    expect(await reading).toEqual({ pages: 0, gets: 1 });
  });

  it("is not used for a client that it does not have, or has otherwise than its own GET", async () => {
    const [first, ...rest] = own.clients;
    expect(await readAll(await open({ ...own, clients: rest }))).toEqual({ pages: 0, gets: 2 });
    channel?.close();
    world.simulator.log.clear();
    const clients = [{ ...first, id: ids[0] ?? "", description: "Otherwise" }, ...rest];
    expect((await readAll(await open({ ...own, clients }))).gets).toBe(ids.length);
  });

  it.each<[string, (own: OrganizationClients) => OrganizationClients | undefined]>([
    ["has failed", () => undefined],
    ["is five minutes old", (listing) => ({ ...listing, listedAt: Date.now() - 5 * 60_000 })],
    ["is of another organisation", (listing) => ({ ...listing, organizationId: "another" })],
    ["is of another host", (listing) => ({ ...listing, apiUrl: "https://api.mypurecloud.ie" })],
  ])("does not count if it %s: then the process lists by itself", async (_, change) => {
    expect(await readAll(await open(change(own)))).toEqual({ pages: 3, gets: 1 });
  });

  it("does not count if the other process has ended: then the process lists by itself", async () => {
    const address = await open(own);
    channel?.close();
    expect(await readAll(address)).toEqual({ pages: 3, gets: 1 });
  });

  it("does not count if the other process ends while it is waited for", async () => {
    const reading = readAll(await open(new Promise(() => undefined)));
    setTimeout(() => channel?.close(), 20);
    expect(await reading).toEqual({ pages: 3, gets: 1 });
  });

  it("is for this user alone, holds no secrets, and leaves nothing behind", async () => {
    const clients = own.clients.map((client) => ({ ...client, secret: world.simulator.clients.secretOf(client.id) }));
    const address = await open({ ...own, clients: clients as OrganizationClients["clients"] });
    expect(statSync(dirname(address)).mode & 0o777).toBe(0o700);
    const sent = await text(connect(address));
    expect(sent).toContain(ids[59]);
    expect(leakedSecrets(world.simulator, sent)).toEqual([]);
    channel?.close();
    expect(existsSync(dirname(address))).toBe(false);
  });
});
