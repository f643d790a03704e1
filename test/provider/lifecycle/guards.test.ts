import { describe, expect, it } from "vitest";
import { deleteOAuthClient } from "../../../provider/lifecycle/delete.ts";
import { requireSameOrganization } from "../../../provider/lifecycle/guards.ts";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import type { Session } from "../../../provider/lifecycle/session.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import type { OAuthClientInputs, OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { DEFAULT_LOGIN, DEFAULT_ORGANIZATION, ROLE_IDS } from "../../../simulator/index.ts";
import { APP, ROLE, SERVICE } from "../../harness/sample-clients.ts";
import { failureOf } from "../../support/failures.ts";
import { canonical, createdBefore, DELETE, LOGIN, PUT, READ, ROTATE, startWorld, writes } from "./lifecycle-world.ts";

const RENAMED = canonical({ ...APP, name: "Renamed" });

/** What the runtime calls for an existing client; its `diff` is the first. */
const OPERATIONS: Record<string, (session: Session, state: OAuthClientState) => Promise<unknown>> = {
  diff: (session, state) => requireSameOrganization(session, state),
  read: (session, state) => readOAuthClient(session, state.clientId, state),
  update: (session, state) => updateOAuthClient(session, state.clientId, state, RENAMED),
  rotate: (session, state) =>
    updateOAuthClient(session, state.clientId, state, canonical({ ...APP, secretVersion: 1 })),
  delete: (session, state) => deleteOAuthClient(session, state.clientId, state),
};

describe.each(Object.entries(OPERATIONS))("%s", (name, operate) => {
  it("stops under a login of another organisation, names both, and changes nothing", async () => {
    const other = { id: "99999999-92a1-4f58-8d3c-6e7f8a9b0c1d", name: "Another Organization" };
    await using world = await startWorld();
    await using elsewhere = await startWorld({ organization: other });
    const state = { ...(await createdBefore(world)), apiUrl: elsewhere.simulator.url };
    const error = await failureOf(operate(elsewhere.process(), state));
    expect(error).toMatchObject({ name: "GuardError", clientId: state.clientId, nextStep: expect.any(String) });
    expect(error.message).toContain(DEFAULT_ORGANIZATION.id);
    expect(error.message).toContain(other.id);
    expect(error.message).toContain(other.name);
    // A read does not wait for the identity before it asks. The answer, 404, does not count.
    const asked = name === "read" ? { ...LOGIN, [READ]: 1 } : LOGIN;
    await expect.poll(() => elsewhere.simulator.log.table()).toEqual(asked);
  });

  it("stops at another API host, names both, and sends nothing at all", async () => {
    await using world = await startWorld();
    await using elsewhere = await startWorld();
    const state = await createdBefore(world);
    const error = await failureOf(operate(elsewhere.process(), state));
    expect(error).toMatchObject({ name: "GuardError", clientId: state.clientId, nextStep: expect.any(String) });
    expect(error.message).toContain(world.simulator.url);
    expect(error.message).toContain(elsewhere.simulator.url);
    expect(elsewhere.simulator.log.all()).toEqual([]);
  });
});

interface Change {
  readonly change: string;
  /** What the refusal calls it. */
  readonly called: string;
  readonly from?: Readonly<Record<string, unknown>>;
  readonly to?: Readonly<Record<string, unknown>>;
  readonly requests: Readonly<Record<string, number>>;
}

const SERVICE_OF_TWO_ROLES = { ...SERVICE, roles: [ROLE, { roleId: ROLE_IDS.supervisor, divisionId: "*" }] };
const ONE_PUT = { ...LOGIN, [READ]: 1, [PUT]: 1 };
const CHANGES: readonly Change[] = [
  { change: "delete", called: "Cannot delete OAuth client", requests: { ...ONE_PUT, [DELETE]: 1 } },
  { change: "disable", called: "Cannot deactivate OAuth client", to: { state: "inactive" }, requests: ONE_PUT },
  {
    change: "rotate",
    called: "Cannot regenerate the secret of OAuth client",
    to: { secretVersion: 1 },
    requests: { ...LOGIN, [ROTATE]: 1 },
  },
  {
    change: "remove a role",
    called: "Cannot take roles away from OAuth client",
    from: SERVICE_OF_TWO_ROLES,
    to: { roles: [ROLE] },
    requests: ONE_PUT,
  },
  {
    change: "narrow a role to a division",
    called: "Cannot take roles away from OAuth client",
    from: { ...SERVICE, roles: [{ ...ROLE, divisionId: "*" }] },
    to: { roles: [ROLE] },
    requests: ONE_PUT,
  },
  {
    change: "change the grant type",
    called: "Cannot change the grant type of OAuth client",
    to: { authorizedGrantType: "CODE", roles: undefined },
    requests: ONE_PUT,
  },
];
const SELF_TABLE = CHANGES.flatMap((change) =>
  [true, false].flatMap((asSelf) => [true, false].map((allowSelf) => ({ ...change, asSelf, allowSelf }))),
);

