import { describe, expect, it } from "vitest";
import { readOAuthClient } from "../../../provider/lifecycle/read.ts";
import { updateOAuthClient } from "../../../provider/lifecycle/update.ts";
import { changedProperties } from "../../../provider/model/changes.ts";
import type { OAuthClientState } from "../../../provider/model/oauth-client.ts";
import { DIVISION_IDS, ROLE_IDS } from "../../../simulator/index.ts";
import { ROLE } from "../../harness/sample-clients.ts";
import {
  CLIENT,
  canonical,
  createdBefore,
  LOGIN,
  PUT,
  READ,
  ROTATE,
  recordBodies,
  startWorld,
} from "./lifecycle-world.ts";

interface Clearing {
  readonly set: Readonly<Record<string, unknown>>;
  readonly removed: Readonly<Record<string, unknown>>;
  /** What the PUT must say: what is left out of it may silently be kept. */
  readonly sent: Readonly<Record<string, unknown>>;
  /** What the state says afterwards. */
  readonly kept: Partial<OAuthClientState>;
}

const CODE = { name: "App", authorizedGrantType: "CODE" };
const SERVICE = { name: "Service", authorizedGrantType: "CLIENT-CREDENTIALS" };

const CLEARINGS: Readonly<Record<string, Clearing>> = {
  description: {
    set: { ...CODE, description: "A text" },
    removed: CODE,
    sent: { description: "" },
    kept: { description: "" },
  },
  accessTokenValiditySeconds: {
    set: { ...CODE, accessTokenValiditySeconds: 3_600 },
    removed: CODE,
    sent: { accessTokenValiditySeconds: 86_400 },
    kept: { accessTokenValiditySeconds: 86_400 },
  },
  registeredRedirectUris: {
    set: { ...CODE, registeredRedirectUris: ["https://a.example.com", "https://b.example.com"] },
    removed: CODE,
    sent: { registeredRedirectUri: [] },
    kept: { registeredRedirectUris: [] },
  },
  scopes: { set: { ...CODE, scopes: ["users"] }, removed: CODE, sent: { scope: [] }, kept: { scopes: [] } },
  "roles (with the grant type that needs them)": {
    set: { ...SERVICE, roles: [ROLE] },
    removed: { ...SERVICE, authorizedGrantType: "CODE" },
    sent: { roleDivisions: [], authorizedGrantType: "CODE" },
    kept: { roles: [] },
  },
  "one of two roles": {
    set: { ...SERVICE, roles: [ROLE, { roleId: ROLE_IDS.supervisor, divisionId: DIVISION_IDS.sales }] },
    removed: { ...SERVICE, roles: [ROLE] },
    sent: { roleDivisions: [ROLE] },
    kept: { roles: [ROLE] },
  },
  "scopes (with the grant type that has them)": {
    set: { ...CODE, scopes: ["users"] },
    removed: { ...CODE, authorizedGrantType: "CLIENT-CREDENTIALS", roles: [ROLE] },
    sent: { scope: [], roleDivisions: [ROLE] },
    kept: { scopes: [], roles: [ROLE] },
  },
  state: { set: { ...CODE, state: "inactive" }, removed: CODE, sent: { state: "active" }, kept: { state: "active" } },
  "one of two extraProperties": {
    set: { ...CODE, extraProperties: { one: 1, two: { deep: [2] } } },
    removed: { ...CODE, extraProperties: { one: 1 } },
    sent: { one: 1 },
    kept: { extraProperties: { one: 1 } },
  },
};

describe("a property that is taken out of the program", () => {
  it.each(Object.entries(CLEARINGS))("is cleared on the wire and in the state: %s", async (_property, clearing) => {
    const { set, removed, sent, kept } = clearing;
    await using world = await startWorld();
    const { simulator } = world;
    const before = await createdBefore(world, set);
    const bodies = recordBodies(simulator, "PUT", CLIENT);
    const inputs = canonical(removed);
    const after = await updateOAuthClient(world.process(), before.clientId, before, inputs);
    expect(simulator.log.table()).toEqual({ ...LOGIN, [READ]: 1, [PUT]: 1 });
    expect(bodies).toEqual([expect.objectContaining(sent)]);
    expect(after).toMatchObject(kept);

    const read = await readOAuthClient(world.process(), before.clientId, after);
    expect(read?.inputs).toEqual(inputs);
    expect(read?.state).toEqual(after);
    expect(changedProperties(read?.inputs ?? canonical(set), inputs)).toEqual([]);
  });

  it("is cleared when it is all of extraProperties", async () => {
    await using world = await startWorld();
    const before = await createdBefore(world, { ...CODE, extraProperties: { one: 1, two: [2] } });
    const bodies = recordBodies(world.simulator, "PUT", CLIENT);
    const after = await updateOAuthClient(world.process(), before.clientId, before, canonical(CODE));
    expect(bodies).toHaveLength(1);
    for (const field of ["one", "two"]) {
      expect(bodies[0]).not.toHaveProperty(field);
      expect(world.simulator.clients.get(before.clientId)).not.toHaveProperty(field);
    }
    expect(after).not.toHaveProperty("extraProperties");
    expect((await readOAuthClient(world.process(), before.clientId, after))?.inputs).toEqual(canonical(CODE));
  });

  it.each(["secretVersion", "allowSelf"])("costs no request about the client when it is %s", async (property) => {
    await using world = await startWorld();
    const before = await createdBefore(world, { ...CODE, [property]: property === "allowSelf" ? true : 3 });
    const after = await updateOAuthClient(world.process(), before.clientId, before, canonical(CODE));
    expect(world.simulator.log.table()).toEqual(LOGIN);
    expect(after).not.toHaveProperty(property);
    expect(after.clientSecret).toBe(before.clientSecret);
    expect((await readOAuthClient(world.process(), before.clientId, after))?.inputs).toEqual(canonical(CODE));
  });

  it("does not come back by itself: a version set again after it was removed rotates once more", async () => {
    await using world = await startWorld();
    const before = await createdBefore(world, { ...CODE, secretVersion: 3 });
    const unset = await updateOAuthClient(world.process(), before.clientId, before, canonical(CODE));
    world.simulator.log.clear();
    await updateOAuthClient(world.process(), before.clientId, unset, canonical({ ...CODE, secretVersion: 3 }));
    expect(world.simulator.log.table()).toEqual({ ...LOGIN, [ROTATE]: 1 });
  });
});
