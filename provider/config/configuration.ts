import { closest, distance } from "fastest-levenshtein";
import { DOCTOR_SHOWS_SETTINGS } from "../errors/doctor.ts";
import { ConfigurationError } from "../errors/index.ts";
import { misdirectedLogin } from "./misdirected-login.ts";
import { type ProxySettings, readProxy } from "./proxy.ts";
import { domainOfRegion, REGIONS } from "./regions.ts";
import {
  type Environment,
  named,
  type ReadSetting,
  readSettings,
  type SettingKey,
  type StackConfigReader,
} from "./settings.ts";

export type { StackConfigReader } from "./settings.ts";

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
  /** Requests that each token may be used for in any rolling minute. Default 300, the organisation's usual limit per token. */
  readonly requestsPerMinute: number;
  /** Most tokens at a time, 1 or more. Default 10. A further one is fetched only when the budget of the others is used. */
  readonly maxTokens: number;
  /** Seconds until one HTTP request is given up. Default 30. */
  readonly requestTimeoutSeconds: number;
  /** Seconds until a client that was just created is surely visible to reads and listings. Default 30. */
  readonly consistencyWindowSeconds: number;
  /** Whether reads of many clients share the paged listing. Default true; false sends one GET for each. */
  readonly sharesListing: boolean;
  /** Whether the descriptions of a stack's clients end with a mark of project, stack and resource. Default false. */
  readonly marksOwnership: boolean;
  readonly proxy: ProxySettings;
}

/** Something that is wrong with the configuration. */
export interface ConfigurationFault {
  /** What it is about: a setting, or the variable HTTPS_PROXY. */
  readonly about: SettingKey | "HTTPS_PROXY";
  /** What is wrong and what to do; never a value that may be secret. */
  readonly message: string;
}

/** A setting as it counts. */
export interface Setting extends Omit<ReadSetting, "text" | "source"> {
  /** `region`: derived from the region. */
  readonly source: ReadSetting["source"] | "region";
  /** Undefined where nothing is set, where it is secret, and where it can't be used. */
  readonly value: string | undefined;
}

/** A configuration with the way that it came about. */
export interface ExplainedConfiguration {
  readonly settings: readonly Setting[];
  readonly faults: readonly ConfigurationFault[];
  /** Undefined where there are faults. */
  readonly configuration: Configuration | undefined;
}

/** So many seconds fit into a timer of JavaScript, which fires at once when it is given more. */
const LARGEST_NUMBER = 2_147_483;

/**
 * Reads the configuration: each value from the stack configuration (`genesyscloud:KEY`) first, then from the environment.
 *
 * The one reader that programs, provider and command share.
 * @throws ConfigurationError with every fault in one message, naming keys and variables, never a value that may be secret.
 */
export function readConfiguration(stackConfig: StackConfigReader, environment: Environment): Configuration {
  const { configuration, faults } = explainConfiguration(stackConfig, environment);
  if (configuration !== undefined) return configuration;
  // A line each: while it works, Pulumi repeats the first line of an error.
  const list = faults.map(({ message }) => `- ${message}`).join("\n");
  throw new ConfigurationError(`The configuration for Genesys Cloud is not complete or not valid:\n${list}`, {
    nextStep: DOCTOR_SHOWS_SETTINGS,
  });
}

/** Reads the configuration like {@link readConfiguration}, and tells where each value comes from and everything that is wrong. */
export function explainConfiguration(stackConfig: StackConfigReader, environment: Environment): ExplainedConfiguration {
  const faults: ConfigurationFault[] = [];
  const fault = (about: ConfigurationFault["about"], message: string) => void faults.push({ about, message });
  const settings = readSettings(stackConfig, environment);
  const value = (key: SettingKey) => settings.find((setting) => setting.key === key)?.text;

  const domain = readDomain(value("region"), fault);
  const credentials = readCredentials(value, fault);
  const apiUrl = readUrl("apiUrl", value("apiUrl"), fault) ?? (domain && `https://api.${domain}`);
  const loginUrl = readUrl("loginUrl", value("loginUrl"), fault) ?? (domain && `https://login.${domain}`);
  if (apiUrl === undefined && value("region") === undefined && value("apiUrl") === undefined) {
    fault("region", `Set the region: ${named("region")}, for example eu-west-1 or mypurecloud.ie.`);
  } else if (
    loginUrl === undefined &&
    credentials?.kind === "client" &&
    value("loginUrl") === undefined &&
    !faults.length
  ) {
    fault(
      "loginUrl",
      `${named("apiUrl")} is set without a login host: set ${named("loginUrl")} or ${named("region")} too.`,
    );
  }
  const misdirected = misdirectedLogin(settings, { apiUrl, loginUrl });
  if (misdirected !== undefined) fault(misdirected.about, misdirected.message);
  const requestsPerMinute = readWholeNumber("requestsPerMinute", value, fault);
  const maxTokens = readWholeNumber("maxTokens", value, fault);
  const requestTimeoutSeconds = readWholeNumber("requestTimeoutSeconds", value, fault);
  const consistencyWindowSeconds = readWholeNumber("consistencyWindowSeconds", value, fault);
  const sharesListing = readBoolean("sharedListing", value, fault);
  const marksOwnership = readBoolean("ownershipMark", value, fault);
  const isHttps = [apiUrl, loginUrl].some((url) => url?.startsWith("https:"));
  const proxy = isHttps ? readProxy(environment, (message) => fault("HTTPS_PROXY", message)) : {};

  const unusable = faults.map(({ about }) => about);
  const explained = settings.map((setting) => explain(setting, { apiUrl, loginUrl }, unusable));
  if (faults.length > 0 || credentials === undefined || apiUrl === undefined) {
    return { settings: explained, faults, configuration: undefined };
  }
  const budgets = { requestsPerMinute, maxTokens, requestTimeoutSeconds, consistencyWindowSeconds };
  return {
    settings: explained,
    faults,
    configuration: { apiUrl, loginUrl, credentials, ...budgets, sharesListing, marksOwnership, proxy },
  };
}

