import { describe, expect, it } from "vitest";
import { explainConfiguration, readConfiguration } from "../../../provider/config/configuration.ts";
import { ConfigurationError } from "../../../provider/errors/index.ts";

const ID = "3e5a1c9e-7a0b-4c58-9a39-3f0a9b8c7d6e";
const SECRET = "the-secret-value-that-nobody-may-see";
const TOKEN = "the-token-value-that-nobody-may-see";
const LOGIN = { oauthClientId: ID, oauthClientSecret: SECRET };
const VARIABLES = {
  region: "GENESYSCLOUD_REGION",
  oauthClientId: "GENESYSCLOUD_OAUTHCLIENT_ID",
  oauthClientSecret: "GENESYSCLOUD_OAUTHCLIENT_SECRET",
  accessToken: "GENESYSCLOUD_ACCESS_TOKEN",
  apiUrl: "GENESYSCLOUD_API_URL",
  loginUrl: "GENESYSCLOUD_LOGIN_URL",
  requestsPerMinute: "GENESYSCLOUD_REQUESTS_PER_MINUTE",
  maxTokens: "GENESYSCLOUD_MAX_TOKENS",
  requestTimeoutSeconds: "GENESYSCLOUD_REQUEST_TIMEOUT_SECONDS",
  consistencyWindowSeconds: "GENESYSCLOUD_CONSISTENCY_WINDOW_SECONDS",
  sharedListing: "GENESYSCLOUD_SHARED_LISTING",
  ownershipMark: "GENESYSCLOUD_OWNERSHIP_MARK",
} as const;

type Key = keyof typeof VARIABLES;
type Values = Partial<Record<Key, string>>;

/** Reads a stack configuration and an environment, both given by the keys of the stack configuration. */
function read(stack: Values, environment: Values = {}) {
  const variables = Object.entries(environment).map(([key, text]) => [VARIABLES[key as Key], text]);
  return readConfiguration((key) => stack[key as Key], Object.fromEntries(variables));
}

