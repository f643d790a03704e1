import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkInputs } from "../../provider/model/check-inputs.ts";
import { type AnalyzedResource, type PolicyServer, startPolicyServer } from "../harness/policy-server.ts";
import { UNKNOWN } from "../harness/provider-messages.ts";
import { APP, ROLE, SERVICE } from "../harness/sample-clients.ts";

const PACK = `
const { PolicyPack } = require("@pulumi/policy");
const { oauthClientPolicies } = require("pulumi-genesyscloud-oauth/policy");
new PolicyPack("pack", { enforcementLevel: "mandatory", policies: oauthClientPolicies() });
`;

const DYNAMIC = "pulumi-nodejs:dynamic/genesyscloud:OAuthClient";
const PLUGIN = "genesyscloud-oauth:index:OAuthClient";
const COMPONENT = "urn:pulumi:test::program::genesyscloud-oauth:index:RotatingOAuthClient::service";

let server: PolicyServer;

beforeAll(async () => {
  server = await startPolicyServer(PACK);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** What the rules say of a client that a program declares, each in its last line, by rule. */
async function findings(args: object, resource: Partial<AnalyzedResource> = {}): Promise<Record<string, string>> {
  const { inputs, failures } = checkInputs(args as Record<string, unknown>);
  expect(failures).toEqual([]);
  const violations = await server.analyze({ type: DYNAMIC, name: "app", properties: { ...inputs }, ...resource });
  return Object.fromEntries(violations.map(({ rule, message }) => [rule, message.split("\n").at(-1) ?? ""]));
}

const GOOD_APP = { ...APP, secretVersion: 1 };
const GOOD_SERVICE = { ...SERVICE, secretVersion: 1 };

it.each([
  ["an application", GOOD_APP],
  ["a service", GOOD_SERVICE],
  ["the limit of two days", { ...GOOD_APP, accessTokenValiditySeconds: 172_800 }],
  ["http on the own machine", { ...GOOD_APP, registeredRedirectUris: ["http://localhost:3000/", "http://127.0.0.1/"] }],
  ["no redirect URI at all", { ...GOOD_APP, registeredRedirectUris: [] }],
])("finds nothing wrong with %s", async (_, args) => {
  expect(await findings(args)).toEqual({});
});

const BAD: Record<string, { readonly args: object; readonly finding: string }> = {
  "oauth-client-token-grant": {
    args: { ...GOOD_APP, authorizedGrantType: "TOKEN" },
    finding: 'OAuthClient "app": authorizedGrantType is TOKEN. Write CODE, and log in with PKCE in the application.',
  },
  "oauth-client-long-validity": {
    args: { ...GOOD_APP, accessTokenValiditySeconds: 172_801 },
    finding: 'OAuthClient "app": accessTokenValiditySeconds is 172801. Write 172800 or less.',
  },
  "oauth-client-all-divisions": {
    args: { ...GOOD_SERVICE, roles: [ROLE, { ...ROLE, divisionId: "*" }] },
    finding:
      'OAuthClient "app": roles grants a role in all divisions, because its divisionId is "*". Write the ids of the divisions instead.',
  },
  "oauth-client-insecure-redirect-uri": {
    args: { ...GOOD_APP, registeredRedirectUris: ["https://app.example.com/", "http://app.example.com/"] },
    finding: 'OAuthClient "app": registeredRedirectUris has a URI that does not begin with https. Write https in it.',
  },
  "oauth-client-unrotated-secret": {
    args: APP,
    finding:
      'OAuthClient "app": secretVersion is not set. Write one, such as rotationPeriod({ days: 90, startingAt }), or use RotatingOAuthClient.',
  },
};

describe.each(Object.entries(BAD))("%s", (rule, { args, finding }) => {
  it.each([
    ["dynamic provider", DYNAMIC],
    ["plugin", PLUGIN],
  ])("names the resource, the property and the remedy, with the %s", async (_, type) => {
    expect(await findings(args, { type })).toEqual({ [rule]: finding });
  });

  it("names the component that a client belongs to", async () => {
    const component = { ...args, secretVersion: undefined, rotationSlot: "second" };
    const expected = finding.replace('OAuthClient "app"', 'RotatingOAuthClient "service"');
    const known = rule === "oauth-client-unrotated-secret" ? {} : { [rule]: expected };
    expect(await findings(component, { name: "service-second", parent: COMPONENT })).toEqual(known);
  });

  it("takes no client for a part of the component that only says so, or only lies below it", async () => {
    const outside = await findings({ ...args, secretVersion: undefined, rotationSlot: "second" });
    const below = await findings(args, { parent: COMPONENT });
    expect(outside).toHaveProperty([rule], finding);
    expect(below).toHaveProperty([rule], finding);
  });

  it("leaves other resources alone", async () => {
    expect(await findings(args, { type: "genesyscloud-oauth:index:IntegrationCredential" })).toEqual({});
  });
});

it("counts the redirect URIs, and accepts only https and this machine", async () => {
  const registeredRedirectUris = [
    "http://app.example.com/",
    "http://localhost.example.com/",
    "http://127.0.0.1.example.com/",
    "com.example.app:/callback",
    "https://app.example.com/",
  ];
  expect(await findings({ ...GOOD_APP, registeredRedirectUris })).toEqual({
    "oauth-client-insecure-redirect-uri":
      'OAuthClient "app": registeredRedirectUris has 4 URIs that do not begin with https. Write https in them.',
  });
});

it("does not ask for a rotation of a secret that nobody uses", async () => {
  expect(Object.keys(await findings({ ...APP, authorizedGrantType: "TOKEN" }))).toEqual(["oauth-client-token-grant"]);
});

describe("during a preview", () => {
  it.each(Object.keys(GOOD_SERVICE))("says nothing of %s while it is unknown", async (property) => {
    expect(await findings({ ...GOOD_SERVICE, [property]: UNKNOWN })).toEqual({});
  });

  it("says nothing of unknown parts, and judges the known ones beside them", async () => {
    expect(await findings({ ...GOOD_APP, registeredRedirectUris: [UNKNOWN] })).toEqual({});
    expect(await findings({ ...GOOD_APP, accessTokenValiditySeconds: UNKNOWN, secretVersion: UNKNOWN })).toEqual({});
    expect(await findings({ ...GOOD_SERVICE, roles: [{ ...ROLE, divisionId: UNKNOWN }] })).toEqual({});
    expect(
      Object.keys(await findings({ ...GOOD_SERVICE, roles: [UNKNOWN, { roleId: UNKNOWN, divisionId: "*" }] })),
    ).toEqual(["oauth-client-all-divisions"]);
    const registeredRedirectUris = [UNKNOWN, "http://app.example.com/"];
    expect(Object.keys(await findings({ ...GOOD_APP, registeredRedirectUris }))).toEqual([
      "oauth-client-insecure-redirect-uri",
    ]);
  });
});

it("quotes no text of the program but names of resources: any of it may be a secret", async () => {
  const text = "a-text-that-nobody-may-see";
  const client = {
    name: text,
    description: text,
    authorizedGrantType: "CLIENT-CREDENTIALS",
    accessTokenValiditySeconds: 200_000,
    registeredRedirectUris: [`http://${text}.example.com/${text}?token=${text}`, `${text}:/callback`],
    roles: [{ roleId: text, divisionId: "*" }],
    extraProperties: { note: text },
  };
  const { inputs } = checkInputs(client);
  const violations = await server.analyze({
    type: DYNAMIC,
    name: "app",
    properties: { ...inputs, clientSecret: text },
  });
  expect(violations).toHaveLength(4);
  expect(JSON.stringify(violations) + server.process.stdout + server.process.stderr).not.toContain(text);
});
