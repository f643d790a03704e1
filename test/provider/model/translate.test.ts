import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiOAuthClient } from "../../../provider/api/api-types.ts";
import { readClient } from "../../../provider/api/client-shape.ts";
import { checkInputs } from "../../../provider/model/check-inputs.ts";
import { eachField } from "../../../provider/model/client-fields.ts";
import type { OAuthClientInputs } from "../../../provider/model/oauth-client.ts";
import {
  creationRequest,
  inputsOfState,
  isDisabled,
  isPendingDeletion,
  observedInputs,
  observedState,
  PENDING_DELETION,
  PENDING_SECRET,
  replacementRequest,
  stateChangeRequest,
} from "../../../provider/model/translate.ts";
import { type ProgramInputs, validInputs } from "../../support/client-inputs.ts";
import { type Connected, startConnected } from "../../support/connect.ts";

const ID = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";
const ROLES = [{ roleId: "a-role", divisionId: "*" }];
const PLAIN = { name: "App", authorizedGrantType: "CODE" };
const inputsOf = (news: ProgramInputs): OAuthClientInputs => {
  const { inputs, failures } = checkInputs({ name: "Portal", authorizedGrantType: "CODE", ...news });
  expect(failures).toEqual([]);
  return inputs;
};

/** As Genesys Cloud sends a client, every documented field filled in, and one that no model knows. */
const LIVE: ApiOAuthClient = {
  id: ID,
  name: "Portal",
  authorizedGrantType: "CODE",
  description: "For the portal",
  accessTokenValiditySeconds: 3_600,
  registeredRedirectUri: ["https://b.example.com", "https://a.example.com"],
  scope: ["users", "analytics"],
  roleIds: [],
  roleDivisions: [],
  state: "active",
  dateCreated: "2026-10-01T00:00:00.000Z",
  dateModified: "2026-10-02T00:00:00.000Z",
  createdBy: { id: "a-user", selfUri: "/api/v2/users/a-user" },
  modifiedBy: { id: "another-user", selfUri: "/api/v2/users/another-user" },
  selfUri: `/api/v2/oauth/clients/${ID}`,
  announcedField: { nested: [1, 2] },
};

const CARRIED = { clientSecret: "the-secret", organizationId: "an-organization", apiUrl: "https://api.mypurecloud.ie" };

describe("the body of a create", () => {
  it("holds what the program says, under the API's names, with the defaults", () => {
    expect(creationRequest(inputsOf({}))).toStrictEqual({
      name: "Portal",
      authorizedGrantType: "CODE",
      accessTokenValiditySeconds: 86_400,
      state: "active",
    });
    const whole = inputsOf({
      description: "x",
      registeredRedirectUris: ["https://a.example.com"],
      scopes: ["users"],
      state: "inactive",
    });
    expect(creationRequest(whole)).toMatchObject({
      description: "x",
      registeredRedirectUri: ["https://a.example.com"],
      scope: ["users"],
      state: "inactive",
    });
    expect(creationRequest(inputsOf({ authorizedGrantType: "CLIENT-CREDENTIALS", roles: ROLES }))).toMatchObject({
      roleDivisions: ROLES,
    });
  });

  it("holds the extra properties, and nothing that belongs to the resource alone", () => {
    const inputs = inputsOf({
      secretVersion: 3,
      allowSelf: true,
      importId: ID,
      importedClientSecret: "a-known-secret",
      extraProperties: { announcedField: { nested: [1] } },
    });
    const body = creationRequest(inputs);
    expect(Object.keys(body).sort()).toEqual([
      "accessTokenValiditySeconds",
      "announcedField",
      "authorizedGrantType",
      "name",
      "state",
    ]);
    expect(body.announcedField).toEqual({ nested: [1] });
  });
});

