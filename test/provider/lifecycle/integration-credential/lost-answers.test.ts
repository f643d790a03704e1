import { describe, expect, it } from "vitest";
import { Cancellation } from "../../../../provider/api/cancellation.ts";
import { PartialFailureError } from "../../../../provider/errors/index.ts";
import { createCredential } from "../../../../provider/lifecycle/integration-credential/create.ts";
import type { CredentialSession } from "../../../../provider/lifecycle/integration-credential/credential-session.ts";
import { deleteCredential } from "../../../../provider/lifecycle/integration-credential/delete.ts";
import { readCredential } from "../../../../provider/lifecycle/integration-credential/read.ts";
import { updateCredential } from "../../../../provider/lifecycle/integration-credential/update.ts";
import type {
  IntegrationCredentialInputs,
  IntegrationCredentialState,
} from "../../../../provider/model/integration-credential.ts";
import type { FaultAction } from "../../../../simulator/index.ts";
import { REQUESTS_UNTIL_GIVEN_UP } from "../../../support/connect.ts";
import { failureOf } from "../../../support/failures.ts";
import { FOR_EVER } from "../lifecycle-world.ts";
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
} from "./credential-world.ts";

const INPUTS = canonical(DATA_ACTIONS);
const CHANGED = canonical({ name: "Renamed", fields: NEW_FIELDS });
const STATUSES = [400, 401, 403, 404, 409, 429, 500, 502, 503, 504];

/** Every kind of fault, struck before the request is applied and after it. */
const FAULTS: Record<string, FaultAction> = {
  ...Object.fromEntries(
    STATUSES.flatMap((status) => [
      [`${status} before`, { kind: "status", status } as const],
      [`${status} after`, { kind: "status-after", status } as const],
    ]),
  ),
  "reset before": { kind: "reset-before" },
  "reset after": { kind: "reset-after" },
  "time-out before": { kind: "hang-before" },
  "time-out after": { kind: "hang-after" },
  "a page before": { kind: "html" },
  "a page after": { kind: "html-after" },
  "broken JSON": { kind: "truncated-json" },
  "an answer without an id": { kind: "status-after", status: 200, body: {} },
};

/** A refusal that was applied all the same can't be told from one that was not. The API does not do that. */
const isLie = (name: string) => /^(400|401|403|404|409|429) after$/.test(name);
const CASES = Object.entries(FAULTS).filter(([name]) => !isLie(name));
/** Short only where a time-out is what is tested: on a busy machine any answer may take a while. */
const patienceWith = ({ kind }: FaultAction) => ({
  connection: { requestTimeoutMs: kind.startsWith("hang") ? 1_000 : 15_000 },
});
const timesOf = ({ kind }: FaultAction) => (kind.startsWith("hang") ? [1] : [1, FOR_EVER]);

/** What the engine does with one resource in one `up`: a partial failure stays in the state, another failure changes nothing. */
async function up(
  session: CredentialSession,
  state: IntegrationCredentialState | undefined,
  inputs: IntegrationCredentialInputs,
): Promise<IntegrationCredentialState | undefined> {
  try {
    return state === undefined
      ? await createCredential(session, inputs)
      : await updateCredential(session, state.credentialId, state, inputs);
  } catch (error) {
    if (error instanceof PartialFailureError) return error.properties as unknown as IntegrationCredentialState;
    expect(error).toHaveProperty("nextStep");
    return state;
  }
}

describe.each(CASES)("under %s,", (_name, action) => {
  it.each(timesOf(action))("a creation leaves exactly one credential after the next up (%d times)", async (times) => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    simulator.faults.add({ method: "POST", route: CREDENTIALS, times, action });
    const first = await up(credentials.process(patienceWith(action)), undefined, INPUTS);
    expect(simulator.credentials.list().map(({ id }) => id)).toEqual(first === undefined ? [] : [first.credentialId]);
    simulator.faults.clear();
    const state = await up(credentials.process(), first, INPUTS);
    expect(simulator.credentials.list()).toMatchObject([{ id: state?.credentialId, ...DATA_ACTIONS }]);
    expect(state).toMatchObject({ fields: FIELDS });
    expect(state).not.toHaveProperty("fieldsPending");
  });

  it.each(timesOf(action))("an update reaches the fields of the program with the next up (%d times)", async (times) => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const before = await createdBefore(credentials);
    simulator.faults.add({ method: "PUT", route: CREDENTIAL, times, action });
    const first = await up(credentials.process(patienceWith(action)), before, CHANGED);
    simulator.faults.clear();
    // The state may only say what is in force, or that it does not know.
    const [live] = simulator.credentials.list();
    if (first?.fieldsPending === undefined) expect(live?.fields).toEqual(first?.fields);
    const state = await up(credentials.process(), first, CHANGED);
    expect(simulator.credentials.list()).toMatchObject([
      { id: before.credentialId, name: "Renamed", fields: NEW_FIELDS },
    ]);
    expect(state).toMatchObject({ name: "Renamed", fields: NEW_FIELDS });
    expect(state).not.toHaveProperty("fieldsPending");
  });

  it.each(timesOf(action))("a deletion ends with the next destroy (%d times)", async (times) => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const state = await createdBefore(credentials);
    const other = simulator.credentials.create({ name: "Theirs", type: "basicAuth", fields: {} });
    simulator.faults.add({ method: "DELETE", route: CREDENTIAL, times, action });
    await deleteCredential(credentials.process(patienceWith(action)), state.credentialId, state).catch(
      (error: unknown) => expect(error).toHaveProperty("nextStep"),
    );
    simulator.faults.clear();
    await deleteCredential(credentials.process(), state.credentialId, state);
    expect(simulator.credentials.list()).toEqual([other]);
  });
});

