import { describe, expect, it } from "vitest";
import { DEFAULT_LOGIN, OTHER_USER_ID } from "../../../simulator/index.ts";
import { CLIENTS, entitiesOf, startSession } from "../api.ts";

const DAY_MS = 86_400_000;

describe("secret", () => {
  it("is shown by create and regenerate only, and shaped like Genesys's", async () => {
    await using session = await startSession();
    const client = await session.create();
    const path = `${CLIENTS}/${client.id}`;
    expect(client.secret).toMatch(/^[\w-]{43}$/);
    const get = await session.call("GET", path);
    const put = await session.call("PUT", path, { name: "b", authorizedGrantType: "CODE" });
    const list = await session.call("GET", CLIENTS);
    for (const { text } of [get, put, list]) expect(text).not.toContain("secret");
    const regenerated = await session.call("POST", `${path}/secret`);
    expect(regenerated.body.secret).toMatch(/^[\w-]{43}$/);
    expect(regenerated.body.secret).not.toBe(client.secret);
    const { clients, allSecrets } = session.simulator;
    expect(clients.secretOf(client.id)).toBe(regenerated.body.secret);
    expect(clients.secretsGenerated(client.id)).toBe(2);
    expect(allSecrets()).toEqual(
      expect.arrayContaining([DEFAULT_LOGIN.clientSecret, client.secret, regenerated.body.secret]),
    );
  });
});

describe("deletion", () => {
  it("takes two steps, and a young client is gone at once", async () => {
    await using session = await startSession();
    const { id } = await session.create();
    const path = `${CLIENTS}/${id}`;
    const refused = await session.call("DELETE", path);
    expect([refused.status, refused.body.code]).toEqual([400, "cannot.delete.client"]);
    expect(refused.body.message).toBe("Clients must be marked as inactive to be eligible for deletion");
    await session.call("PUT", path, { name: "a", authorizedGrantType: "CODE", state: "inactive" });
    const deleted = await session.call("DELETE", path);
    expect([deleted.status, deleted.text]).toEqual([204, ""]);
    const gone = await session.call("GET", path);
    expect([gone.status, gone.body.code, gone.body.entityId]).toEqual([404, "not.found", id]);
    expect((await session.call("DELETE", path)).status).toBe(404);
    expect(session.simulator.clients.secretsGenerated(id)).toBe(1);
  });

  it("leaves a client of 30 days inactive for 7 days, then takes it away", async () => {
    await using session = await startSession({ tokenLifetimeSeconds: 90 * 86_400 });
    const { simulator } = session;
    const { id } = await session.create({ state: "inactive" });
    const path = `${CLIENTS}/${id}`;
    simulator.clock.advance(30 * DAY_MS);
    await session.call("DELETE", path);
    const pending = (await session.call("GET", path)).body;
    expect(pending.state).toBe("inactive");
    const inDays = (Date.parse(String(pending.dateToDelete)) - simulator.clock.now()) / DAY_MS;
    expect(inDays).toBeCloseTo(7, 3);
    await session.call("DELETE", path);
    expect((await session.call("GET", path)).body.dateToDelete).toBe(pending.dateToDelete);
    simulator.clock.advance(7 * DAY_MS);
    expect((await session.call("GET", path)).status).toBe(404);
    expect(simulator.clients.list()).toEqual([]);
  });

  it("that is pending is undone by state active", async () => {
    await using session = await startSession({ tokenLifetimeSeconds: 90 * 86_400 });
    const { id } = await session.create({ state: "inactive" });
    const path = `${CLIENTS}/${id}`;
    session.simulator.clock.advance(31 * DAY_MS);
    await session.call("DELETE", path);
    const pending = (await session.call("GET", path)).body;
    const restored = await session.call("PUT", path, { ...pending, state: "active" });
    expect(restored.body).toMatchObject({ state: "active" });
    expect(restored.body).not.toHaveProperty("dateToDelete");
    session.simulator.clock.advance(8 * DAY_MS);
    expect((await session.call("GET", path)).status).toBe(200);
  });
});