function explain(
  { text, ...setting }: ReadSetting,
  urls: { readonly apiUrl: string | undefined; readonly loginUrl: string | undefined },
  unusable: readonly string[],
): Setting {
  if (setting.isSecret || unusable.includes(setting.key)) return { ...setting, value: undefined };
  if (setting.key !== "apiUrl" && setting.key !== "loginUrl") return { ...setting, value: text };
  const value = urls[setting.key];
  return { ...setting, value, source: text === undefined && value !== undefined ? "region" : setting.source };
}

type OnFault = (about: ConfigurationFault["about"], message: string) => void;
type Values = (key: SettingKey) => string | undefined;

function readDomain(region: string | undefined, fault: OnFault): string | undefined {
  if (region === undefined) return undefined;
  const domain = domainOfRegion(region);
  if (domain === undefined) {
    const known = Object.keys(REGIONS);
    const nearest = closest(region.toLowerCase(), [...known, ...Object.values(REGIONS)]);
    const isNear = distance(region.toLowerCase(), nearest) <= 3;
    fault(
      "region",
      `Unknown region "${region}" in ${named("region")}; ` +
        (isNear ? `did you mean ${nearest}?` : `write one of ${known.join(", ")}, or its domain.`),
    );
  }
  return domain;
}

function readCredentials(value: Values, fault: OnFault): Credentials | undefined {
  const accessToken = value("accessToken");
  const clientId = value("oauthClientId");
  const clientSecret = value("oauthClientSecret");
  if (accessToken !== undefined) {
    if (clientId === undefined && clientSecret === undefined) return { kind: "token", accessToken };
    fault(
      "accessToken",
      `Both a ready token and a login are set; remove one: ${named("accessToken")}, or ${named("oauthClientId")} and ${named("oauthClientSecret")}.`,
    );
    return undefined;
  }
  if (clientId !== undefined && clientSecret !== undefined) return { kind: "client", clientId, clientSecret };
  if (clientId === undefined && clientSecret === undefined) {
    fault(
      "oauthClientId",
      `No credentials: set ${named("oauthClientId")} and ${named("oauthClientSecret")} (secret), or ${named("accessToken")} (secret).`,
    );
  } else {
    const missing = clientId === undefined ? "oauthClientId" : "oauthClientSecret";
    fault(missing, `${named(missing)} is missing: a login needs an id and a secret.`);
  }
  return undefined;
}

function readUrl(key: "apiUrl" | "loginUrl", text: string | undefined, fault: OnFault): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    fault(key, `${named(key)} is not an absolute https URL.`);
  } else if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    fault(
      key,
      `${named(key)} uses http for ${url.hostname}: credentials travel over https only (http is allowed on loopback).`,
    );
  } else if (url.username || url.password || url.search || url.hash) {
    fault(key, `${named(key)} must not contain a user, a query or a fragment.`);
  } else {
    return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
  }
  return undefined;
}

/** Whether a host of a URL is this machine: nothing travels over a network. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function readWholeNumber(key: SettingKey, value: Values, fault: OnFault): number {
  const number = Number(value(key));
  if (!(Number.isInteger(number) && number > 0 && number <= LARGEST_NUMBER)) {
    fault(key, `${named(key)} must be a whole number from 1 to ${LARGEST_NUMBER}.`);
  }
  return number;
}

function readBoolean(key: SettingKey, value: Values, fault: OnFault): boolean {
  const text = value(key);
  if (text !== "true" && text !== "false") fault(key, `${named(key)} must be true or false.`);
  return text === "true";
}