describe("after a lost answer", () => {
  it("the one new credential is taken over with a PUT of its fields, among equal ones that were there", async () => {
    await using credentials = await startCredentialWorld({ pageSize: 2, consistencyWindowMs: 10_000 });
    const { simulator } = credentials;
    for (let count = 0; count < 5; count++) simulator.credentials.create({ ...INPUTS, fields: NEW_FIELDS });
    simulator.faults.add({ method: "POST", route: CREDENTIALS, action: { kind: "reset-after" } });
    const state = await createCredential(credentials.process(), INPUTS);
    expect(simulator.log.count({ method: "POST", route: CREDENTIALS })).toBe(1);
    expect(simulator.log.count({ method: "PUT", route: CREDENTIAL })).toBe(1);
    expect(simulator.credentials.list()).toHaveLength(6);
    expect(simulator.credentials.get(state.credentialId)?.fields).toEqual(FIELDS);
  });

  it("two equal creations side by side never share a credential", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    simulator.faults.add({ method: "POST", route: CREDENTIALS, times: 2, action: { kind: "reset-after" } });
    const session = credentials.process();
    const states = await Promise.all([createCredential(session, INPUTS), createCredential(session, INPUTS)]);
    expect(new Set(states.map(({ credentialId }) => credentialId)).size).toBe(2);
    expect(simulator.credentials.list()).toHaveLength(2);
  });

  it("several candidates are an error that names them, and none is touched", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const after = () => void simulator.credentials.create({ ...INPUTS, fields: NEW_FIELDS });
    simulator.faults.add({ method: "POST", route: CREDENTIALS, action: { kind: "call", after } });
    simulator.faults.add({ method: "POST", route: CREDENTIALS, action: { kind: "reset-after" } });
    const error = await failureOf(createCredential(credentials.process(), INPUTS));
    expect(error.name).toBe("AmbiguousError");
    for (const { id } of simulator.credentials.list()) expect(error.message).toContain(id);
    expect(simulator.log.count({ method: "PUT", route: CREDENTIAL })).toBe(0);
  });

  it("a take-over that fails stays in the state, and a refresh before the next up does not lose it", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    simulator.faults.add({ method: "POST", route: CREDENTIALS, action: { kind: "reset-after" } });
    simulator.faults.add({ method: "PUT", route: CREDENTIAL, action: { kind: "status", status: 403 } });
    const state = await up(credentials.process(), undefined, INPUTS);
    expect(state).toMatchObject({ fieldsPending: true });
    const found = await readCredential(credentials.process(), state?.credentialId ?? "", state ?? {});
    // The next preview shows the fields as a change, and the update sends them.
    expect(found).toMatchObject({ inputs: { fields: {} }, state: { fieldsPending: true, fields: FIELDS } });
  });

  it("an update that nobody heard of is undone when the program goes back to the old fields", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator } = credentials;
    const before = await createdBefore(credentials);
    simulator.faults.add({ method: "PUT", route: CREDENTIAL, times: FOR_EVER, action: { kind: "reset-after" } });
    const unknown = await up(credentials.process(), before, CHANGED);
    expect(unknown).toMatchObject({ fieldsPending: true });
    simulator.faults.clear();
    await up(credentials.process(), unknown, INPUTS);
    expect(simulator.credentials.list()).toMatchObject([DATA_ACTIONS]);
  });

  it("an unreadable listing leaves the outcome unknown, and says what to do", async () => {
    await using credentials = await startCredentialWorld();
    const { simulator, world } = credentials;
    simulator.faults.add({ method: "POST", route: CREDENTIALS, action: { kind: "reset-after" } });
    const unreadable = { method: "GET", route: LISTING, skip: 1, times: FOR_EVER };
    simulator.faults.add({ ...unreadable, action: { kind: "status", status: 500 } });
    const error = await failureOf(createCredential(credentials.process(), INPUTS));
    expect(error).toMatchObject({ name: "NoAnswerError", nextStep: expect.stringContaining("adopt it") });
    expect(simulator.log.count({ method: "POST", route: CREDENTIALS })).toBe(1);
    expect(simulator.log.count({ route: LISTING })).toBe(1 + (world.waits.length + 1) * REQUESTS_UNTIL_GIVEN_UP);
  });

  it("so does a run that is cancelled before the answer", async () => {
    await using credentials = await startCredentialWorld();
    const cancellation = new Cancellation();
    const after = () => new Promise<void>(() => cancellation.cancel());
    credentials.simulator.faults.add({ method: "POST", route: CREDENTIALS, action: { kind: "call", after } });
    const session = { sleep: (milliseconds: number) => cancellation.sleep(milliseconds) };
    const error = await failureOf(
      createCredential(credentials.process({ connection: { cancellation }, session }), INPUTS),
    );
    expect(error).toMatchObject({ name: "NoAnswerError", nextStep: expect.stringContaining("adopt it") });
  });
});