describe("consistency window", () => {
  it("hides a new client from GET and the listing, and not from writes", async () => {
    await using session = await startSession({ consistencyWindowMs: 5000, clock: () => 0 });
    const { id } = await session.create();
    expect((await session.call("GET", `${CLIENTS}/${id}`)).status).toBe(404);
    expect(entitiesOf(await session.call("GET", CLIENTS))).toEqual([]);
    expect((await session.call("POST", `${CLIENTS}/${id}/secret`)).status).toBe(200);
    session.simulator.clock.advance(5000);
    expect((await session.call("GET", `${CLIENTS}/${id}`)).status).toBe(200);
    expect(entitiesOf(await session.call("GET", CLIENTS))).toHaveLength(1);
  });
});

describe("listing", () => {
  it("is paged by relative URIs to follow, whatever pageSize asks for", async () => {
    await using session = await startSession({ pageSize: 2 });
    for (let index = 1; index <= 5; index++) session.simulator.clients.create({ name: `client ${index}` });
    const first = await session.call("GET", `${CLIENTS}?pageSize=100`);
    expect(first.body).toMatchObject({ pageSize: 2, pageNumber: 1, pageCount: 3, total: 5 });
    expect(first.body.nextUri).toBe(`${CLIENTS}?pageSize=2&pageNumber=2`);
    expect(first.body).not.toHaveProperty("previousUri");
    const names: unknown[] = [];
    for (let uri: unknown = CLIENTS; typeof uri === "string"; ) {
      const page = await session.call("GET", uri);
      names.push(...entitiesOf(page).map(({ name }) => name));
      uri = page.body.nextUri;
    }
    expect(names).toEqual(["client 1", "client 2", "client 3", "client 4", "client 5"]);
  });

  it("counts pageSize when told to", async () => {
    await using session = await startSession({ ignorePageSizeQuery: false });
    for (let index = 0; index < 30; index++) session.simulator.clients.create({});
    expect(entitiesOf(await session.call("GET", `${CLIENTS}?pageSize=30`))).toHaveLength(30);
    expect((await session.call("GET", `${CLIENTS}?pageSize=201`)).status).toBe(400);
  });
});

describe("out-of-band changes", () => {
  it("show another author and a later date", async () => {
    await using session = await startSession({ clock: () => 1000 });
    const { clients } = session.simulator;
    const { id } = await session.create({ description: "before" });
    clients.edit(id, { description: "after", ipAllowList: ["10.0.0.0/8"] });
    const { body } = await session.call("GET", `${CLIENTS}/${id}`);
    expect(body).toMatchObject({ description: "after", ipAllowList: ["10.0.0.0/8"] });
    expect(body).toMatchObject({ createdBy: { id: DEFAULT_LOGIN.clientId }, modifiedBy: { id: OTHER_USER_ID } });
    expect(Date.parse(String(body.dateModified))).toBeGreaterThan(Date.parse(String(body.dateCreated)));
    const secret = clients.regenerateSecret(id);
    expect(clients.secretOf(id)).toBe(secret);
    clients.remove(id);
    expect(clients.get(id)).toBeUndefined();
  });

  it("may set a deletion date, as the admin UI does", async () => {
    await using session = await startSession({ clock: () => 0, tokenLifetimeSeconds: 1000 });
    const { id } = session.simulator.clients.create({ state: "inactive" });
    session.simulator.clients.edit(id, { dateToDelete: new Date(5000).toISOString() });
    expect((await session.call("GET", `${CLIENTS}/${id}`)).body.dateToDelete).toBe("1970-01-01T00:00:05.000Z");
    session.simulator.clock.advance(5000);
    expect((await session.call("GET", `${CLIENTS}/${id}`)).status).toBe(404);
  });
});