describe("the body of an update", () => {
  const same = inputsOf({
    description: "For the portal",
    accessTokenValiditySeconds: 3_600,
    registeredRedirectUris: ["https://a.example.com", "https://b.example.com"],
    scopes: ["analytics", "users"],
  });

  it("sends unknown fields back, and neither read-only ones nor the deprecated roleIds", () => {
    expect(replacementRequest({ ...LIVE, secret: "x", dateToDelete: "2026-12-01" }, same, {})).toStrictEqual({
      name: "Portal",
      authorizedGrantType: "CODE",
      description: "For the portal",
      accessTokenValiditySeconds: 3_600,
      registeredRedirectUri: ["https://a.example.com", "https://b.example.com"],
      scope: ["analytics", "users"],
      roleDivisions: [],
      state: "active",
      announcedField: { nested: [1, 2] },
    });
  });

  it("empties what the program no longer names", () => {
    expect(replacementRequest(LIVE, inputsOf({}), {})).toMatchObject({
      description: "",
      registeredRedirectUri: [],
      scope: [],
      accessTokenValiditySeconds: 86_400,
    });
    const machine = {
      ...LIVE,
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleIds: ["a-role"],
      roleDivisions: ROLES,
      scope: [],
    };
    expect(replacementRequest(machine, inputsOf({ scopes: ["users"] }), {})).toMatchObject({
      roleDivisions: [],
      scope: ["users"],
    });
  });

  it("does not name an empty field that was empty before: a grant type may refuse it", () => {
    const { scope, roleDivisions, registeredRedirectUri, description, ...bare } = LIVE;
    const body = replacementRequest(bare as ApiOAuthClient, inputsOf({}), {});
    for (const field of ["scope", "roleDivisions", "registeredRedirectUri", "description"]) {
      expect(body).not.toHaveProperty(field);
    }
  });

  it("sets extra properties, changes them, and leaves out those that are dropped", () => {
    const live = { ...LIVE, kept: 1, changed: 1, dropped: 1, foreign: 1 };
    const before = { extraProperties: { kept: 1, changed: 1, dropped: 1 } };
    const body = replacementRequest(live, inputsOf({ extraProperties: { kept: 1, changed: 2, added: 3 } }), before);
    expect(body).toMatchObject({ kept: 1, changed: 2, added: 3, foreign: 1 });
    expect(body).not.toHaveProperty("dropped");
    expect(replacementRequest(live, inputsOf({}), before)).not.toHaveProperty("kept");
  });

  it("restores a client whose deletion is pending", () => {
    const pending = { ...LIVE, state: "inactive", dateToDelete: "2026-12-01T00:00:00.000Z" };
    const body = replacementRequest(pending, same, {});
    expect(body).toMatchObject({ state: "active" });
    expect(body).not.toHaveProperty("dateToDelete");
  });

  it("changes neither the live client nor the inputs", () => {
    const live = structuredClone(LIVE);
    replacementRequest(live, same, { extraProperties: { announcedField: 1 } });
    expect(live).toEqual(LIVE);
  });

  it("that only deactivates keeps everything else as it is", () => {
    const { id, roleIds, dateCreated, dateModified, createdBy, modifiedBy, selfUri, ...settable } = LIVE;
    expect(stateChangeRequest({ ...LIVE, secret: "x" }, "inactive")).toStrictEqual({ ...settable, state: "inactive" });
  });
});

describe("the inputs that a live client shows", () => {
  it("are canonical: sorted, without what is empty", () => {
    expect(observedInputs(LIVE, {})).toStrictEqual({
      name: "Portal",
      authorizedGrantType: "CODE",
      description: "For the portal",
      accessTokenValiditySeconds: 3_600,
      registeredRedirectUris: ["https://a.example.com", "https://b.example.com"],
      scopes: ["analytics", "users"],
      state: "active",
    });
  });

  it.each([undefined, null, ""])("are the same whether the API says nothing or %j", (nothing) => {
    const list = nothing === "" ? [] : nothing;
    const bare = {
      id: ID,
      name: "Portal",
      authorizedGrantType: "CODE",
      description: nothing,
      registeredRedirectUri: list,
      scope: list,
      roleDivisions: list,
      ...(nothing === "" ? {} : { state: nothing, accessTokenValiditySeconds: nothing, dateToDelete: nothing }),
    };
    expect(observedInputs(readClient(bare) as ApiOAuthClient, {})).toStrictEqual(inputsOf({}));
  });

  it("take an underscore in a grant type for a hyphen", () => {
    const live = readClient({ ...LIVE, authorizedGrantType: "client_credentials" }) as ApiOAuthClient;
    expect(observedInputs(live, {}).authorizedGrantType).toBe("CLIENT-CREDENTIALS");
  });

  it("carry what the API can't tell", () => {
    const carried = {
      secretVersion: "7",
      allowSelf: true,
      verifySecret: true,
      importId: ID,
      importedClientSecret: "a-known-secret",
    };
    expect(observedInputs(LIVE, carried)).toMatchObject(carried);
  });

  it("show a pending deletion, a locked client and an owed secret as drift", () => {
    expect(observedInputs({ ...LIVE, state: "inactive", dateToDelete: "2026-12-01T00:00:00.000Z" }, {}).state).toBe(
      PENDING_DELETION,
    );
    expect(observedInputs({ ...LIVE, state: "disabled" }, {}).state).toBe("disabled");
    expect(observedInputs(LIVE, { secretVersion: "1", secretPending: true }).secretVersion).toBe(PENDING_SECRET);
    for (const state of [PENDING_DELETION, "disabled"]) {
      expect(checkInputs({ name: "Portal", authorizedGrantType: "CODE", state }).failures).toHaveLength(1);
    }
  });

  it("show only those extra properties that the program names", () => {
    expect(observedInputs(LIVE, {})).not.toHaveProperty("extraProperties");
    expect(observedInputs(LIVE, { extraProperties: { announcedField: { nested: [2, 1] } } }).extraProperties).toEqual({
      announcedField: { nested: [2, 1] },
    });
  });

  it("tell a pending deletion and a lock", () => {
    expect(isPendingDeletion({ ...LIVE, dateToDelete: "2026-12-01T00:00:00.000Z" })).toBe(true);
    for (const dateToDelete of [undefined, null, ""]) {
      expect(isPendingDeletion({ ...LIVE, dateToDelete } as ApiOAuthClient)).toBe(false);
    }
    expect([isDisabled({ ...LIVE, state: "disabled" }), isDisabled(LIVE)]).toEqual([true, false]);
  });
});

