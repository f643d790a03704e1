import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Cancellation } from "../../../provider/api/cancellation.ts";
import { AmbiguousError, CancelledError, PartialFailureError } from "../../../provider/errors/index.ts";
import { createOAuthClient } from "../../../provider/lifecycle/create.ts";
import { ID_IN_DOUBT } from "../../../provider/lifecycle/creation-in-doubt.ts";
import { deleteOAuthClient } from "../../../provider/lifecycle/delete.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import type { OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { APP } from "../../harness/sample-clients.ts";
import { failureOf } from "../../support/failures.ts";
import {
  CLIENTS,
  CREATE,
  canonical,
  LIST,
  type LifecycleWorld,
  madeByUs,
  PUT,
  ROTATE,
  startWorld,
} from "./lifecycle-world.ts";

const INPUTS = canonical(APP);

describe("a creation whose answer a cancelled run did not wait for", () => {
  let world: LifecycleWorld;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const names = () => world.simulator.clients.list().map(({ name }) => name);
  const count = (operation: string) => world.simulator.log.table()[operation] ?? 0;

  /** Cancels when the request is there, before or after it is applied, and never answers. */
  async function cancelled(moment: "before" | "after", inputs = INPUTS): Promise<OAuthClientState> {
    const cancellation = new Cancellation();
    const cancel = () => new Promise<void>(() => cancellation.cancel());
    const fault = world.simulator.faults.add({
      method: "POST",
      route: CLIENTS,
      action: { kind: "call", [moment]: cancel },
    });
    const failure = await failureOf(createOAuthClient(world.process({ connection: { cancellation } }), inputs));
    fault.remove();
    if (!(failure instanceof PartialFailureError)) throw failure;
    expect(failure.id).toBe(ID_IN_DOUBT);
    expect(failure.message).toContain("The run was cancelled before Genesys Cloud answered");
    world.simulator.log.clear();
    return failure.properties as unknown as OAuthClientState;
  }

  it("is kept in the state; nothing of it says that the client exists", async () => {
    const other = world.simulator.clients.create({ name: ` ${APP.name.toUpperCase()}` });
    world.simulator.clients.create({ name: "Another" });
    const state = await cancelled("after");
    expect(state).toMatchObject({ ...INPUTS, clientId: "", clientSecret: "", apiUrl: world.simulator.url });
    expect(state.dateCreated).toBeUndefined();
    expect(state.creationInDoubt?.before).toEqual([other.id]);
  });

  it.each([
    ["after", 1],
    ["before", 2],
  ] as const)("is settled by its replacement: applied %s the end, one client either way", async (moment, sent) => {
    const state = await cancelled(moment);
    const created = await createOAuthClient(world.process(), INPUTS, state);
    expect(names()).toEqual([APP.name]);
    expect(created.creationInDoubt).toBeUndefined();
    expect(created.clientSecret).toBe(world.simulator.clients.secretOf(created.clientId));
    expect({ created: count(CREATE), rotated: count(ROTATE) }).toEqual({ created: sent - 1, rotated: 2 - sent });
  });

  it("takes what the program says by now", async () => {
    const state = await cancelled("after");
    const changed = canonical({ ...APP, name: "Renamed", description: "New" });
    const created = await createOAuthClient(world.process(), changed, state);
    expect(created).toMatchObject({ name: "Renamed", description: "New" });
    expect(names()).toEqual(["Renamed"]);
    expect(count(PUT)).toBe(1);
  });

  it("is settled by a refresh, which changes nothing; a secret is then due", async () => {
    const state = await cancelled("after");
    const found = await readOAuthClient(world.process(), ID_IN_DOUBT, state);
    const [client] = world.simulator.clients.list();
    expect(found?.id).toBe(client?.id);
    expect(found?.state).toMatchObject({ clientId: client?.id, clientSecret: "", secretPending: true });
    expect(found?.state.creationInDoubt).toBeUndefined();
    expect(found?.inputs.secretVersion).toBe("pending: not generated yet");
    expect(
      world.simulator.log.all().filter(({ method, route }) => method !== "GET" && route !== "/oauth/token"),
    ).toEqual([]);
  });

  it("is gone for a refresh if the client does not appear within the consistency window", async () => {
    const state = await cancelled("before");
    expect(await readOAuthClient(world.process(), ID_IN_DOUBT, state)).toBeUndefined();
    const lists = count(LIST);
    expect(lists).toBeGreaterThan(1);
    // Long after, one listing is enough.
    world.simulator.clock.advance(3_600_000);
    expect(await readOAuthClient(world.process(), ID_IN_DOUBT, state)).toBeUndefined();
    expect(count(LIST)).toBe(lists + 1);
  });

  it("is deleted with its client, or without any", async () => {
    const [applied, unapplied] = [
      await cancelled("after"),
      await cancelled("before", canonical({ ...APP, name: "Two" })),
    ];
    await deleteOAuthClient(world.process(), ID_IN_DOUBT, applied);
    await deleteOAuthClient(world.process(), ID_IN_DOUBT, unapplied);
    expect(names()).toEqual([]);
  });

  it("takes no client that was there before, that another resource has, or that differs", async () => {
    world.simulator.clients.create(madeByUs());
    const state = await cancelled("before");
    const [, theirs] = [madeByUs({ description: "Theirs" }), madeByUs()].map((seed) =>
      world.simulator.clients.create(seed),
    );
    const session = world.process();
    session.ownership.claim(theirs?.id ?? "");
    await createOAuthClient(session, INPUTS, state);
    expect(names()).toHaveLength(4);
    expect(count(ROTATE)).toBe(0);
  });

  it("asks about an equal client that was made hours later, and touches nothing", async () => {
    const state = await cancelled("before");
    world.simulator.clock.advance(2 * 3_600_000);
    const { id } = world.simulator.clients.create(madeByUs());
    for (const attempt of [
      createOAuthClient(world.process(), INPUTS, state),
      readOAuthClient(world.process(), ID_IN_DOUBT, state),
      deleteOAuthClient(world.process(), ID_IN_DOUBT, state),
    ]) {
      const failure = await failureOf(attempt);
      expect(failure).toBeInstanceOf(AmbiguousError);
      expect(failure.message).toContain(`import: "${id}"`);
    }
    expect(names()).toEqual([APP.name]);
    expect(count(ROTATE)).toBe(0);
  });

  it("asks also where the API tells no date of creation", async () => {
    const state = await cancelled("after");
    world.simulator.variants.set(["no-date-created"]);
    const failure = await failureOf(createOAuthClient(world.process(), INPUTS, state));
    expect(failure).toBeInstanceOf(AmbiguousError);
    expect(count(ROTATE)).toBe(0);
  });

  it("knows its client by the ownership mark, whenever it was made", async () => {
    const marked = { ...INPUTS, ownershipMark: "project/stack/app" };
    const state = await cancelled("after", marked);
    world.simulator.clock.advance(48 * 3_600_000);
    const created = await createOAuthClient(world.process(), marked, state);
    expect(names()).toEqual([APP.name]);
    expect(created.clientSecret).toBe(world.simulator.clients.secretOf(created.clientId));
  });

  it("is nothing to keep if the request was not sent", async () => {
    const cancellation = new Cancellation();
    cancellation.cancel();
    const failure = await failureOf(createOAuthClient(world.process({ connection: { cancellation } }), INPUTS));
    expect(failure).toBeInstanceOf(CancelledError);
  });
});
