import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UNKNOWN } from "../harness/provider-process.ts";
import { APP, ROLE, SERVICE } from "../harness/sample-clients.ts";
import { CLIENT, CLIENTS, type Host, SECRET, stackConfiguration, startHost } from "./host.ts";

const CANONICAL = { ...SERVICE, accessTokenValiditySeconds: 86_400, state: "active" };

describe("the provider in its process", () => {
  let host: Host;

  beforeAll(async () => {
    host = await startHost();
    await host.provider.configure();
  });

  afterAll(async () => {
    await host[Symbol.asyncDispose]();
  });

  it("leads one client through its life", async () => {
    const { provider, simulator } = host;
    const { inputs, failures } = await provider.check({}, { ...SERVICE, secretVersion: 1, scopes: [] });
    expect([inputs, failures]).toEqual([{ ...CANONICAL, secretVersion: "1" }, []]);

    const { id, properties } = await provider.create(inputs);
    expect(properties).toMatchObject({ ...inputs, clientId: id, description: "", scopes: [], apiUrl: simulator.url });
    expect(properties.clientSecret).toBe(simulator.clients.secretOf(id));

    const read = await provider.read(id, properties);
    expect(read).toEqual({ id, properties, inputs });

    const changed = { ...inputs, description: "changed", secretVersion: "2" };
    expect(await provider.diff(id, properties, changed)).toEqual({
      changes: "unknown",
      replaces: [],
      deleteBeforeReplace: false,
    });
    const updated = await provider.update(id, properties, changed);
    expect(updated).toMatchObject({ ...changed, clientId: id });
    expect(updated.clientSecret).toBe(simulator.clients.secretOf(id));
    expect(updated.clientSecret).not.toBe(properties.clientSecret);

    // Then the 404s that follow are believed at once: they are not those of a client just created.
    simulator.clock.advance(3_600_000);
    await provider.delete(id, updated);
    expect(simulator.clients.get(id)).toBeUndefined();
    await provider.delete(id, updated);
    expect(await provider.read(id, updated)).toBeUndefined();
  });

  it("reads without a state, as opts.id does", async () => {
    const { id } = host.simulator.clients.create({
      ...SERVICE,
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleDivisions: [ROLE],
    });
    const read = await host.provider.readWithoutState(id, {});
    expect(read).toMatchObject({ id, properties: { ...CANONICAL, clientId: id, clientSecret: "" }, inputs: CANONICAL });
  });

  it.each(["../../../tokens/me", "a?b=c", "a#b", "Reporting service", ""])(
    "builds no URL from the id %j",
    async (id) => {
      host.simulator.log.clear();
      await expect(host.provider.readWithoutState(id, {})).rejects.toThrow(
        /is not an OAuth client id\. Client ids are UUIDs/,
      );
      expect(host.simulator.log.count()).toBe(0);
    },
  );

  it("lets values pass that are not known yet", async () => {
    const news = {
      ...APP,
      name: UNKNOWN,
      scopes: ["b", UNKNOWN, "a"],
      registeredRedirectUris: UNKNOWN,
      secretVersion: UNKNOWN,
    };
    const { inputs, failures } = await host.provider.check({}, news);
    expect([inputs, failures]).toEqual([{ ...news, accessTokenValiditySeconds: 86_400, state: "active" }, []]);
  });

  it.each([
    { news: { ...APP, name: undefined }, property: "name", reason: /is required: write the name/ },
    { news: { ...APP, name: "  " }, property: "name", reason: /must not be blank/ },
    { news: { ...APP, authorizedGrantType: "CODES" }, property: "authorizedGrantType", reason: /did you mean CODE\?/ },
    {
      news: { ...APP, accessTokenValiditySeconds: 299 },
      property: "accessTokenValiditySeconds",
      reason: /300 to 38880000/,
    },
    {
      news: { ...APP, accessTokenValiditySeconds: "1h" },
      property: "accessTokenValiditySeconds",
      reason: /whole number of seconds/,
    },
    {
      news: { ...APP, registeredRedirectUris: ["/cb"] },
      property: "registeredRedirectUris[0]",
      reason: /write the whole URI/,
    },
    { news: { ...APP, roles: [ROLE] }, property: "roles", reason: /remove roles and name scopes/ },
    { news: { ...SERVICE, scopes: ["a"] }, property: "scopes", reason: /remove scopes/ },
    { news: { ...SERVICE, roles: [] }, property: "roles", reason: /needs at least one role/ },
    {
      news: { ...SERVICE, roles: [{ roleId: "a", divisonId: "*" }] },
      property: "roles[0].divisonId",
      reason: /did you mean divisionId\?/,
    },
    { news: { ...APP, descripton: "x" }, property: "descripton", reason: /did you mean description\?/ },
    { news: { ...APP, extraProperties: { secret: "x" } }, property: "extraProperties.secret", reason: /remove it/ },
    { news: { ...APP, state: "disabled" }, property: "state", reason: /"active" or "inactive"/ },
  ])("names property and remedy: $property, $reason", async ({ news, property, reason }) => {
    const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value !== undefined));
    const { failures } = await host.provider.check({}, given);
    expect(failures).toContainEqual({ property, reason: expect.stringMatching(reason) });
  });

  it("checks without a request", async () => {
    host.simulator.log.clear();
    await host.provider.check({}, SERVICE);
    expect(host.simulator.log.count()).toBe(0);
  });

  it("keeps what a half-done update has achieved: the new properties, the old secret and its version", async () => {
    const { provider, simulator } = host;
    const { id, properties } = await provider.create({ ...CANONICAL, secretVersion: "1" });
    simulator.faults.add({ route: SECRET, action: { kind: "status", status: 403, code: "no.way" } });
    const news = { ...CANONICAL, description: "new", secretVersion: "2" };
    const failure = provider.update(id, properties, news);
    await expect(failure).rejects.toMatchObject({
      partial: {
        id,
        properties: { ...properties, description: "new", secretVersion: "1", dateModified: expect.any(String) },
        reasons: [expect.stringMatching(/properties were updated, but the secret was not regenerated.*no\.way/)],
      },
    });
    expect(simulator.clients.get(id)).toMatchObject({ description: "new" });
    expect(simulator.clients.secretOf(id)).toBe(properties.clientSecret);
  });
});

