import { describe, expect, it } from "vitest";
import { createCredential } from "../../../../provider/lifecycle/integration-credential/create.ts";
import { deleteCredential } from "../../../../provider/lifecycle/integration-credential/delete.ts";
import { readCredential } from "../../../../provider/lifecycle/integration-credential/read.ts";
import { failureOf } from "../../../support/failures.ts";
import { writes } from "../lifecycle-world.ts";
import {
  canonical,
  createdBefore,
  DATA_ACTIONS,
  FIELDS,
  NEW_FIELDS,
  startCredentialWorld,
} from "./credential-world.ts";

const THEIRS = { name: DATA_ACTIONS.name, type: "pureCloudOAuthClient", fields: FIELDS };

describe("the adoption of a credential", () => {
  it("sends the fields of the program, which nobody could see before", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const { id } = simulator.credentials.create(THEIRS);
    const inputs = canonical({ ...DATA_ACTIONS, fields: NEW_FIELDS, importId: id.toUpperCase() });
    const state = await createCredential(credentials.process(), inputs);
    expect(state).toMatchObject({ credentialId: id, fields: NEW_FIELDS, organizationId: simulator.organization.id });
    expect(simulator.credentials.list()).toMatchObject([{ id, fields: NEW_FIELDS }]);
    expect(writes(simulator)).toBe(1);
  });

  it("stops when name or type differ, and changes nothing", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const { id } = simulator.credentials.create({ ...THEIRS, type: "basicAuth" });
    const inputs = canonical({ ...DATA_ACTIONS, name: "Mine", importId: id });
    const error = await failureOf(createCredential(credentials.process(), inputs));
    expect(error.name).toBe("GuardError");
    expect(error.message).toContain('name: write "Data actions" instead of "Mine"');
    expect(error.message).toContain('type: write "basicAuth" instead of "pureCloudOAuthClient"');
    expect(writes(simulator)).toBe(0);
  });

  it("needs a credential that exists, and that no other resource of the run has", async () => {
    await using credentials = await startCredentialWorld();
    const missing = canonical({ ...DATA_ACTIONS, importId: FIELDS.clientId });
    expect(await failureOf(createCredential(credentials.process(), missing))).toMatchObject({ name: "NotFoundError" });
    const state = await createdBefore(credentials);
    const session = credentials.process();
    await readCredential(session, state.credentialId, state);
    const twice = canonical({ ...DATA_ACTIONS, importId: state.credentialId });
    expect(await failureOf(createCredential(session, twice))).toMatchObject({
      name: "GuardError",
      message: expect.stringContaining("another resource of this stack already manages it"),
    });
  });

  it("keeps the credential when the resource of the old name is removed in the same run, and in later ones", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const state = await createdBefore(credentials);
    const session = credentials.process();
    await createCredential(session, canonical({ ...DATA_ACTIONS, importId: state.credentialId }));
    await deleteCredential(session, state.credentialId, state);
    const later = credentials.process({}, [{ importId: state.credentialId }]);
    await deleteCredential(later, state.credentialId, state);
    expect(simulator.credentials.list()).toHaveLength(1);
    const adopter = { ...state, importId: state.credentialId };
    await deleteCredential(later, state.credentialId, adopter);
    expect(simulator.credentials.list()).toEqual([]);
  });

  it("does not happen again when the adopted credential is replaced", async () => {
    await using credentials = await startCredentialWorld();
    const { id } = credentials.simulator.credentials.create(THEIRS);
    const session = credentials.process({}, [{ importId: id }]);
    const replacement = canonical({ name: "Data actions", type: "userDefined", fields: { any: "text" }, importId: id });
    const state = await createCredential(session, replacement);
    expect(state.credentialId).not.toBe(id);
    expect(credentials.simulator.credentials.list()).toHaveLength(2);
  });
});
