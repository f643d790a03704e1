import { afterAll, beforeAll, expect, it } from "vitest";
import { oauthClientPolicies } from "../../provider/policy/index.ts";
import { type PolicyServer, startPolicyServer } from "../harness/policy-server.ts";
import { APP } from "../harness/sample-clients.ts";
import { failureOf } from "../support/failures.ts";

const PACK = `
const { PolicyPack } = require("@pulumi/policy");
const { oauthClientPolicies } = require("pulumi-genesyscloud-oauth/policy");
new PolicyPack("pack", {
  policies: oauthClientPolicies({
    enforcementLevel: "mandatory",
    longValidity: { maximumSeconds: 3600, except: ["scim"] },
    allDivisions: { enforcementLevel: "disabled" },
    insecureRedirectUri: { allowLoopback: false, except: ["phone", "service"] },
    unrotatedSecret: { enforcementLevel: "advisory" },
  }),
});
`;

/** Breaks four rules. */
const WORST = {
  ...APP,
  accessTokenValiditySeconds: 7200,
  registeredRedirectUris: ["http://localhost:3000/"],
  roles: [{ roleId: "a-role", divisionId: "*" }],
};

let server: PolicyServer;

beforeAll(async () => {
  server = await startPolicyServer(PACK);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** What each violated rule does, by the last part of its name. */
async function levels(name: string, more: object = {}, asked = server): Promise<Record<string, string>> {
  const type = "genesyscloud-oauth:index:OAuthClient";
  const violations = await asked.analyze({ type, name, properties: { ...WORST, ...more } });
  return Object.fromEntries(violations.map(({ rule, level }) => [rule.replace("oauth-client-", ""), level]));
}

const rulesAgainst = async (name: string, more: object = {}) => Object.keys(await levels(name, more));

it("obeys the options of the function", async () => {
  await server.configure({});
  const all = { "long-validity": "mandatory", "insecure-redirect-uri": "mandatory", "unrotated-secret": "advisory" };
  expect(await levels("app")).toEqual(all);
  expect(await rulesAgainst("scim")).toEqual(["insecure-redirect-uri", "unrotated-secret"]);
  expect(await rulesAgainst("phone")).toEqual(["long-validity", "unrotated-secret"]);
  expect(await rulesAgainst("app", { accessTokenValiditySeconds: 3600 })).not.toContain("long-validity");
});

it("only warns where neither the function nor the policy pack has a level", async () => {
  await using other = await startPolicyServer(PACK.replace('enforcementLevel: "mandatory",', ""));
  expect(await levels("app", {}, other)).toEqual({
    "long-validity": "advisory",
    "insecure-redirect-uri": "advisory",
    "unrotated-secret": "advisory",
  });
});

it("obeys the configuration of the policy pack first", async () => {
  await server.configure({ "oauth-client-insecure-redirect-uri": { allowLoopback: true } });
  expect(await rulesAgainst("app")).toEqual(["long-validity", "unrotated-secret"]);
  await server.configure({
    "oauth-client-long-validity": { maximumSeconds: 7200 },
    "oauth-client-unrotated-secret": { except: ["app"] },
  });
  expect(await rulesAgainst("app")).toEqual(["insecure-redirect-uri"]);
});

it("refuses a configuration with a setting that does not exist", async () => {
  await server.configure({ "oauth-client-long-validity": { maximunSeconds: 3600 } });
  const { message } = await failureOf(levels("app"));
  expect(message).toContain(
    "the configuration of oauth-client-long-validity can't have maximunSeconds: did you mean maximumSeconds?",
  );
});

it("declares the settings as the schema of its configuration, with the function's values as defaults", async () => {
  const rules = await server.rules();
  expect(rules["oauth-client-long-validity"]).toEqual({
    maximumSeconds: {
      description: "Most seconds that a token may be valid for.",
      type: "integer",
      minimum: 300,
      maximum: 38_880_000,
      default: 3600,
    },
    except: expect.objectContaining({ type: "array", items: { type: "string" }, default: ["scim"] }),
  });
  const allowLoopback = expect.objectContaining({ type: "boolean", default: false });
  expect(rules["oauth-client-insecure-redirect-uri"]).toHaveProperty("allowLoopback", allowLoopback);
  expect(Object.keys(rules)).toHaveLength(5);
  for (const settings of Object.values(rules)) expect(settings).toHaveProperty("except");
});

it("refuses an option that does not exist", () => {
  const misspelt: object = { longvalidity: {} };
  expect(() => oauthClientPolicies(misspelt)).toThrow(
    "oauthClientPolicies can't have longvalidity: did you mean longValidity?",
  );
  const setting = { tokenGrant: { maximumSeconds: 1 } as object };
  expect(() => oauthClientPolicies(setting)).toThrow(
    "the options of oauth-client-token-grant can't have maximumSeconds: there are except.",
  );
});