/** Logged in as the very client that the state describes, or as another. */
async function startLoggedIn(from: Readonly<Record<string, unknown>>, asSelf: boolean, allowSelf: boolean) {
  const world = await startWorld();
  const state = await createdBefore(world, { ...from, allowSelf });
  const { simulator } = world;
  if (!asSelf) return { world, state, session: world.process() };
  // The same client under the id that we log in with: it stays a login, whatever happens to it.
  simulator.clients.remove(state.clientId);
  const { clientId } = DEFAULT_LOGIN;
  simulator.clients.create({
    ...from,
    roleDivisions: state.roles as never,
    id: clientId,
    secret: "secret-of-our-own-login",
  });
  return { world, state: { ...state, clientId }, session: world.process() };
}

describe("the client that we are logged in as", () => {
  const apply = (
    session: Session,
    state: OAuthClientState,
    from: object,
    to: object | undefined,
    allowSelf: boolean,
  ) =>
    to === undefined
      ? deleteOAuthClient(session, state.clientId, state)
      : updateOAuthClient(session, state.clientId, state, canonical({ ...from, ...to, allowSelf }));

  it.each(SELF_TABLE)("$change: logged in as it $asSelf, allowSelf $allowSelf", async (row) => {
    const { from = SERVICE, to, asSelf, allowSelf, called, requests } = row;
    const { world, state, session } = await startLoggedIn(from, asSelf, allowSelf);
    await using _world = world;
    const before = world.simulator.clients.get(state.clientId);
    const outcome = apply(session, state, from, to, allowSelf);
    if (asSelf && !allowSelf) {
      const error = await failureOf(outcome);
      expect(error).toMatchObject({ name: "GuardError", clientId: state.clientId });
      expect(error.message).toContain(called);
      expect(error.message).toContain("lock it out");
      expect(error.message).toContain("allowSelf: true");
      expect(world.simulator.log.table()).toEqual(LOGIN);
      expect(world.simulator.clients.get(state.clientId)).toEqual(before);
    } else {
      await outcome;
      expect(world.simulator.log.table()).toEqual(requests);
    }
  });

  it.each<[string, Partial<OAuthClientInputs>]>([
    ["renamed", { name: "Renamed" }],
    ["described", { description: "Ours" }],
    ["given a role", { roles: [ROLE, { roleId: ROLE_IDS.supervisor, divisionId: "*" }] }],
  ])("may be %s without allowSelf", async (_what, to) => {
    const { world, state, session } = await startLoggedIn(SERVICE, true, false);
    await using _world = world;
    const updated = await updateOAuthClient(session, state.clientId, state, canonical({ ...SERVICE, ...to }));
    expect(updated).toMatchObject(to);
    expect(world.simulator.log.table()).toEqual(ONE_PUT);
  });

  it("is known by its id in any case", async () => {
    const { world, state, session } = await startLoggedIn(SERVICE, true, false);
    await using _world = world;
    const error = await failureOf(deleteOAuthClient(session, state.clientId.toUpperCase(), state));
    expect(error.name).toBe("GuardError");
    expect(writes(world.simulator)).toBe(0);
  });

  it("keeps its way in when the PUT of a combined change would be allowed, but its rotation is not", async () => {
    const { world, state, session } = await startLoggedIn(SERVICE, true, false);
    await using _world = world;
    const news = canonical({ ...SERVICE, name: "Renamed", secretVersion: 1 });
    expect((await failureOf(updateOAuthClient(session, state.clientId, state, news))).name).toBe("GuardError");
    expect(writes(world.simulator)).toBe(0);
  });
});
