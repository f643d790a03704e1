import { closest } from "fastest-levenshtein";
import { ConfigurationError } from "../errors/index.ts";
import { domainOfRegion, REGIONS } from "./regions.ts";

/** How we log in. */
export type Credentials =
  | { readonly kind: "client"; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: "token"; readonly accessToken: string };

/** Everything that is needed to talk to one Genesys Cloud organisation. Read at run time, never stored in state. */
export interface Configuration {
  /** Origin of the API, without a trailing slash, e.g. `https://api.mypurecloud.ie`. */
  readonly apiUrl: string;
  /** Origin of the login host; undefined with a ready token. */
  readonly loginUrl: string | undefined;
  readonly credentials: Credentials;
  /** Requests we allow ourselves in any rolling minute. Default 300, the organisation's usual limit per token. */
  readonly requestsPerMinute: number;
  /** Seconds until one HTTP request is given up. Default 30. */
  readonly requestTimeoutSeconds: number;
  /** Seconds until a client that was just created is surely visible to reads and listings. Default 30. */
  readonly consistencyWindowSeconds: number;
  /** Whether reads of many clients share the paged listing. Default true; false sends one GET for each. */
  readonly sharesListing: boolean;
  /** The proxy for https, and the hosts that are reached without it, as the environment's variables of these names say. */
  readonly proxy: { readonly https_proxy?: string; readonly no_proxy?: string };
}

/** Looks up a stack configuration value by its key within the namespace `genesyscloud`. */
export type StackConfigReader = (key: string) => string | undefined;

const ENVIRONMENT = {
  region: "GENESYSCLOUD_REGION",
  oauthClientId: "GENESYSCLOUD_OAUTHCLIENT_ID",
  oauthClientSecret: "GENESYSCLOUD_OAUTHCLIENT_SECRET",
  accessToken: "GENESYSCLOUD_ACCESS_TOKEN",
  apiUrl: "GENESYSCLOUD_API_URL",
  loginUrl: "GENESYSCLOUD_LOGIN_URL",
  requestsPerMinute: "GENESYSCLOUD_REQUESTS_PER_MINUTE",
  requestTimeoutSeconds: "GENESYSCLOUD_REQUEST_TIMEOUT_SECONDS",
  consistencyWindowSeconds: "GENESYSCLOUD_CONSISTENCY_WINDOW_SECONDS",
  sharedListing: "GENESYSCLOUD_SHARED_LISTING",
} as const;

type Key = keyof typeof ENVIRONMENT;

/** So many seconds fit into a timer of JavaScript, which fires at once when it is given more. */
const LARGEST_NUMBER = 2_147_483;

/**
 * Reads the configuration: each value from the stack configuration (`genesyscloud:KEY`) first, then from the environment.
 *
 * The one reader that programs, provider and command share.
 * @throws ConfigurationError with every fault in one message, naming keys and variables, never a value that may be secret.
 */
export function readConfiguration(
  stackConfig: StackConfigReader,
  environment: Readonly<Record<string, string | undefined>>,
): Configuration {
  const faults: string[] = [];
  const value = (key: Key) => blankToUndefined(stackConfig(key)) ?? blankToUndefined(environment[ENVIRONMENT[key]]);

  const domain = readDomain(value("region"), faults);
  const credentials = readCredentials(value, faults);
  const apiUrl = readUrl("apiUrl", value("apiUrl"), faults) ?? (domain && `https://api.${domain}`);
  const loginUrl = readUrl("loginUrl", value("loginUrl"), faults) ?? (domain && `https://login.${domain}`);
  if (apiUrl === undefined && value("region") === undefined && value("apiUrl") === undefined) {
    faults.push(`Set the region: ${named("region")}, for example eu-west-1 or mypurecloud.ie.`);
  } else if (
    loginUrl === undefined &&
    credentials?.kind === "client" &&
    value("loginUrl") === undefined &&
    !faults.length
  ) {
    faults.push(`${named("apiUrl")} is set without a login host: set ${named("loginUrl")} or ${named("region")} too.`);
  }
  const requestsPerMinute = readWholeNumber("requestsPerMinute", value("requestsPerMinute"), 300, faults);
  const requestTimeoutSeconds = readWholeNumber("requestTimeoutSeconds", value("requestTimeoutSeconds"), 30, faults);
  const consistencyWindowSeconds = readWholeNumber(
    "consistencyWindowSeconds",
    value("consistencyWindowSeconds"),
    30,
    faults,
  );
  const sharesListing = readBoolean("sharedListing", value("sharedListing"), true, faults);
  const isHttps = [apiUrl, loginUrl].some((url) => url?.startsWith("https:"));
  const proxy = isHttps ? readProxy(environment, faults) : {};

  if (faults.length > 0 || credentials === undefined || apiUrl === undefined) {
    throw new ConfigurationError(`Genesys Cloud is not configured: ${faults.join(" ")}`);
  }
  return {
    apiUrl,
    loginUrl,
    credentials,
    requestsPerMinute,
    requestTimeoutSeconds,
    consistencyWindowSeconds,
    sharesListing,
    proxy,
  };
}

