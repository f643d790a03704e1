import fc from "fast-check";
import { refusalOfExtraKey } from "../../provider/model/extra-properties.ts";
import { GRANT_TYPES } from "../../provider/model/oauth-client.ts";
import type { OAuthClientArgs } from "../../provider/program/oauth-client-properties.ts";
import { DIVISION_IDS, ROLE_IDS } from "../../simulator/index.ts";
import { APP, ROLE, SERVICE } from "../harness/sample-clients.ts";

type Values = Readonly<Record<string, unknown>>;

/** What the tests need to know of one input of OAuthClient. */
export interface InputSample {
  /** The other inputs of a client that has it. */
  readonly around: Values;
  readonly first: unknown;
  readonly second: unknown;
  /** The fields of the API that follow from the first value, from the second one, and from none. Nothing is there if there must be one. */
  readonly sent: { readonly first: Values; readonly second: Values; readonly absent?: Values };
  /** Random values that a program may write. */
  readonly random: fc.Arbitrary<unknown>;
}

const HOME = "https://app.example.com/callback";
const OTHER = "https://app.example.com/other";
const SECOND_ROLE = { roleId: ROLE_IDS.supervisor, divisionId: DIVISION_IDS.sales };
const { name: _, ...unnamed } = APP;
const { authorizedGrantType: __, ...ungranted } = APP;
const { registeredRedirectUris: ___, scopes: ____, ...bare } = APP;
const NOTHING = { first: {}, second: {}, absent: {} };

/** A sample of each input. `secretVersion` and `importedClientSecret` are about the secret, and have tests of their own. */
export const INPUT_SAMPLES = {
  name: {
    around: unnamed,
    first: "A",
    second: "B",
    sent: { first: { name: "A" }, second: { name: "B" } },
    random: fc.string({ minLength: 1, unit: "binary" }).filter((text) => text.trim() !== ""),
  },
  authorizedGrantType: {
    around: ungranted,
    first: "CODE",
    second: "SAML2-BEARER",
    sent: { first: { authorizedGrantType: "CODE" }, second: { authorizedGrantType: "SAML2-BEARER" } },
    random: fc.constantFrom(...GRANT_TYPES),
  },
  description: {
    around: APP,
    first: "one",
    second: "two",
    sent: { first: { description: "one" }, second: { description: "two" }, absent: { description: undefined } },
    random: fc.oneof(fc.string(), fc.constant(null)),
  },
  accessTokenValiditySeconds: {
    around: APP,
    first: 3600,
    second: 300,
    sent: {
      first: { accessTokenValiditySeconds: 3600 },
      second: { accessTokenValiditySeconds: 300 },
      absent: { accessTokenValiditySeconds: 86_400 },
    },
    random: fc.integer({ min: 300, max: 38_880_000 }),
  },
  registeredRedirectUris: {
    around: { ...bare, scopes: APP.scopes },
    first: [HOME],
    second: [OTHER, HOME],
    sent: {
      first: { registeredRedirectUri: [HOME] },
      second: { registeredRedirectUri: [HOME, OTHER] },
      absent: { registeredRedirectUri: [] },
    },
    random: fc.array(fc.constantFrom(HOME, `${OTHER}?x=1`, "http://localhost:3000/", "com.example.app:/callback")),
  },
  scopes: {
    around: { ...bare, registeredRedirectUris: [HOME] },
    first: ["users:readonly", "analytics:readonly"],
    second: ["routing", "users:readonly"],
    sent: {
      first: { scope: ["analytics:readonly", "users:readonly"] },
      second: { scope: ["routing", "users:readonly"] },
      absent: { scope: [] },
    },
    random: fc.array(fc.constantFrom("analytics", "analytics:readonly", "routing", "users:readonly", "notifications")),
  },
  roles: {
    around: { ...SERVICE, roles: undefined },
    first: [ROLE],
    second: [SECOND_ROLE, ROLE],
    sent: { first: { roleDivisions: [ROLE] }, second: { roleDivisions: [ROLE, SECOND_ROLE] } },
    random: fc.array(
      fc.record({
        roleId: fc.constantFrom(...Object.values(ROLE_IDS)),
        divisionId: fc.constantFrom("*", ...Object.values(DIVISION_IDS)),
      }),
      { minLength: 1 },
    ),
  },
  state: {
    around: APP,
    first: "active",
    second: "inactive",
    sent: { first: { state: "active" }, second: { state: "inactive" }, absent: { state: "active" } },
    random: fc.constantFrom("active", "inactive"),
  },
  extraProperties: {
    around: APP,
    first: { allowedIps: ["10.0.0.0/8"], note: { owner: "ops" } },
    second: { allowedIps: ["10.0.0.0/8", "192.168.0.0/16"] },
    sent: {
      first: { allowedIps: ["10.0.0.0/8"], note: { owner: "ops" } },
      second: { allowedIps: ["10.0.0.0/8", "192.168.0.0/16"], note: undefined },
      absent: { allowedIps: undefined, note: undefined },
    },
    // JSON as it comes out of a parser, without the few keys that may not stand in extra properties.
    random: fc.dictionary(
      fc.string({ minLength: 1, maxLength: 8 }).filter((key) => refusalOfExtraKey(key) === undefined),
      fc
        .json({ maxDepth: 3 })
        .filter((json) => !/"(__proto__|constructor|prototype)"/.test(json))
        .map((json): unknown => JSON.parse(json)),
      { maxKeys: 3, noNullPrototype: true },
    ),
  },
  // Kept in the state alone.
  allowSelf: { around: APP, first: true, second: false, sent: NOTHING, random: fc.boolean() },
  verifySecret: { around: APP, first: true, second: false, sent: NOTHING, random: fc.boolean() },
} satisfies Record<Exclude<keyof OAuthClientArgs, "secretVersion" | "importedClientSecret">, InputSample>;