/** The message of the one error. */
function messageOf(stack: Values, environment: Values = {}): string {
  try {
    read(stack, environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    const message = error instanceof Error ? error.message : "";
    expect(message).toMatch(/^The configuration for Genesys Cloud is not complete or not valid:\n- /);
    expect(message).not.toContain(SECRET);
    expect(message).not.toContain(TOKEN);
    expect(message.split("`npx genesyscloud-oauth doctor` shows what is set")).toHaveLength(2);
    return message;
  }
  throw new Error("Expected a ConfigurationError.");
}

describe("a complete configuration", () => {
  const expected = {
    apiUrl: "https://api.mypurecloud.ie",
    loginUrl: "https://login.mypurecloud.ie",
    credentials: { kind: "client", clientId: ID, clientSecret: SECRET },
    requestsPerMinute: 300,
    maxTokens: 10,
    requestTimeoutSeconds: 30,
    consistencyWindowSeconds: 30,
    sharesListing: true,
    marksOwnership: false,
    proxy: {},
  };

  it("comes from the stack configuration, from the environment, or from both", () => {
    expect(read({ region: "eu-west-1", ...LOGIN })).toEqual(expected);
    expect(read({}, { region: "eu-west-1", ...LOGIN })).toEqual(expected);
    expect(read({ region: "eu-west-1" }, LOGIN)).toEqual(expected);
    expect(read({ oauthClientId: ID }, { region: "eu-west-1", oauthClientSecret: SECRET })).toEqual(expected);
  });

  it("takes a domain for a region", () => {
    expect(read({ region: "mypurecloud.ie", ...LOGIN })).toEqual(expected);
    expect(read({ region: " EU-WEST-1 ", ...LOGIN })).toEqual(expected);
  });

  it("takes a ready token in place of the login", () => {
    const { credentials } = read({ region: "eu-west-1", accessToken: TOKEN });
    expect(credentials).toEqual({ kind: "token", accessToken: TOKEN });
  });

  it.each<[Key, string, string, unknown]>([
    ["region", "eu-west-1", "us-east-1", { apiUrl: "https://api.mypurecloud.ie" }],
    ["oauthClientId", "from-stack", "from-environment", { credentials: { clientId: "from-stack" } }],
    ["oauthClientSecret", "from-stack", "from-environment", { credentials: { clientSecret: "from-stack" } }],
    ["apiUrl", "https://a.example.com", "https://b.example.com", { apiUrl: "https://a.example.com" }],
    ["loginUrl", "https://a.example.com", "https://b.example.com", { loginUrl: "https://a.example.com" }],
    ["requestsPerMinute", "7", "8", { requestsPerMinute: 7 }],
    ["maxTokens", "1", "2", { maxTokens: 1 }],
    ["requestTimeoutSeconds", "7", "8", { requestTimeoutSeconds: 7 }],
    ["consistencyWindowSeconds", "7", "8", { consistencyWindowSeconds: 7 }],
    ["sharedListing", "false", "true", { sharesListing: false }],
    ["ownershipMark", "true", "false", { marksOwnership: true }],
  ])("prefers the stack configuration key by key: %s", (key, stack, environment, result) => {
    const rest: Values = { region: "ca-central-1", oauthClientId: ID, oauthClientSecret: SECRET };
    expect(read({ [key]: stack }, { ...rest, [key]: environment })).toMatchObject(result as object);
  });

  it("prefers the token of the stack configuration", () => {
    const { credentials } = read({ accessToken: TOKEN }, { accessToken: "another", region: "eu-west-1" });
    expect(credentials).toEqual({ kind: "token", accessToken: TOKEN });
  });

  it("takes blanks for absent, in both places", () => {
    expect(
      read({ region: " ", oauthClientId: "", accessToken: "\t" }, { region: "eu-west-1", ...LOGIN, apiUrl: "" }),
    ).toEqual(expected);
  });

  it("cuts blanks and line ends off a pasted value", () => {
    expect(read({ region: "eu-west-1", oauthClientId: ` ${ID}\n`, oauthClientSecret: `${SECRET}\n` })).toEqual(
      expected,
    );
  });
});

describe("an explained configuration", () => {
  const explain = (stack: Values, environment: Record<string, string> = {}) =>
    explainConfiguration((key) => stack[key as Key], environment);

  it("is the same configuration, and tells of each setting where it comes from", () => {
    const environment = { GENESYSCLOUD_OAUTHCLIENT_ID: ID, GENESYSCLOUD_OAUTHCLIENT_SECRET: SECRET };
    const { settings, faults, configuration } = explain({ region: "eu-west-1", requestsPerMinute: "60" }, environment);
    expect(configuration).toEqual(read({ region: "eu-west-1", requestsPerMinute: "60" }, LOGIN));
    expect(faults).toEqual([]);
    expect(settings.map(({ key, variable, source, value }) => [key, variable, source, value])).toEqual([
      ["region", VARIABLES.region, "stack", "eu-west-1"],
      ["oauthClientId", VARIABLES.oauthClientId, "environment", ID],
      ["oauthClientSecret", VARIABLES.oauthClientSecret, "environment", undefined],
      ["accessToken", VARIABLES.accessToken, "unset", undefined],
      ["apiUrl", VARIABLES.apiUrl, "region", "https://api.mypurecloud.ie"],
      ["loginUrl", VARIABLES.loginUrl, "region", "https://login.mypurecloud.ie"],
      ["requestsPerMinute", VARIABLES.requestsPerMinute, "stack", "60"],
      ["maxTokens", VARIABLES.maxTokens, "default", "10"],
      ["requestTimeoutSeconds", VARIABLES.requestTimeoutSeconds, "default", "30"],
      ["consistencyWindowSeconds", VARIABLES.consistencyWindowSeconds, "default", "30"],
      ["sharedListing", VARIABLES.sharedListing, "default", "true"],
      ["ownershipMark", VARIABLES.ownershipMark, "default", "false"],
    ]);
  });

  it("names every fault with what it is about, and no value that can't be used", () => {
    const stack = { apiUrl: `https://${SECRET}@x.example.com`, accessToken: TOKEN, requestsPerMinute: TOKEN };
    const { settings, faults, configuration } = explain(stack, { HTTPS_PROXY: "socks5://proxy" });
    expect(configuration).toBeUndefined();
    expect(faults.map(({ about }) => about)).toEqual(["apiUrl", "requestsPerMinute"]);
    expect(JSON.stringify({ settings, faults })).not.toMatch(new RegExp(`${SECRET}|${TOKEN}`));
    const proxied = explain({ region: "eu-west-1", accessToken: TOKEN }, { HTTPS_PROXY: "socks5://proxy" });
    expect(proxied.faults.map(({ about }) => about)).toEqual(["HTTPS_PROXY"]);
  });

  it("tells where the stack's value takes the place of another one", () => {
    const { settings } = explain(
      { region: "eu-west-1", ...LOGIN },
      { GENESYSCLOUD_REGION: "us-east-1", GENESYSCLOUD_OAUTHCLIENT_ID: ` ${ID} ` },
    );
    expect(settings.filter(({ hidesVariable }) => hidesVariable).map(({ key }) => key)).toEqual(["region"]);
  });
});

describe("the proxy", () => {
  const LOCATED: Values = { region: "eu-west-1", ...LOGIN };
  const proxyOf = (environment: Record<string, string>, stack = LOCATED) =>
    readConfiguration((key) => stack[key as Key], environment).proxy;
  const LOOPBACK = "localhost,127.0.0.1,::1";

  it.each<[Record<string, string>, string]>([
    [{ HTTPS_PROXY: "http://proxy.example.com:8080" }, "http://proxy.example.com:8080/"],
    [{ https_proxy: "https://user:100%25@proxy.example.com" }, "https://user:100%25@proxy.example.com/"],
    [{ https_proxy: "http://small", HTTPS_PROXY: "http://capital" }, "http://small/"],
    [{ HTTPS_PROXY: " proxy.example.com:8080\n" }, "http://proxy.example.com:8080/"],
  ])("%o leads to %s", (environment, https_proxy) => {
    expect(proxyOf(environment)).toEqual({ https_proxy, no_proxy: LOOPBACK });
  });

  it.each([
    ["mypurecloud.ie", `mypurecloud.ie,.mypurecloud.ie,${LOOPBACK}`],
    ["10.1.2.3, .example.com  *.example.org", `10.1.2.3,.example.com,*.example.org,${LOOPBACK}`],
    ["*", `*,${LOOPBACK}`],
  ])("NO_PROXY %s is %s, as other tools mean it", (NO_PROXY, no_proxy) => {
    expect(proxyOf({ HTTPS_PROXY: "http://proxy.example.com", NO_PROXY })).toMatchObject({ no_proxy });
  });

  it.each([{}, { HTTPS_PROXY: "", NO_PROXY: "localhost" }, { HTTP_PROXY: "http://proxy.example.com" }])(
    "%o names none",
    (environment) => {
      expect(proxyOf(environment)).toEqual({});
    },
  );

  it.each([
    "socks5://user:the-password@proxy.example.com",
    "http://user:the-password@",
    "http://user:the-password-100%@proxy.example.com",
  ])("%s is refused, by the name of its variable alone", (HTTPS_PROXY) => {
    const read = () => proxyOf({ HTTPS_PROXY });
    expect(read).toThrow("HTTPS_PROXY is not the URL of an http or https proxy");
    expect(read).not.toThrow("the-password");
  });

  it("does not matter to a simulator", () => {
    const simulated = { apiUrl: "http://127.0.0.1:8080", loginUrl: "http://127.0.0.1:8080", ...LOGIN };
    expect(proxyOf({ HTTPS_PROXY: "socks5://proxy.example.com" }, simulated)).toEqual({});
  });
});

describe("another host", () => {
  it.each([
    ["https://gateway.example.com", "https://gateway.example.com"],
    ["https://gateway.example.com/", "https://gateway.example.com"],
    ["https://gateway.example.com/genesys//", "https://gateway.example.com/genesys"],
    ["https://gateway.example.com?", "https://gateway.example.com"],
    ["https://gateway.example.com/genesys/#", "https://gateway.example.com/genesys"],
    ["HTTPS://Gateway.Example.com:443/", "https://gateway.example.com"],
    ["http://localhost:8080/", "http://localhost:8080"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://[::1]:8080", "http://[::1]:8080"],
  ])("%s becomes %s, for the API and the login alike", (text, url) => {
    const { apiUrl, loginUrl } = read({ apiUrl: text, loginUrl: text, ...LOGIN });
    expect([apiUrl, loginUrl]).toEqual([url, url]);
  });

  it("needs a login host with client credentials: its own or the region's", () => {
    const message = messageOf({ apiUrl: "https://gateway.example.com", ...LOGIN });
    expect(message).toContain("genesyscloud:apiUrl (GENESYSCLOUD_API_URL) is set without a login host");
    expect(message).toContain("genesyscloud:loginUrl (GENESYSCLOUD_LOGIN_URL)");
    expect(read({ apiUrl: "https://gateway.example.com", region: "eu-west-1", ...LOGIN })).toMatchObject({
      apiUrl: "https://gateway.example.com",
      loginUrl: "https://login.mypurecloud.ie",
    });
  });

  it("needs no login host with a ready token", () => {
    expect(read({ apiUrl: "https://gateway.example.com", accessToken: TOKEN })).toMatchObject({
      apiUrl: "https://gateway.example.com",
      loginUrl: undefined,
    });
  });

  it.each<[string, string]>([
    ["http://gateway.example.com", "uses http for gateway.example.com: credentials travel over https only"],
    ["http://127.0.0.1.example.com", "uses http for 127.0.0.1.example.com"],
    ["http://localhost.example.com", "uses http for localhost.example.com"],
    ["gateway.example.com", "is not an absolute https URL"],
    ["ftp://gateway.example.com", "is not an absolute https URL"],
    ["https://", "is not an absolute https URL"],
    [`https://user:${SECRET}@gateway.example.com`, "must not contain a user, a query or a fragment"],
    [`https://gateway.example.com?key=${SECRET}`, "must not contain a user, a query or a fragment"],
    ["https://gateway.example.com#top", "must not contain a user, a query or a fragment"],
  ])("%s is refused, for the API and the login alike", (text, reason) => {
    expect(messageOf({ apiUrl: text, region: "eu-west-1", ...LOGIN })).toContain(
      `genesyscloud:apiUrl (GENESYSCLOUD_API_URL) ${reason}`,
    );
    expect(messageOf({ loginUrl: text, region: "eu-west-1", ...LOGIN })).toContain(
      `genesyscloud:loginUrl (GENESYSCLOUD_LOGIN_URL) ${reason}`,
    );
  });
});

describe("a faulty configuration", () => {
  it("is one error that names every key and variable when nothing is set", () => {
    const message = messageOf({});
    for (const key of ["region", "oauthClientId", "oauthClientSecret", "accessToken"] as const) {
      expect(message).toContain(`genesyscloud:${key} (${VARIABLES[key]})`);
    }
  });

  it.each([
    ["eu-wset-1", "eu-west-1"],
    ["mypurecloud.de.", "mypurecloud.de"],
    ["usw2.purecloud", "usw2.pure.cloud"],
    ["EU_CENTRAL_2", "eu-central-2"],
  ])("suggests a region for %s: %s", (region, suggestion) => {
    const message = messageOf({ region, ...LOGIN });
    expect(message).toContain(`Unknown region "${region}" in genesyscloud:region (GENESYSCLOUD_REGION)`);
    expect(message).toContain(`did you mean ${suggestion}?`);
    expect(message).not.toContain("ap-southeast-2");
  });

  it("lists all regions where none is near", () => {
    const message = messageOf({ region: "the-moon", ...LOGIN });
    expect(message).toContain("write one of us-east-1, ");
    expect(message).toContain("ap-southeast-2, or its domain.");
  });

  it.each(["constructor", "__proto__"])("knows no region %s", (region) => {
    expect(messageOf({ region, ...LOGIN })).toContain(`Unknown region "${region}"`);
  });

  it("has both a token and a login, wherever they stand", () => {
    for (const message of [
      messageOf({ region: "eu-west-1", accessToken: TOKEN, ...LOGIN }),
      messageOf({ region: "eu-west-1", accessToken: TOKEN }, LOGIN),
      messageOf({ region: "eu-west-1", accessToken: TOKEN, oauthClientId: ID }),
    ]) {
      expect(message).toContain("Both a ready token and a login are set; remove one");
      for (const key of ["accessToken", "oauthClientId", "oauthClientSecret"] as const) {
        expect(message).toContain(`genesyscloud:${key} (${VARIABLES[key]})`);
      }
    }
  });

  it.each<[Values, Key, Key]>([
    [{ oauthClientId: ID }, "oauthClientSecret", "oauthClientId"],
    [{ oauthClientSecret: SECRET }, "oauthClientId", "oauthClientSecret"],
  ])("has half a login: %j", (half, missing, given) => {
    const message = messageOf({ region: "eu-west-1", ...half });
    expect(message).toContain(`genesyscloud:${missing} (${VARIABLES[missing]}) is missing`);
    expect(message).not.toContain(`genesyscloud:${given} (`);
  });

  it.each(["requestsPerMinute", "maxTokens", "requestTimeoutSeconds", "consistencyWindowSeconds"] as const)(
    "has something else than a whole number above 0 in %s",
    (key) => {
      for (const text of ["many", "0", "-5", "1.5", "NaN", "Infinity", "5s", "1e999"]) {
        expect(messageOf({ region: "eu-west-1", ...LOGIN, [key]: text })).toContain(
          `genesyscloud:${key} (${VARIABLES[key]}) must be a whole number`,
        );
      }
    },
  );

  it.each(["sharedListing", "ownershipMark"] as const)("has neither true nor false in %s", (key) => {
    for (const text of ["yes", "1", "off"]) {
      expect(messageOf({ region: "eu-west-1", ...LOGIN, [key]: text })).toContain(
        `genesyscloud:${key} (${VARIABLES[key]})`,
      );
    }
  });

  it("has a time-out that no timer can hold", () => {
    expect(messageOf({ region: "eu-west-1", ...LOGIN, requestTimeoutSeconds: "9999999" })).toContain(
      "genesyscloud:requestTimeoutSeconds (GENESYSCLOUD_REQUEST_TIMEOUT_SECONDS)",
    );
  });

  it("is told all at once", () => {
    const message = messageOf({
      region: "nowhere",
      oauthClientId: ID,
      apiUrl: "http://gateway.example.com",
      requestsPerMinute: "many",
    });
    for (const key of ["region", "oauthClientSecret", "apiUrl", "requestsPerMinute"] as const) {
      expect(message).toContain(`genesyscloud:${key} (${VARIABLES[key]})`);
    }
  });

  it("shows no value that may be secret, wherever it stands", () => {
    for (const values of [
      { accessToken: TOKEN, ...LOGIN },
      { oauthClientSecret: SECRET, region: "eu-west-1" },
      { accessToken: TOKEN, apiUrl: "nothing" },
      { ...LOGIN, requestsPerMinute: TOKEN },
      { ...LOGIN, apiUrl: `https://${SECRET}@x.example.com` },
      { ...LOGIN, loginUrl: TOKEN },
    ] as Values[]) {
      messageOf(values);
      messageOf({}, values);
    }
  });
});
