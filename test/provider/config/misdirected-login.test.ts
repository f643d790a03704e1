import { describe, expect, it } from "vitest";
import { explainConfiguration } from "../../../provider/config/configuration.ts";
import { formatStartMessage, simulatorEnvironment } from "../../../simulator/index.ts";

const SIMULATOR = "http://127.0.0.1:8787";
const LEFT = simulatorEnvironment(SIMULATOR);
const HOSTS = { GENESYSCLOUD_API_URL: SIMULATOR, GENESYSCLOUD_LOGIN_URL: SIMULATOR };
const SECRET = "the-secret-value-that-nobody-may-see";
const LOGIN = { oauthClientId: "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e", oauthClientSecret: SECRET };

type Values = Readonly<Record<string, string>>;

const explain = (stack: Values, environment: Values) => explainConfiguration((key) => stack[key], environment);

describe("the variables of a simulator that are left in a shell", () => {
  it.each<[string, Values, Values, RegExp]>([
    [
      "with all four",
      { region: "eu-west-1", ...LOGIN },
      LEFT,
      /^GENESYSCLOUD_API_URL .*genesyscloud:oauthClientSecret/,
    ],
    ["without a region", LOGIN, HOSTS, /^GENESYSCLOUD_API_URL .*genesyscloud:oauthClientSecret/],
    ["with a token", { region: "eu-west-1", accessToken: SECRET }, HOSTS, /^GENESYSCLOUD_API_URL .*:accessToken/],
    ["the API by the stack", { apiUrl: "https://a.example.com", ...LOGIN }, HOSTS, /^GENESYSCLOUD_LOGIN_URL /],
    ["the login by the stack", { loginUrl: "https://a.example.com", ...LOGIN }, HOSTS, /^GENESYSCLOUD_API_URL /],
  ])("never get the login of a stack, %s", (_, stack, environment, expected) => {
    const { configuration, faults } = explain(stack, environment);
    expect(configuration).toBeUndefined();
    expect(faults).toEqual([
      { about: expect.stringMatching(/^(api|login)Url$/), message: expect.stringMatching(expected) },
    ]);
    expect(faults[0]?.message).toContain("run: unset GENESYSCLOUD_API_URL GENESYSCLOUD_LOGIN_URL.");
    expect(faults[0]?.message).not.toContain(SECRET);
  });

  it("are those that the command prints", () => {
    for (const variable of Object.keys(HOSTS)) expect(formatStartMessage(SIMULATOR)).toContain(`export ${variable}=`);
  });

  it.each<[string, Values, Values, string]>([
    ["a stack without a login, as the template makes it", { region: "eu-west-1" }, LEFT, SIMULATOR],
    ["a stack that names the simulator itself", { apiUrl: SIMULATOR, loginUrl: SIMULATOR, ...LOGIN }, LEFT, SIMULATOR],
    [
      "a gateway",
      LOGIN,
      { GENESYSCLOUD_API_URL: "https://a.example.com", GENESYSCLOUD_LOGIN_URL: "https://a.example.com" },
      "https://a.example.com",
    ],
  ])("do no harm to %s", (_, stack, environment, host) => {
    expect(explain(stack, environment).configuration).toMatchObject({ apiUrl: host, loginUrl: host });
  });
});
