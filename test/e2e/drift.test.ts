import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIVISION_IDS, ROLE_IDS } from "../../simulator/index.ts";
import { APP, ROLE, SERVICE } from "../harness/sample-clients.ts";
import { CLIENT, type ClientStack, createClientStack, FACES, mapValues, QUIET } from "./client-stack.ts";

/** What somebody does to a client in the admin UI, by the property that it concerns. */
const EDITS: Record<string, { declared: Record<string, unknown>; edit: Record<string, unknown> }> = {
  name: { declared: APP, edit: { name: "Renamed" } },
  authorizedGrantType: { declared: APP, edit: { authorizedGrantType: "SAML2-BEARER" } },
  description: { declared: { ...APP, description: "ours" }, edit: { description: undefined } },
  accessTokenValiditySeconds: { declared: APP, edit: { accessTokenValiditySeconds: 172_800 } },
  registeredRedirectUris: { declared: APP, edit: { registeredRedirectUri: ["https://evil.example.net/callback"] } },
  scopes: { declared: APP, edit: { scope: ["analytics:readonly", "users"] } },
  roles: {
    declared: SERVICE,
    edit: { roleDivisions: [ROLE, { roleId: ROLE_IDS.supervisor, divisionId: DIVISION_IDS.sales }] },
  },
  state: { declared: APP, edit: { state: "inactive" } },
  extraProperties: {
    declared: { ...APP, extraProperties: { allowedIps: ["10.0.0.0/8"] } },
    edit: { allowedIps: ["10.0.0.0/8", "0.0.0.0/0"] },
  },
};

const DECLARED = mapValues(EDITS, ({ declared }) => declared);

describe.each(FACES)("a change behind our back, %s face", (face) => {
  let clients: ClientStack;
  let ids: Record<string, string>;

  beforeAll(async () => {
    // Every answer has its lists in another order: only then is it proven that order makes no difference.
    clients = await createClientStack({ face, shuffleLists: true });
    await clients.apply(DECLARED);
    ids = await clients.ids();
  });

  afterAll(async () => {
    await clients[Symbol.asyncDispose]();
  });

  const editAll = (patch: (property: string) => Record<string, unknown>) => {
    for (const [property, id] of Object.entries(ids)) clients.simulator.clients.edit(id, patch(property));
  };

  it("is none when only dates, authors or the order of lists differ", async () => {
    const before = clients.simulator.clients.get(ids.name ?? "");
    editAll(() => ({}));
    const after = clients.simulator.clients.get(ids.name ?? "");
    expect(after?.dateModified).not.toBe(before?.dateModified);
    expect(after?.modifiedBy).not.toEqual(before?.modifiedBy);
    expect(await clients.noise()).toEqual(QUIET);
  });

  it("is named property by property, with exit code 7 and an untouched state", async () => {
    const state = clients.stack.stateFileText();
    editAll((property) => EDITS[property]?.edit ?? {});
    expect(await clients.drift()).toEqual({
      code: 7,
      changes: mapValues(EDITS, (_, property) => `update ${property}`),
    });
    expect(clients.stack.stateFileText()).toBe(state);
  });

  it("is put right by up --refresh, with one PUT a client", async () => {
    clients.simulator.log.clear();
    (await clients.stack.up({ refresh: true })).succeeded();
    expect(clients.simulator.log.count({ method: "PUT", route: CLIENT })).toBe(Object.keys(EDITS).length);
    expect(clients.simulator.clients.get(ids.roles ?? "")?.roleDivisions).toEqual([ROLE]);
    expect(clients.simulator.clients.get(ids.description ?? "")?.description).toBe("ours");
    expect(clients.simulator.clients.get(ids.extraProperties ?? "")).toMatchObject({ allowedIps: ["10.0.0.0/8"] });
    expect(await clients.drift()).toEqual({ code: 0, changes: {} });
    expect(await clients.ids()).toEqual(ids);
  });

  it("is none in a field that the program does not mention, and our own changes keep that field", async () => {
    const id = ids.name ?? "";
    clients.simulator.clients.edit(id, { brandNewField: { enabled: true } });
    expect(await clients.drift()).toEqual({ code: 0, changes: {} });
    await clients.apply({ ...DECLARED, name: { ...APP, name: "Renamed by us" } });
    expect(clients.simulator.clients.get(id)).toMatchObject({
      name: "Renamed by us",
      brandNewField: { enabled: true },
    });
  });

  it("is none after a secret that was regenerated elsewhere: nobody can see that", async () => {
    clients.simulator.clients.regenerateSecret(ids.state ?? "");
    expect(await clients.drift()).toEqual({ code: 0, changes: {} });
  });
});

describe.each(FACES)("a deletion behind our back, %s face", (face) => {
  const MONTH_MS = 31 * 86_400_000;

  it("shows as one, and up --refresh creates the client again", async () => {
    await using clients = await createClientStack({ face });
    await clients.apply({ app: APP, service: SERVICE });
    const before = await clients.ids();
    clients.letAnHourPass();
    clients.simulator.clients.remove(before.app ?? "");
    expect(await clients.drift()).toEqual({ code: 7, changes: { app: "delete" } });
    (await clients.stack.up({ refresh: true })).succeeded();
    const after = await clients.ids();
    expect(after.service).toBe(before.service);
    expect(clients.simulator.clients.list().map(({ id }) => id)).toEqual([before.service, after.app]);
    expect(await clients.noise()).toEqual(QUIET);
  });

  it("that is still pending shows in state, also of an inactive client, and up restores it under the same id", async () => {
    await using clients = await createClientStack({ face });
    await clients.apply({ app: APP, resting: { ...APP, name: "Resting", state: "inactive" } });
    const before = await clients.stored();
    clients.simulator.clock.advance(MONTH_MS);
    for (const { id } of Object.values(before)) await deleteInGenesys(clients, id);

    expect(await clients.drift()).toEqual({ code: 7, changes: { app: "update state", resting: "update state" } });
    (await clients.stack.up({ refresh: true })).succeeded();
    for (const { id, inputs, secret } of Object.values(before)) {
      const live = clients.simulator.clients.get(id);
      expect([live?.state, live?.dateToDelete]).toEqual([inputs.state, undefined]);
      expect(clients.simulator.clients.secretOf(id)).toBe(secret);
    }
    expect(await clients.noise()).toEqual(QUIET);
    expect(await clients.ids()).toEqual(mapValues(before, ({ id }) => id));
  });
});

/** As the admin UI does: inactive first. The client is older than 30 days, so it stays for another seven. */
async function deleteInGenesys({ simulator }: ClientStack, id: string): Promise<void> {
  simulator.clients.edit(id, { state: "inactive" });
  const headers = { authorization: `Bearer ${simulator.issueToken()}` };
  const answer = await fetch(`${simulator.url}${CLIENT.replace("{clientId}", id)}`, { method: "DELETE", headers });
  expect(answer.status).toBe(204);
  expect(simulator.clients.get(id)?.dateToDelete).toEqual(expect.any(String));
}
