import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_LOGIN, type Simulator, simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { leakedSecrets } from "../harness/leaks.ts";
import { createStack, type TestStack } from "../harness/pulumi.ts";

/** A newcomer's mistake, and the one error that it should end in. */
interface Mistake {
  readonly program: string;
  readonly env?: Record<string, string>;
  readonly error: RegExp;
  /** Said on a line of its own, once on the whole screen. */
  readonly remedy: RegExp;
}

const LOOK_UPS = `const role = getAuthorizationRoleOutput({ name: "employee" });
const home = getAuthorizationDivisionOutput({ home: true });
new OAuthClient("it", {
  name: "It", authorizedGrantType: "CLIENT-CREDENTIALS", roles: [{ roleId: role.id, divisionId: home.id }],
});`;

const THREE_CLIENTS = `const role = getAuthorizationRoleOutput({ name: "employe" });
for (const name of ["a", "b", "c"]) {
  new OAuthClient(name, { name, authorizedGrantType: "CLIENT-CREDENTIALS", roles: [{ roleId: role.id }] });
}`;

const CLIENTS_ONLY = `for (const name of ["a", "b", "c"]) {
  new OAuthClient(name, { name, authorizedGrantType: "CLIENT-CREDENTIALS", roles: [{ roleId: "${DEFAULT_LOGIN.clientId}" }] });
}`;

const DOCTOR = /`npx genesyscloud-oauth doctor`/g;

const MISTAKES: Record<string, Mistake> = {
  "no credentials, with two look-ups and a client": {
    program: LOOK_UPS,
    env: { GENESYSCLOUD_OAUTHCLIENT_ID: "", GENESYSCLOUD_OAUTHCLIENT_SECRET: "" },
    error: /error: The configuration for Genesys Cloud is not complete or not valid:\n +- No credentials: set/,
    remedy: DOCTOR,
  },
  "a wrong secret, with two look-ups and a client": {
    program: LOOK_UPS,
    env: { GENESYSCLOUD_OAUTHCLIENT_SECRET: "mistyped-secret" },
    error: /error: Cannot log in to Genesys Cloud at .*: authentication failed \(HTTP 401, code invalid_client/,
    remedy: DOCTOR,
  },
  "a wrong secret, with clients only": {
    program: CLIENTS_ONLY,
    env: { GENESYSCLOUD_OAUTHCLIENT_SECRET: "mistyped-secret" },
    error: /error: Cannot log in to Genesys Cloud at .*: authentication failed \(HTTP 401, code invalid_client/,
    remedy: DOCTOR,
  },
  "a region with a typing error": {
    program: LOOK_UPS,
    env: { GENESYSCLOUD_REGION: "eu-wets-1" },
    error: /Unknown region "eu-wets-1" in genesyscloud:region \(GENESYSCLOUD_REGION\); did you mean eu-west-1\?\n/,
    remedy: DOCTOR,
  },
  "no network": {
    program: LOOK_UPS,
    // Port 9 on loopback: nobody listens there.
    env: { GENESYSCLOUD_LOGIN_URL: "http://127.0.0.1:9" },
    error: /error: Cannot log in to Genesys Cloud at .*: no connection to Genesys Cloud \(ECONNREFUSED\)\.\n/,
    remedy: DOCTOR,
  },
  "a role that does not exist, for three clients": {
    program: THREE_CLIENTS,
    error: /error: There is no role named "employe"\.\n/,
    remedy: /Names are compared exactly/g,
  },
  "an Output in a template": {
    program: `const role = getAuthorizationRoleOutput({ name: "employee" });
new OAuthClient("it", { name: \`It as \${role.name}\`, authorizedGrantType: "CODE", registeredRedirectUris: ["https://a.example.com"] });`,
    error: /error: .*property name value [\s\S]* has a problem: holds an Output where a string was expected/,
    remedy: /put pulumi\.interpolate in front of the template/g,
  },
  "a forgotten await": {
    program: `const role = getAuthorizationRole({ name: "employee" });
new OAuthClient("it", { name: "It", authorizedGrantType: "CLIENT-CREDENTIALS", roles: [{ roleId: role.id }] });`,
    error: /error: .*property roles\[0\]\.roleId .* is required/,
    remedy: /getAuthorizationRoleOutput\(\{ name \}\)\.id/g,
  },
};

describe("a newcomer's mistake ends in one error", () => {
  let simulator: Simulator;
  let stack: TestStack;

  beforeAll(async () => {
    simulator = await startSimulator({ rateLimit: false });
    stack = await createStack({
      program: { file: "index.mjs", source: "" },
      env: simulatorEnvironment(simulator.url),
    });
  });

  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
    await simulator.close();
  });

  it.each(Object.entries(MISTAKES))("%s", async (_mistake, { program, env, error, remedy }) => {
    stack.writeProgram(
      "index.mjs",
      `import { getAuthorizationDivisionOutput, getAuthorizationRole, getAuthorizationRoleOutput, OAuthClient } from "pulumi-genesyscloud-oauth";\n${program}`,
    );
    const { code, output } = await stack.preview(env === undefined ? {} : { env });
    expect(code).not.toBe(0);
    const diagnostics = output.slice(output.indexOf("Diagnostics:"), output.indexOf("Resources:"));
    expect(diagnostics.match(/error:/g), output).toHaveLength(1);
    expect(diagnostics).toMatch(error);
    // The engine itself repeats no more than the first line, while it works.
    expect(diagnostics.match(remedy), output).toHaveLength(1);
    expect(diagnostics).not.toMatch(/^ +at .*[:(]|serializing property|unhandled/m);
    expect(leakedSecrets(simulator, output)).toEqual([]);
    expect(output).not.toContain("mistyped-secret");
  });
});