function readDomain(region: string | undefined, faults: string[]): string | undefined {
  if (region === undefined) return undefined;
  const domain = domainOfRegion(region);
  if (domain === undefined) {
    const known = Object.keys(REGIONS);
    const suggestion = closest(region.toLowerCase(), [...known, ...Object.values(REGIONS)]);
    faults.push(
      `Unknown region "${region}" in ${named("region")}; did you mean ${suggestion}? Known: ${known.join(", ")}, or their domains.`,
    );
  }
  return domain;
}

function readCredentials(value: (key: Key) => string | undefined, faults: string[]): Credentials | undefined {
  const accessToken = value("accessToken");
  const clientId = value("oauthClientId");
  const clientSecret = value("oauthClientSecret");
  if (accessToken !== undefined) {
    if (clientId === undefined && clientSecret === undefined) return { kind: "token", accessToken };
    faults.push(
      `Both a ready token and a login are set; remove one: ${named("accessToken")}, or ${named("oauthClientId")} and ${named("oauthClientSecret")}.`,
    );
    return undefined;
  }
  if (clientId !== undefined && clientSecret !== undefined) return { kind: "client", clientId, clientSecret };
  if (clientId === undefined && clientSecret === undefined) {
    faults.push(
      `No credentials: set ${named("oauthClientId")} and ${named("oauthClientSecret")} (secret), or ${named("accessToken")} (secret).`,
    );
  } else {
    faults.push(
      `${named(clientId === undefined ? "oauthClientId" : "oauthClientSecret")} is missing beside its counterpart.`,
    );
  }
  return undefined;
}

function readUrl(key: "apiUrl" | "loginUrl", text: string | undefined, faults: string[]): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    faults.push(`${named(key)} is not an absolute https URL.`);
  } else if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    faults.push(
      `${named(key)} uses http for ${url.hostname}: credentials travel over https only (http is allowed on loopback).`,
    );
  } else if (url.username || url.password || url.search || url.hash) {
    faults.push(`${named(key)} must not contain a user, a query or a fragment.`);
  } else {
    return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
  }
  return undefined;
}

/**
 * As other tools read them: small letters win, a proxy without a scheme is an http one, a domain in NO_PROXY stands for its
 * hosts too, and loopback is always reached directly.
 */
function readProxy(
  environment: Readonly<Record<string, string | undefined>>,
  faults: string[],
): Configuration["proxy"] {
  const variable = (name: string) => blankToUndefined(environment[name.toLowerCase()] ?? environment[name]);
  const named = variable("HTTPS_PROXY");
  if (named === undefined) return {};
  const proxy = URL.parse(named.includes("://") ? named : `http://${named}`);
  if (proxy === null || !["http:", "https:"].includes(proxy.protocol) || !isDecodable(proxy)) {
    faults.push(
      "HTTPS_PROXY is not the URL of an http or https proxy, such as http://user:password@proxy.example.com:8080 " +
        "(special characters percent-encoded). Correct it, or unset it where Genesys Cloud is reached without a proxy.",
    );
    return {};
  }
  const exceptions = (variable("NO_PROXY") ?? "").split(/[\s,]+/).filter(Boolean);
  const domains = exceptions.filter((exception) => /^[a-z]/i.test(exception)).map((domain) => `.${domain}`);
  return { https_proxy: proxy.href, no_proxy: [...exceptions, ...domains, "localhost", "127.0.0.1", "::1"].join(",") };
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function readWholeNumber(key: Key, text: string | undefined, fallback: number, faults: string[]): number {
  if (text === undefined) return fallback;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= LARGEST_NUMBER) return number;
  faults.push(`${named(key)} must be a whole number from 1 to ${LARGEST_NUMBER}.`);
  return fallback;
}

function readBoolean(key: Key, text: string | undefined, fallback: boolean, faults: string[]): boolean {
  if (text === undefined) return fallback;
  if (text === "true" || text === "false") return text === "true";
  faults.push(`${named(key)} must be true or false.`);
  return fallback;
}

function blankToUndefined(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text.trim();
}

function named(key: Key): string {
  return `genesyscloud:${key} (${ENVIRONMENT[key]})`;
}
