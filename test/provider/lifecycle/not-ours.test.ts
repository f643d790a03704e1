import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { Ownership } from "../../../provider/lifecycle/ownership.ts";
import { type ClientSeed, OTHER_USER_ID, type SimClient, type Simulator } from "../../../simulator/index.ts";
import { APP } from "../../harness/sample-clients.ts";
import { failureOf } from "../../support/failures.ts";
import { CLIENTS, canonical, FOR_EVER, madeByUs, SECRET, startWorld } from "./lifecycle-world.ts";

const INPUTS = canonical({ ...APP, extraProperties: { allowedIps: ["10.0.0.0/8"] } });
const OURS = madeByUs({ allowedIps: ["10.0.0.0/8"] });
const POST = { method: "POST", route: CLIENTS };

/** Clients that appear at the same moment and are none of our request's work: what differs from it. */
const OTHERS: Record<string, (now: number) => ClientSeed> = {
  "another creator": () => ({ createdBy: { id: OTHER_USER_ID } }),
  "another description": () => ({ description: "mine" }),
  "another grant type": () => ({ authorizedGrantType: "TOKEN" }),
  "another lifetime": () => ({ accessTokenValiditySeconds: 3_600 }),
  "another redirect URI": () => ({ registeredRedirectUri: ["https://other.example.com/callback"] }),
  "one more scope": () => ({ scope: ["analytics:readonly", "users"] }),
  "another state": () => ({ state: "inactive" }),
  "another extra field": () => ({ allowedIps: ["192.168.0.0/16"] }),
  "an earlier date": (now) => ({ dateCreated: new Date(now - 10_000).toISOString() }),
};

/** Makes a client while the creation is under way; `made` holds it afterwards. */
function duringCreation({ faults, clients }: Simulator, seed: () => ClientSeed, when: "before" | "after" = "before") {
  const made: SimClient[] = [];
  faults.add({ ...POST, action: { kind: "call", [when]: () => void made.push(clients.create(seed())) } });
  return made;
}

describe("a client with", () => {
  it.each(Object.entries(OTHERS))("%s is never taken for the one of a lost answer", async (_name, difference) => {
    await using world = await startWorld();
    const { simulator } = world;
    const made = duringCreation(simulator, () => ({ ...OURS, ...difference(simulator.clock.now()) }));
    simulator.faults.add({ ...POST, action: { kind: "reset-after" } });
    const state = await createOAuthClient(world.process(), INPUTS);

    const [other] = made;
    expect(state.clientId).not.toBe(other?.id);
    expect(simulator.clients.secretsGenerated(other?.id ?? "")).toBe(1);
    expect(simulator.clients.secretsGenerated(state.clientId)).toBe(2);
    expect(simulator.clients.list()).toHaveLength(2);
    expect(simulator.log.count(POST)).toBe(1);
  });

  // Creator and date are hints: a client that is new and equal counts as ours whatever they say, until we know better.
  const DIFFERENT = Object.entries(OTHERS).filter(([name]) => name !== "another creator" && name !== "an earlier date");

  it.each(DIFFERENT)("%s is not taken either when our own was never made", async (_name, difference) => {
    await using world = await startWorld();
    const { simulator } = world;
    const made = duringCreation(simulator, () => ({ ...OURS, ...difference(simulator.clock.now()) }));
    simulator.faults.add({ ...POST, action: { kind: "reset-before" } });
    // Sending again and stopping with an error are both right; taking the other one is not.
    const outcome = await createOAuthClient(world.process(), INPUTS).catch((error: Error) => error.name);

    const [other] = made;
    expect(simulator.clients.secretsGenerated(other?.id ?? "")).toBe(1);
    expect(simulator.clients.get(other?.id ?? "")).toEqual(other);
    expect(outcome).not.toMatchObject({ clientId: other?.id });
    expect(simulator.log.count({ method: "POST", route: SECRET })).toBe(0);
  });
});

describe("a client of another creator", () => {
  it("is not taken, even as the only one, once an answer has told under whose name our creations stand", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    const process = world.process();
    await createOAuthClient(process, canonical({ ...APP, name: "First" }));
    const made = duringCreation(simulator, () => ({ ...OURS, createdBy: { id: OTHER_USER_ID } }));
    simulator.faults.add({ ...POST, action: { kind: "reset-before" } });
    const { clientId } = await createOAuthClient(process, INPUTS);
    expect(clientId).not.toBe(made[0]?.id);
    expect(simulator.clients.secretsGenerated(made[0]?.id ?? "")).toBe(1);
  });
});

describe("a client that stood there before this process began", () => {
  it.each(["reset-after", "reset-before"] as const)("is not taken after a %s", async (kind) => {
    await using world = await startWorld();
    const { simulator } = world;
    const before = simulator.clients.create(OURS);
    const ownership = new Ownership();
    // It belongs to another resource of the stack, so that it does not count as left over.
    ownership.noteExisting(INPUTS);
    simulator.faults.add({ ...POST, action: { kind } });
    const state = await createOAuthClient(world.process({ session: { ownership } }), INPUTS);
    expect(state.clientId).not.toBe(before.id);
    expect(simulator.clients.secretsGenerated(before.id)).toBe(1);
    expect(simulator.clients.list()).toHaveLength(2);
  });
});

describe("several clients that could each be the one", () => {
  it("end in an error that names them all, and none of them gets a new secret", async () => {
    await using world = await startWorld();
    const { simulator } = world;
    // As a second pipeline with the same login and the same program would, at the same moment.
    duringCreation(simulator, () => OURS, "after");
    simulator.faults.add({ ...POST, action: { kind: "reset-after" } });
    const error = await failureOf(createOAuthClient(world.process(), INPUTS));

    const ids = simulator.clients.list().map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(error.name).toBe("AmbiguousError");
    for (const id of ids) {
      expect(error.message).toContain(id);
      expect(simulator.clients.secretsGenerated(id)).toBe(1);
    }
    expect(error.message).toContain('import: "<id>"');
    expect(error.message).toContain("genesyscloud-oauth recover");
    expect(error.message).not.toContain("delete");
    expect(simulator.log.count(POST)).toBe(1);
    expect(simulator.log.count({ method: "POST", route: SECRET })).toBe(0);
  });
});

describe("a login that does not tell who it is", () => {
  const TOKEN_INFO = { method: "GET", route: "/api/v2/tokens/me", times: FOR_EVER };

  it.each<[string, object]>([
    ["names no client", {}],
    [
      "names another client than the one under which it creates (a user's token)",
      { OAuthClient: { id: OTHER_USER_ID } },
    ],
  ])("takes over the client of a lost answer all the same: it %s", async (_which, who) => {
    await using world = await startWorld();
    const { simulator } = world;
    const body = { organization: simulator.organization, ...who };
    simulator.faults.add({ ...TOKEN_INFO, action: { kind: "status", status: 200, body } });
    simulator.faults.add({ ...POST, action: { kind: "reset-after" } });
    const { clientId, clientSecret } = await createOAuthClient(world.process(), INPUTS);
    expect(simulator.clients.list().map(({ id }) => id)).toEqual([clientId]);
    expect(clientSecret).toBe(simulator.clients.secretOf(clientId));
  });
});
