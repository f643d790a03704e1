import fc from "fast-check";
import { refusalOfExtraKey } from "../../provider/model/extra-properties.ts";
import { GRANT_TYPES } from "../../provider/model/oauth-client.ts";
import { DIVISION_IDS, ROLE_IDS } from "../../simulator/index.ts";

/** The inputs of a program, as `check` gets them. */
export type ProgramInputs = Record<string, unknown>;

/** The least that a client of each sort needs. */
export const CODE = { name: "Portal", authorizedGrantType: "CODE" };
export const ROLE = { roleId: "a-role", divisionId: "a-division" };
export const MACHINE = { name: "Automation", authorizedGrantType: "CLIENT-CREDENTIALS", roles: [ROLE] };

const name = fc.string({ minLength: 1, unit: "binary" }).filter((text) => text.trim() !== "");
const scope = fc.constantFrom("analytics", "analytics:readonly", "routing", "users:readonly", "notifications");
const redirectUri = fc.constantFrom(
  "https://app.example.com/callback",
  "https://app.example.com/other?x=1",
  "http://localhost:3000/",
  "com.example.app:/callback",
);
const role = fc.record({
  roleId: fc.constantFrom(...Object.values(ROLE_IDS)),
  divisionId: fc.constantFrom("*", ...Object.values(DIVISION_IDS)),
});

/** JSON as it comes out of a parser, without the few keys that may not stand in extra properties. */
const extraProperties = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }).filter((key) => refusalOfExtraKey(key) === undefined),
  fc
    .json({ maxDepth: 3 })
    .filter((json) => !/"(__proto__|constructor|prototype)"/.test(json))
    .map((json): unknown => JSON.parse(json)),
  { maxKeys: 3, noNullPrototype: true },
);

/** Valid inputs of every kind; nothing in canonical form. */
export const validInputs: fc.Arbitrary<ProgramInputs> = fc.constantFrom(...GRANT_TYPES).chain((authorizedGrantType) => {
  const isMachine = authorizedGrantType === "CLIENT-CREDENTIALS";
  const properties: Record<string, fc.Arbitrary<unknown>> = {
    name,
    authorizedGrantType: fc.constant(authorizedGrantType),
    description: fc.oneof(fc.string(), fc.constant(null)),
    accessTokenValiditySeconds: fc.integer({ min: 300, max: 38_880_000 }),
    registeredRedirectUris: fc.array(redirectUri),
    state: fc.constantFrom("active", "inactive"),
    secretVersion: fc.oneof(fc.integer(), fc.string()),
    extraProperties,
    allowSelf: fc.boolean(),
    verifySecret: fc.boolean(),
    roles: isMachine ? fc.array(role, { minLength: 1 }) : fc.constant([]),
    scopes: isMachine ? fc.constant([]) : fc.array(scope),
  };
  return fc.record(properties, {
    requiredKeys: ["name", "authorizedGrantType", ...(isMachine ? ["roles"] : [])],
    noNullPrototype: true,
  });
});
