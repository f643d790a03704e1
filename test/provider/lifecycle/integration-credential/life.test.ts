import { describe, expect, it } from "vitest";
import { createCredential } from "../../../../provider/lifecycle/integration-credential/create.ts";
import { deleteCredential } from "../../../../provider/lifecycle/integration-credential/delete.ts";
import { readCredential } from "../../../../provider/lifecycle/integration-credential/read.ts";
import { updateCredential } from "../../../../provider/lifecycle/integration-credential/update.ts";
import { DEFAULT_LOGIN } from "../../../../simulator/index.ts";
import { failureOf } from "../../../support/failures.ts";
import { LOGIN, recordBodies } from "../lifecycle-world.ts";
import {
  CREDENTIAL,
  CREDENTIALS,
  canonical,
  createdBefore,
  DATA_ACTIONS,
  FIELDS,
  LISTING,
  NEW_FIELDS,
  startCredentialWorld,
  TYPES,
} from "./credential-world.ts";

describe("an integration credential", () => {
  it("is created with one POST, and integrations read its fields", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const state = await createCredential(credentials.process(), canonical(DATA_ACTIONS));
    expect(simulator.credentials.list()).toMatchObject([{ id: state.credentialId, ...DATA_ACTIONS }]);
    expect(state).toEqual({
      ...canonical(DATA_ACTIONS),
      credentialId: state.credentialId,
      createdDate: simulator.credentials.get(state.credentialId)?.createdDate,
      modifiedDate: simulator.credentials.get(state.credentialId)?.modifiedDate,
      selfUri: `${CREDENTIALS}/${state.credentialId}`,
      organizationId: simulator.organization.id,
      apiUrl: simulator.url,
    });
    expect(simulator.log.table()).toEqual({ ...LOGIN, [`GET ${LISTING}`]: 1, [`POST ${CREDENTIALS}`]: 1 });
  });

  it("is read with its fields from the state, and a change of the name shows in the inputs", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const state = await createdBefore(credentials);
    const unchanged = await readCredential(credentials.process(), state.credentialId, state);
    expect(unchanged).toEqual({ state, inputs: canonical(DATA_ACTIONS) });
    simulator.credentials.edit(state.credentialId, { name: "Renamed", fields: NEW_FIELDS });
    const found = await readCredential(credentials.process(), state.credentialId, state);
    expect(found?.inputs).toEqual(canonical({ ...DATA_ACTIONS, name: "Renamed" }));
  });

  it("is gone after a 404, but one that was created a moment ago is asked for again", async () => {
    await using credentials = await startCredentialWorld({ consistencyWindowMs: 10_000 });
    const { simulator, world } = credentials;
    const state = await createdBefore(credentials);
    expect(await readCredential(credentials.process(), state.credentialId, state)).toMatchObject({ state });
    expect(world.waits.length).toBeGreaterThan(0);
    simulator.clock.advance(3_600_000);
    simulator.credentials.remove(state.credentialId);
    simulator.log.clear();
    expect(await readCredential(credentials.process(), state.credentialId, state)).toBeUndefined();
    expect(simulator.log.count({ route: CREDENTIAL })).toBe(1);
  });

  it("is read by its id alone, without fields, and a wrong id is an error", async () => {
    await using credentials = await startCredentialWorld();
    const { id } = credentials.simulator.credentials.create({ name: "Theirs", type: "basicAuth", fields: {} });
    const session = credentials.process();
    const found = await readCredential(session, id, {});
    expect(found?.state).toMatchObject({ name: "Theirs", type: "basicAuth", fields: {}, credentialId: id });
    const error = await failureOf(readCredential(session, FIELDS.clientId, {}));
    expect(error).toMatchObject({ name: "NotFoundError", message: expect.stringContaining(FIELDS.clientId) });
    expect(await failureOf(readCredential(session, "../clients", {}))).toMatchObject({ name: "InvalidInputError" });
  });

  it("is changed with one PUT that holds all fields", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const state = await createdBefore(credentials);
    const bodies = recordBodies(simulator, "PUT", CREDENTIAL);
    const inputs = canonical({ name: "Renamed", fields: NEW_FIELDS });
    const updated = await updateCredential(credentials.process(), state.credentialId, state, inputs);
    expect(updated).toMatchObject({ name: "Renamed", fields: NEW_FIELDS, createdDate: state.createdDate });
    expect(updated.modifiedDate).not.toBe(state.modifiedDate);
    expect(simulator.credentials.get(state.credentialId)).toMatchObject({ name: "Renamed", fields: NEW_FIELDS });
    expect(simulator.log.table()).toEqual({ ...LOGIN, [`PUT ${CREDENTIAL}`]: 1 });
    expect(bodies).toEqual([
      {
        id: state.credentialId,
        name: "Renamed",
        type: { name: "pureCloudOAuthClient" },
        credentialFields: NEW_FIELDS,
      },
    ]);
  });

  it.each([[{}], [{ ...FIELDS, clientSecret: "" }]])(
    "never gets fields that are not known: %j is refused without a request",
    async (fields) => {
      await using credentials = await startCredentialWorld();
      const { simulator } = credentials;
      const state = await createdBefore(credentials);
      const inputs = { ...canonical(DATA_ACTIONS), fields };
      const error = await failureOf(updateCredential(credentials.process(), state.credentialId, state, inputs));
      expect(error).toMatchObject({ name: "GuardError", message: expect.stringContaining("are not known") });
      expect(await failureOf(createCredential(credentials.process(), inputs))).toMatchObject({ name: "GuardError" });
      expect(simulator.credentials.list()).toMatchObject([{ fields: FIELDS }]);
    },
  );

  it("tells that it is gone when it is to be changed", async () => {
    await using credentials = await startCredentialWorld();
    const state = await createdBefore(credentials);
    credentials.simulator.credentials.remove(state.credentialId);
    const error = await failureOf(updateCredential(credentials.process(), state.credentialId, state, state));
    expect(error).toMatchObject({ name: "NotFoundError", nextStep: expect.stringContaining("pulumi refresh") });
  });

  it("is changed and deleted although it is so new that a 404 comes first", async () => {
    await using credentials = await startCredentialWorld({ consistencyWindowMs: 10_000 });
    const { simulator, world } = credentials;
    const state = await createdBefore(credentials);
    for (const method of ["PUT", "DELETE"]) {
      simulator.faults.add({ method, route: CREDENTIAL, action: { kind: "status", status: 404 } });
    }
    const inputs = canonical({ ...DATA_ACTIONS, fields: NEW_FIELDS });
    const updated = await updateCredential(credentials.process(), state.credentialId, state, inputs);
    expect(simulator.credentials.get(state.credentialId)?.fields).toEqual(NEW_FIELDS);
    expect(world.waits.length).toBeGreaterThan(0);
    await deleteCredential(credentials.process(), state.credentialId, updated);
    expect(simulator.credentials.list()).toEqual([]);
  });

  it("is deleted with one request, and one that is gone is no error", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const state = await createdBefore(credentials);
    await deleteCredential(credentials.process(), state.credentialId, state);
    expect(simulator.credentials.list()).toEqual([]);
    expect(simulator.log.table()).toEqual({ ...LOGIN, [`DELETE ${CREDENTIAL}`]: 1 });
    await deleteCredential(credentials.process(), state.credentialId, state);
  });

  it.each([400, 409])("says what to do when it is in use (%i)", async (status) => {
    await using credentials = await startCredentialWorld();
    const state = await createdBefore(credentials);
    const action = { kind: "status", status, message: "Credential is in use by integration 7." } as const;
    credentials.simulator.faults.add({ method: "DELETE", route: CREDENTIAL, action });
    const error = await failureOf(deleteCredential(credentials.process(), state.credentialId, state));
    expect(error.message).toContain("Credential is in use by integration 7");
    expect(error.message).toContain("give that another credential first");
    expect(credentials.simulator.credentials.list()).toHaveLength(1);
  });
});

