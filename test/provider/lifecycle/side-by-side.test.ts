import { describe, expect, it } from "vitest";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import { failureOf } from "../../support/failures.ts";
import { CLIENT, createdBefore, LIST, type LifecycleWorld, LOGIN, READ, startWorld } from "./lifecycle-world.ts";

const ANOTHER = { id: "99999999-92a1-4f58-8d3c-6e7f8a9b0c1d", name: "Another Organization" };
const IDENTITY = "/api/v2/tokens/me";

/** Answers the question for the identity only after the question for a client has been answered. */
function answerIdentityLast({ simulator }: LifecycleWorld, route: string = CLIENT): void {
  const answered = Promise.withResolvers<void>();
  simulator.faults.add({ route, action: { kind: "call", after: () => answered.resolve() } });
  simulator.faults.add({ route: IDENTITY, action: { kind: "call", before: () => answered.promise } });
}

describe("the first read of a process", () => {
  it("asks for the client while it asks for the identity, and costs no further request", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world);
    // Without the second question at the same time, there would never be an answer to the first.
    answerIdentityLast(world);
    const read = await readOAuthClient(world.process(), state.clientId, state);
    expect(read?.state).toEqual(state);
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1 });
  });

  it("asks for a page of the listing in the same way", async () => {
    await using world = await startWorld();
    const states = [];
    for (let count = 0; count < 5; count++) states.push(await createdBefore(world));
    answerIdentityLast(world, "/api/v2/oauth/clients");
    const session = world.process();
    const reads = await Promise.all(states.map((state) => readOAuthClient(session, state.clientId, state)));
    expect(reads.map((read) => read?.state.clientId)).toEqual(states.map(({ clientId }) => clientId));
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [LIST]: 1, [READ]: 1 });
  });

  it("never takes a 404 for a deletion under a login of another organisation, even if the 404 is there first", async () => {
    await using world = await startWorld();
    await using elsewhere = await startWorld({ organization: ANOTHER });
    const state = { ...(await createdBefore(world)), apiUrl: elsewhere.simulator.url };
    answerIdentityLast(elsewhere);
    const error = await failureOf(readOAuthClient(elsewhere.process(), state.clientId, state));
    expect(error).toMatchObject({ name: "GuardError", clientId: state.clientId });
    expect(elsewhere.simulator.log.count({ status: 404 })).toBe(1);
    // A client created minutes ago is read again after a 404, but not here.
    expect(elsewhere.waits).toEqual([]);
  });

  it("never takes a 404 for a deletion if the identity can't be read", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world);
    world.simulator.clients.remove(state.clientId);
    world.simulator.faults.add({
      route: IDENTITY,
      times: Number.POSITIVE_INFINITY,
      action: { kind: "status", status: 403 },
    });
    const error = await failureOf(readOAuthClient(world.process(), state.clientId, state));
    expect(error).toMatchObject({ name: "ApiError", status: 403 });
    expect(world.waits).toEqual([]);
  });

  it("logs in once, and sends nothing else, if the login is refused", async () => {
    await using world = await startWorld();
    const state = await createdBefore(world);
    const session = world.process({
      configuration: { credentials: { kind: "client", clientId: state.clientId, clientSecret: "wrong" } },
    });
    const error = await failureOf(readOAuthClient(session, state.clientId, state));
    expect(error).toMatchObject({ name: "AuthenticationError" });
    expect(world.simulator.log.table()).toEqual({ "POST /oauth/token": 1 });
  });
});
