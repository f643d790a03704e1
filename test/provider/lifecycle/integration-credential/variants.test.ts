import { describe, expect, it } from "vitest";
import { createCredential } from "../../../../provider/lifecycle/integration-credential/create.ts";
import { deleteCredential } from "../../../../provider/lifecycle/integration-credential/delete.ts";
import { readCredential } from "../../../../provider/lifecycle/integration-credential/read.ts";
import { updateCredential } from "../../../../provider/lifecycle/integration-credential/update.ts";
import { isVariant, VARIANTS, type Variant } from "../../../../simulator/index.ts";
import { CREDENTIALS, canonical, DATA_ACTIONS, NEW_FIELDS, startCredentialWorld } from "./credential-world.ts";

const ALL = Object.keys(VARIANTS).filter(isVariant);
const CASES: [name: string, variants: readonly Variant[]][] = [
  ...ALL.map((variant): [string, Variant[]] => [variant, [variant]]),
  ["all of them", ALL],
];

describe("under each variant of the API", () => {
  it.each(CASES)(
    "%s: a credential whose first answer is lost lives its life, and nothing drifts",
    async (_, variants) => {
      await using credentials = await startCredentialWorld({ variants, pageSize: 2 });
      const { simulator } = credentials;
      for (const name of ["a", "b", "c", "d"]) simulator.credentials.create({ name, type: "userDefined", fields: {} });
      simulator.faults.add({ method: "POST", route: CREDENTIALS, action: { kind: "reset-after" } });
      const inputs = canonical(DATA_ACTIONS);
      const state = await createCredential(credentials.process(), inputs);
      expect(simulator.credentials.list()).toHaveLength(5);
      expect(simulator.credentials.get(state.credentialId)).toMatchObject(DATA_ACTIONS);
      expect(Date.parse(state.createdDate ?? "")).not.toBeNaN();

      const read = await readCredential(credentials.process(), state.credentialId, state);
      expect(read?.inputs).toEqual(inputs);
      const changed = canonical({ name: "Renamed", fields: NEW_FIELDS });
      const updated = await updateCredential(credentials.process(), state.credentialId, read?.state ?? state, changed);
      expect((await readCredential(credentials.process(), state.credentialId, updated))?.inputs).toEqual(changed);
      expect(simulator.credentials.get(state.credentialId)).toMatchObject({ name: "Renamed", fields: NEW_FIELDS });

      await deleteCredential(credentials.process(), state.credentialId, updated);
      expect(simulator.credentials.list()).toHaveLength(4);
    },
  );
});
