import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IntegrationCredentialInputs } from "../../../provider/model/integration-credential.ts";
import { UNKNOWN } from "../../../provider/model/unknown.ts";
import { integrationCredentialMethods } from "../../../provider/resources/integration-credential.ts";
import { ProcessSession } from "../../../provider/resources/process-session.ts";
import { type Simulator, startSimulator } from "../../../simulator/index.ts";
import { configurationFor } from "../../support/connect.ts";
import { canonical } from "../lifecycle/integration-credential/credential-world.ts";

/** What nobody can know before the answer to a creation. */
const OF_CREATION = ["createdDate", "credentialId", "modifiedDate", "selfUri"];
/** What nobody can know before the answer to an update. */
const OF_UPDATE = ["modifiedDate"];

/** The methods as one process of the provider has them. */
function methodsFor(simulator: Simulator) {
  const process = new ProcessSession((message) => {
    throw new Error(`unexpected warning: ${message}`);
  });
  process.configure(async () => configurationFor(simulator));
  return integrationCredentialMethods(process);
}

const filled = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== "");
/** Every creation has a name of its own: an equal one would be worth a warning. */
let made = 0;
const names = filled.map((text) => `${text} ${++made}`);
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  pureCloudOAuthClient: ["clientId", "clientSecret"],
  basicAuth: ["userName", "password"],
};
const changes = fc.constantFrom(...Object.keys(fieldsOf)).chain((type) => {
  const program = fc.record({
    name: names,
    type: fc.constant(type),
    fields: fc.record(Object.fromEntries((fieldsOf[type] ?? []).map((field) => [field, filled]))),
  });
  return fc.tuple(program, program, fc.subarray(["name", "fields"]));
});

const unknownsIn = (outputs: object) =>
  Object.entries(outputs)
    .flatMap(([key, value]) => (JSON.stringify(value).includes(UNKNOWN) ? [key] : []))
    .sort();

/** The plan with what became of its unknown values. */
const resolved = (planned: object, result: object) =>
  Object.fromEntries(
    Object.entries(planned).map(([key, value]) => [key, value === UNKNOWN ? Reflect.get(result, key) : value]),
  );

function hiding(unknown: readonly string[], program: Readonly<Record<string, unknown>>): IntegrationCredentialInputs {
  return canonical({ ...program, ...Object.fromEntries(unknown.map((name) => [name, UNKNOWN])) });
}

describe("the plan of an integration credential", () => {
  it("says what the result is, for random changes, and leaves open exactly what nobody can know", async () => {
    const simulator = await startSimulator({ rateLimit: false });
    try {
      const methods = methodsFor(simulator);
      await fc.assert(
        fc.asyncProperty(changes, async ([first, second, unknown]) => {
          const creation = await methods.planCreation(hiding(unknown, first));
          expect(unknownsIn(creation)).toEqual([...OF_CREATION, ...unknown].sort());
          const state = await methods.create(canonical(first));
          expect(resolved(creation, state)).toEqual(state);

          const id = state.credentialId;
          const change = await methods.planUpdate(state, hiding(unknown, second));
          expect(unknownsIn(change)).toEqual([...OF_UPDATE, ...unknown].sort());
          const result = await methods.update(id, state, canonical(second));
          expect(resolved(change, result)).toEqual(result);
        }),
        { numRuns: 60 },
      );
    } finally {
      await simulator.close();
    }
  });

  it("forgets that the credential was adopted, and that its fields are in doubt, as the update does", async () => {
    const simulator = await startSimulator({ rateLimit: false });
    try {
      const methods = methodsFor(simulator);
      const inputs = canonical({ name: "Data actions", fields: { clientId: "a-client", clientSecret: "a-secret" } });
      const state = await methods.create(inputs);
      const before = { ...state, importId: state.credentialId, fieldsPending: true } as const;
      const plan = await methods.planUpdate(before, inputs);
      const result = await methods.update(state.credentialId, before, inputs);
      expect(resolved(plan, result)).toEqual(result);
    } finally {
      await simulator.close();
    }
  });
});