describe("an equal credential that is there before", () => {
  it.each([
    ["is told of", [], 0, 1],
    [
      "is not told of when a resource of the stack has it",
      [{ name: "Data actions", type: "pureCloudOAuthClient" }],
      0,
      0,
    ],
    ["is not told of when it is old", [], 48, 0],
  ])("%s", async (_, existing, hours, expected) => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const { id } = simulator.credentials.create({ ...canonical(DATA_ACTIONS), fields: NEW_FIELDS });
    simulator.clock.advance(hours * 3_600_000);
    const warnings: string[] = [];
    const warn = (message: string) => void warnings.push(message);
    const state = await createCredential(credentials.process({ session: { warn } }, existing), canonical(DATA_ACTIONS));
    expect(warnings).toEqual(expected === 0 ? [] : [expect.stringContaining(id)]);
    expect(state.credentialId).not.toBe(id);
    expect(simulator.credentials.get(id)?.fields).toEqual(NEW_FIELDS);
  });
});

describe("a refused credential", () => {
  it("tells the types that the organisation has, and asks for them only then", async () => {
    await using credentials = await startCredentialWorld();
    const inputs = canonical({ name: "Bot", type: "botOAuth", fields: { token: "a-secret-token" } });
    const error = await failureOf(createCredential(credentials.process(), inputs));
    expect(error).toMatchObject({ name: "ApiError", status: 400, genesysCode: "invalid.credential.type" });
    expect(error.message).toContain('no credential type "botOAuth"');
    expect(error.message).toContain("pureCloudOAuthClient, basicAuth");
    expect(error.message).not.toContain("a-secret-token");
    expect(credentials.simulator.log.count({ route: TYPES })).toBe(1);
  });

  it("tells the fields that its type needs", async () => {
    await using credentials = await startCredentialWorld();
    const inputs = canonical({ name: "Basic", type: "basicAuth", fields: { username: "a-secret-name" } });
    const error = await failureOf(createCredential(credentials.process(), inputs));
    expect(error.message).toContain("needs the fields userName, password");
    expect(error.message).not.toContain("a-secret-name");
  });

  it("passes the refusal on where the types can't be read, without a field that the answer repeats", async () => {
    await using credentials = await startCredentialWorld();
    const { faults } = credentials.simulator;
    const message = `What is ${FIELDS.clientSecret}?`;
    faults.add({ method: "POST", route: CREDENTIALS, action: { kind: "status", status: 400, message } });
    faults.add({ route: TYPES, action: { kind: "status", status: 403 } });
    const error = await failureOf(createCredential(credentials.process(), canonical(DATA_ACTIONS)));
    expect(error.message).toContain("What is [redacted]?");
    expect(error.message).not.toContain("extraProperties");
  });

  it("hides a short field too, although the answer repeats it", async () => {
    await using credentials = await startCredentialWorld();
    const message = "The password kiwi is too short.";
    const action = { kind: "status", status: 400, message } as const;
    credentials.simulator.faults.add({ method: "POST", route: CREDENTIALS, action });
    const fields = { userName: "robot", password: "kiwi" };
    const inputs = canonical({ name: "Basic", type: "basicAuth", fields });
    const error = await failureOf(createCredential(credentials.process(), inputs));
    expect(error.message).toContain("The password [redacted] is too short");
  });

  it("names the permission that the login lacks", async () => {
    const login = { ...DEFAULT_LOGIN, name: "viewer", permissions: ["integrations:integration:view"] };
    await using credentials = await startCredentialWorld({ logins: [login] });
    const error = await failureOf(createCredential(credentials.process(), canonical(DATA_ACTIONS)));
    expect(error.message).toContain("a role with the permission integrations:integration:add");
  });
});

describe("a login of another organisation, or another host", () => {
  it("stops every operation, and nothing looks deleted", async () => {
    await using credentials = await startCredentialWorld();
    const state = await createdBefore(credentials);
    const session = credentials.process();
    for (const foreign of [
      { ...state, organizationId: "5a1c2e9b-0f3d-4c6a-8b7e-1d2f3a4b5c99" },
      { ...state, apiUrl: "https://api.mypurecloud.de" },
    ]) {
      for (const operation of [
        readCredential(session, state.credentialId, foreign),
        updateCredential(session, state.credentialId, foreign, canonical(DATA_ACTIONS)),
        deleteCredential(session, state.credentialId, foreign),
      ]) {
        expect(await failureOf(operation)).toMatchObject({ name: "GuardError" });
      }
    }
    expect(credentials.simulator.log.count({ route: CREDENTIAL })).toBe(0);
  });
});