describe("the first calls of a process", () => {
  const CREATES = 20;

  it("all at once, before configure is done: one login, one look at the token, and every client", async () => {
    // Nothing in the environment: a call that did not wait for the stack's configuration would fail.
    await using host = await startHost({ env: {}, latencyMs: 20 });
    const { provider, simulator } = host;
    const names = Array.from({ length: CREATES }, (_, index) => `Client ${index}`);
    const configured = provider.configure(stackConfiguration(simulator));
    const created = await Promise.all(names.map((name) => provider.create({ ...CANONICAL, name })));
    await configured;
    expect(new Set(created.map(({ id }) => id)).size).toBe(CREATES);
    expect(simulator.log.table()).toMatchObject({
      "POST /oauth/token": 1,
      "GET /api/v2/tokens/me": 1,
      [`POST ${CLIENTS}`]: CREATES,
    });
    expect(
      simulator.clients
        .list()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names.sort());
  });

  it("of every kind, all at once", async () => {
    await using host = await startHost({ env: {}, latencyMs: 20 });
    const { provider, simulator } = host;
    const seeded = simulator.clients.create({ name: "Seeded" });
    const configured = provider.configure(stackConfiguration(simulator));
    const [checked, read, created] = await Promise.all([
      provider.check({}, APP),
      provider.readWithoutState(seeded.id, {}),
      provider.create(CANONICAL),
    ]);
    await configured;
    expect(checked.failures).toEqual([]);
    expect(read?.properties.name).toBe("Seeded");
    expect(simulator.clients.get(created.id)).toBeDefined();
    expect(simulator.log.count({ route: "/oauth/token" })).toBe(1);
    expect(simulator.log.count({ route: CLIENT })).toBe(1);
  });

  it("without any configuration fail with the keys to set, in every operation that needs them", async () => {
    await using host = await startHost({ env: {} });
    const { provider, simulator } = host;
    await provider.configure();
    const state = {
      ...CANONICAL,
      clientId: crypto.randomUUID(),
      organizationId: simulator.organization.id,
      apiUrl: simulator.url,
    };
    const calls = [
      provider.create(CANONICAL),
      provider.read(state.clientId, state),
      provider.update(state.clientId, state, CANONICAL),
      provider.delete(state.clientId, state),
    ];
    for (const { status, reason } of (await Promise.allSettled(calls)).map(rejection)) {
      expect(status).toBe("rejected");
      expect(reason).toMatch(/genesyscloud:region \(GENESYSCLOUD_REGION\).*|.*genesyscloud:oauthClientId/);
    }
    expect(simulator.log.count()).toBe(0);
  });
});

function rejection(result: PromiseSettledResult<unknown>): { status: string; reason: string } {
  return { status: result.status, reason: result.status === "rejected" ? String(result.reason?.message) : "" };
}
