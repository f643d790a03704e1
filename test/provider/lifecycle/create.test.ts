import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { DEFAULT_LOGIN, DEFAULT_ORGANIZATION, type FaultAction } from "../../../simulator/index.ts";
import { APP, ROLE, SERVICE } from "../../harness/sample-clients.ts";
import { failureOf } from "../../support/failures.ts";
import { CLIENTS, CREATE, canonical, LIST, LOGIN, recordBodies, startWorld } from "./lifecycle-world.ts";

describe("a new client", () => {
  it("is one POST with every property and its default, and its answer is used without a further read", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const bodies = recordBodies(simulator, "POST", CLIENTS);
    const state = await createOAuthClient(
      world.process(),
      canonical({
        ...APP,
        description: "Shows reports",
        secretVersion: 7,
        extraProperties: { allowedIps: ["10.0.0.0/8"] },
      }),
    );
    expect(bodies).toEqual([
      {
        name: "App",
        authorizedGrantType: "CODE",
        description: "Shows reports",
        accessTokenValiditySeconds: 86_400,
        registeredRedirectUri: ["https://app.example.com/callback"],
        scope: ["analytics:readonly"],
        state: "active",
        allowedIps: ["10.0.0.0/8"],
      },
    ]);
    expect(simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 1, [CREATE]: 1 });
    const [live] = simulator.clients.list();
    expect(state).toMatchObject({
      name: "App",
      clientId: live?.id,
      clientSecret: simulator.clients.secretOf(state.clientId),
      dateCreated: live?.dateCreated,
      createdBy: DEFAULT_LOGIN.clientId,
      organizationId: DEFAULT_ORGANIZATION.id,
      apiUrl: simulator.url,
      secretVersion: "7",
      extraProperties: { allowedIps: ["10.0.0.0/8"] },
    });
    expect(simulator.clients.secretsGenerated(state.clientId)).toBe(1);
  });

  it("sends no field that the program does not mention", async () => {
    await using world = await startWorld();
    const bodies = recordBodies(world.simulator, "POST", CLIENTS);
    await createOAuthClient(world.process(), canonical(SERVICE));
    const defaults = { accessTokenValiditySeconds: 86_400, state: "active" };
    expect(bodies).toEqual([
      { name: "Service", authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions: [ROLE], ...defaults },
    ]);
  });

  it("shares login and listing with every other client of the run", async () => {
    await using world = await startWorld();
    const session = world.process();
    const names = ["a", "b", "c", "d", "e"];
    await Promise.all(names.map((name) => createOAuthClient(session, canonical({ ...APP, name }))));
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 1, [CREATE]: 5 });
    expect(
      world.simulator.clients
        .list()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names);
  });
});

describe("a refused creation", () => {
  it.each<[string, FaultAction, string]>([
    ["400", { kind: "status", status: 400 }, "ApiError"],
    ["403", { kind: "status", status: 403 }, "ApiError"],
    ["404", { kind: "status", status: 404 }, "NotFoundError"],
    ["409", { kind: "status", status: 409 }, "ApiError"],
  ])("(%s) is not repeated, and nothing is looked for", async (_status, action, name) => {
    await using world = await startWorld();
    world.simulator.faults.add({ method: "POST", route: CLIENTS, action });
    expect((await failureOf(createOAuthClient(world.process(), canonical(APP)))).name).toBe(name);
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 1, [CREATE]: 1 });
    expect(world.waits).toEqual([]);
    expect(world.simulator.clients.list()).toEqual([]);
  });

  it.each([1, 5])("(429, %i times) is repeated until it is accepted, and makes one client", async (times) => {
    await using world = await startWorld();
    world.simulator.faults.add({ method: "POST", route: CLIENTS, times, action: { kind: "status", status: 429 } });
    await createOAuthClient(world.process(), canonical(APP));
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 1, [CREATE]: times + 1 });
    expect(world.simulator.clients.list()).toHaveLength(1);
  });

  it("(401 once) is repeated with a new token", async () => {
    await using world = await startWorld();
    const session = world.process();
    await Promise.all([session.identity(), session.clientsBefore()]);
    world.simulator.revokeTokens();
    const state = await createOAuthClient(session, canonical(APP));
    expect(world.simulator.log.count({ method: "POST", route: CLIENTS })).toBe(2);
    expect(world.simulator.log.count({ method: "POST", route: "/oauth/token" })).toBe(2);
    expect(world.simulator.clients.list().map(({ id }) => id)).toEqual([state.clientId]);
  });

  it("is not even tried while the listing cannot be read: a left-over client could not be seen", async () => {
    await using world = await startWorld();
    world.simulator.faults.add({ method: "GET", route: CLIENTS, action: { kind: "status", status: 403 } });
    const session = world.process();
    const error = await failureOf(createOAuthClient(session, canonical(APP)));
    expect(error.message).toContain("oauth:client:view");
    expect(world.simulator.log.count({ method: "POST", route: CLIENTS })).toBe(0);
    // The failure is not kept: the next resource of the same run asks again.
    await createOAuthClient(session, canonical(APP));
    expect(world.simulator.clients.list()).toHaveLength(1);
  });
});
