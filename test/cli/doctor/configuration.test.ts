import { describe, expect, it } from "vitest";
import { checkConfiguration, unreadConfiguration } from "../../../cli/doctor/configuration.ts";
import { explainConfiguration } from "../../../provider/config/configuration.ts";

const ID = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";
const SECRET = "the-secret-value-that-nobody-may-see";
const TOKEN = "the-token-value-that-nobody-may-see";

type Values = Record<string, string>;

/** Level, text and advice of each setting, by key. */
function found(
  stack: Values,
  environment: Values = {},
  encrypted: readonly string[] = ["oauthClientSecret", "accessToken"],
) {
  const configuration = {
    read: (key: string) => stack[key],
    isEncrypted: (key: string) => encrypted.includes(key),
    secrets: [],
  };
  const checks = checkConfiguration(explainConfiguration(configuration.read, environment), configuration);
  for (const secret of [SECRET, TOKEN, SECRET.slice(0, 6)]) expect(JSON.stringify(checks)).not.toContain(secret);
  return Object.fromEntries(
    checks.map((check) => [check.title, `${check.level}: ${check.text} ${check.todo ?? ""}`.trim()]),
  );
}

const COMPLETE = { region: "eu-west-1", oauthClientId: ID, oauthClientSecret: SECRET };

describe("each setting", () => {
  it("tells where its value comes from, and its value unless it is secret", () => {
    const environment = { GENESYSCLOUD_OAUTHCLIENT_SECRET: SECRET, GENESYSCLOUD_REQUESTS_PER_MINUTE: "60" };
    expect(found({ region: "eu-west-1", oauthClientId: ID }, environment)).toEqual({
      region: "green: eu-west-1 (stack configuration)",
      oauthClientId: `green: ${ID} (stack configuration)`,
      oauthClientSecret: "green: set (GENESYSCLOUD_OAUTHCLIENT_SECRET)",
      accessToken: "green: not set, and not needed",
      apiUrl: "green: https://api.mypurecloud.ie (from the region)",
      loginUrl: "green: https://login.mypurecloud.ie (from the region)",
      requestsPerMinute: "green: 60 (GENESYSCLOUD_REQUESTS_PER_MINUTE)",
      maxTokens: "green: 10 (default)",
      requestTimeoutSeconds: "green: 30 (default)",
      consistencyWindowSeconds: "green: 30 (default)",
      sharedListing: "green: true (default)",
      ownershipMark: "green: false (default)",
    });
  });

  it("is known by its source in the report for programs", () => {
    const explained = explainConfiguration((key) => ({ region: "eu-west-1" })[key], {
      GENESYSCLOUD_ACCESS_TOKEN: TOKEN,
    });
    const sources = checkConfiguration(explained, undefined).map(({ title, source }) => `${title} ${source}`);
    expect(sources).toEqual([
      "region stack",
      "oauthClientId unset",
      "oauthClientSecret unset",
      "accessToken environment",
      "apiUrl region",
      "loginUrl region",
      ...[
        "requestsPerMinute",
        "maxTokens",
        "requestTimeoutSeconds",
        "consistencyWindowSeconds",
        "sharedListing",
        "ownershipMark",
      ].map((key) => `${key} default`),
    ]);
  });

  it.each(["oauthClientSecret", "accessToken"])("%s is to be encrypted in the stack configuration", (key) => {
    const values = key === "accessToken" ? { region: "eu-west-1", accessToken: TOKEN } : COMPLETE;
    expect(found(values)[key]).toBe("green: set, encrypted (stack configuration)");
    expect(found(values, {}, [])[key]).toMatch(
      new RegExp(`^yellow: set, as plain text .*pulumi config set --secret genesyscloud:${key}`),
    );
  });

  it("that the stack encrypts is not shown, whichever it is", () => {
    expect(found(COMPLETE, {}, ["region", "oauthClientSecret"]).region).toBe(
      "green: set, encrypted (stack configuration)",
    );
  });

  it("that hides another value of the environment says so, the same value does not", () => {
    const { region, oauthClientSecret, oauthClientId } = found(COMPLETE, {
      GENESYSCLOUD_REGION: "us-east-1",
      GENESYSCLOUD_OAUTHCLIENT_SECRET: "another-one-that-nobody-may-see",
      GENESYSCLOUD_OAUTHCLIENT_ID: ID,
    });
    expect(region).toMatch(/^neutral: eu-west-1 \(stack configuration\) GENESYSCLOUD_REGION holds another value/);
    expect(oauthClientSecret).toMatch(
      /^neutral: set, encrypted .* GENESYSCLOUD_OAUTHCLIENT_SECRET holds another value/,
    );
    expect(oauthClientSecret).not.toContain("another-one");
    expect(oauthClientId).toMatch(/^green/);
  });

  it("that sends the login of the stack to this machine is yellow", () => {
    const { apiUrl, loginUrl } = found(COMPLETE, { GENESYSCLOUD_API_URL: "http://127.0.0.1:8787" });
    expect(apiUrl).toMatch(/^yellow: http:\/\/127\.0\.0\.1:8787 is on this machine .*run: unset GENESYSCLOUD_API_URL/);
    expect(loginUrl).toMatch(/^green/);
  });

  it("that stands in the place of a client id is not shown unless it looks like one", () => {
    expect(found({ ...COMPLETE, oauthClientId: SECRET }).oauthClientId).toMatch(/^yellow: set, but not an id/);
  });
});

describe("a faulty configuration", () => {
  it("without anything is red where something is needed, with both names of each setting", () => {
    const checks = found({});
    expect(checks.region).toMatch(/^red: not set Set the region: genesyscloud:region \(GENESYSCLOUD_REGION\)/);
    expect(checks.oauthClientId).toMatch(/^red: not set No credentials: .*genesyscloud:accessToken/);
    expect(checks.accessToken).toBe("neutral: not set");
  });

  it.each<[Values, string, RegExp]>([
    [
      { ...COMPLETE, region: "eu-wset-1" },
      "region",
      /^red: can't be used \(stack configuration\) .*did you mean eu-west-1/,
    ],
    [{ ...COMPLETE, accessToken: TOKEN }, "accessToken", /^red: can't be used .*Both a ready token and a login/],
    [
      { region: "eu-west-1", oauthClientId: ID },
      "oauthClientSecret",
      /^red: not set .*is missing: a login needs an id and a secret/,
    ],
    [
      { ...COMPLETE, apiUrl: `https://user:${SECRET}@api.example.com` },
      "apiUrl",
      /^red: can't be used .*must not contain a user/,
    ],
    [{ ...COMPLETE, requestsPerMinute: TOKEN }, "requestsPerMinute", /^red: can't be used .*whole number/],
    [{ ...COMPLETE, sharedListing: "yes" }, "sharedListing", /^red: can't be used .*true or false/],
    [
      { apiUrl: "https://api.example.com", oauthClientId: ID, oauthClientSecret: SECRET },
      "loginUrl",
      /^red: not set .*login host/,
    ],
  ])("%o is red at %s", (values, key, expected) => {
    expect(found(values)[key]).toMatch(expected);
  });

  it("of a stack that can't be read says nothing of any value", () => {
    const { settings } = explainConfiguration(() => undefined, { GENESYSCLOUD_REGION: "eu-west-1" });
    const checks = unreadConfiguration(settings);
    expect(new Set(checks.map(({ level, text }) => `${level}: ${text}`))).toEqual(
      new Set(["neutral: not checked: the stack's configuration can't be read"]),
    );
  });
});
