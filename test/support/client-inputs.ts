import fc from "fast-check";
import { GRANT_TYPES } from "../../provider/model/oauth-client.ts";
import { INPUT_SAMPLES, type InputSample } from "./input-samples.ts";

/** The inputs of a program, as `check` gets them. */
export type ProgramInputs = Record<string, unknown>;

/** The least that a client of each sort needs. */
export const CODE = { name: "Portal", authorizedGrantType: "CODE" };
export const ROLE = { roleId: "a-role", divisionId: "a-division" };
export const MACHINE = { name: "Automation", authorizedGrantType: "CLIENT-CREDENTIALS", roles: [ROLE] };

/** Valid inputs of every kind; nothing in canonical form. */
export const validInputs: fc.Arbitrary<ProgramInputs> = fc.constantFrom(...GRANT_TYPES).chain((authorizedGrantType) => {
  const isMachine = authorizedGrantType === "CLIENT-CREDENTIALS";
  const { roles, scopes, ...others } = INPUT_SAMPLES;
  const samples: Readonly<Record<string, InputSample>> = isMachine ? { ...others, roles } : { ...others, scopes };
  const random = Object.entries(samples).map(([property, sample]) => [property, sample.random]);
  const properties: Record<string, fc.Arbitrary<unknown>> = {
    roles: fc.constant([]),
    scopes: fc.constant([]),
    ...Object.fromEntries(random),
    authorizedGrantType: fc.constant(authorizedGrantType),
    secretVersion: fc.oneof(fc.integer(), fc.string()),
  };
  return fc.record(properties, {
    requiredKeys: ["name", "authorizedGrantType", ...(isMachine ? ["roles"] : [])],
    noNullPrototype: true,
  });
});