describe("the outputs", () => {
  it("hold everything that a program may want, and no empty field is missing", () => {
    expect(observedState({ id: ID, name: "Portal", authorizedGrantType: "CODE" }, CARRIED)).toStrictEqual({
      ...eachField((_, { empty, absent }) => empty ?? absent),
      name: "Portal",
      authorizedGrantType: "CODE",
      description: "",
      accessTokenValiditySeconds: 86_400,
      registeredRedirectUris: [],
      scopes: [],
      roles: [],
      state: "active",
      clientId: ID,
      ...CARRIED,
    });
    expect(observedState(LIVE, { ...CARRIED, secretVersion: "1" })).toMatchObject({
      clientId: ID,
      secretVersion: "1",
      dateCreated: LIVE.dateCreated,
      dateModified: LIVE.dateModified,
      createdBy: "a-user",
      modifiedBy: "another-user",
      selfUri: LIVE.selfUri,
      ...CARRIED,
    });
  });

  it("keep the true version and state, and the secret in hand whatever the answer holds", () => {
    const pending = { ...LIVE, state: "inactive", dateToDelete: "2026-12-01T00:00:00.000Z", secret: "of-the-answer" };
    const state = observedState(pending, { ...CARRIED, secretVersion: "1", secretPending: true });
    expect(state).toMatchObject({
      secretVersion: "1",
      secretPending: true,
      state: "inactive",
      clientSecret: "the-secret",
    });
    expect(state.dateToDelete).toBe("2026-12-01T00:00:00.000Z");
    expect(JSON.stringify(state)).not.toContain("of-the-answer");
  });

  it("lead back to the inputs that they show", () => {
    fc.assert(
      fc.property(validInputs, (news) => {
        const { inputs } = checkInputs(news);
        const live = { ...creationRequest(inputs), id: ID } as ApiOAuthClient;
        expect(inputsOfState(observedState(live, { ...inputs, ...CARRIED }))).toStrictEqual(inputs);
      }),
      { numRuns: 200 },
    );
  });

  it("are plain JSON", () => {
    const state = observedState(LIVE, CARRIED);
    expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
  });
});

describe("what Genesys Cloud makes of a request", () => {
  let session: Connected;
  beforeAll(async () => {
    session = await startConnected({ shuffleLists: true });
  });
  afterAll(() => session[Symbol.asyncDispose]());

  it("shows as the very inputs that were asked for, after a create and after an update", async () => {
    const { api } = session;
    await fc.assert(
      fc.asyncProperty(validInputs, validInputs, async (news, later) => {
        const first = checkInputs(news).inputs;
        const second = checkInputs(later).inputs;
        const created = await api.createClient(creationRequest(first));
        expect(observedInputs(created, first)).toStrictEqual(first);
        const live = await api.getClient(created.id);
        expect(observedInputs(live, first)).toStrictEqual(first);
        const updated = await api.updateClient(created.id, replacementRequest(live, second, first));
        expect(observedInputs(updated, second)).toStrictEqual(second);
        for (const field of Object.keys(first.extraProperties ?? {})) {
          if (!Object.hasOwn(second.extraProperties ?? {}, field)) expect(Object.keys(updated)).not.toContain(field);
        }
      }),
      // A field that is named like a method of every object is no field that we know.
      { numRuns: 30, examples: [[{ ...PLAIN, extraProperties: { valueOf: [], toString: 1 } }, PLAIN]] },
    );
  }, 60_000);
});
