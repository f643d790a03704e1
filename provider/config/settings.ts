/** What is known of a setting beforehand. */
interface SettingRule {
  readonly variable: string;
  /** The value must never be shown. */
  readonly isSecret?: boolean;
  /** The value where nothing is set. */
  readonly fallback?: string;
}

/** Every setting, by its key within the namespace `genesyscloud` of the stack configuration. The only list of them. */
const RULES = {
  region: { variable: "GENESYSCLOUD_REGION" },
  oauthClientId: { variable: "GENESYSCLOUD_OAUTHCLIENT_ID" },
  oauthClientSecret: { variable: "GENESYSCLOUD_OAUTHCLIENT_SECRET", isSecret: true },
  accessToken: { variable: "GENESYSCLOUD_ACCESS_TOKEN", isSecret: true },
  apiUrl: { variable: "GENESYSCLOUD_API_URL" },
  loginUrl: { variable: "GENESYSCLOUD_LOGIN_URL" },
  requestsPerMinute: { variable: "GENESYSCLOUD_REQUESTS_PER_MINUTE", fallback: "300" },
  maxTokens: { variable: "GENESYSCLOUD_MAX_TOKENS", fallback: "10" },
  requestTimeoutSeconds: { variable: "GENESYSCLOUD_REQUEST_TIMEOUT_SECONDS", fallback: "30" },
  consistencyWindowSeconds: { variable: "GENESYSCLOUD_CONSISTENCY_WINDOW_SECONDS", fallback: "30" },
  sharedListing: { variable: "GENESYSCLOUD_SHARED_LISTING", fallback: "true" },
  ownershipMark: { variable: "GENESYSCLOUD_OWNERSHIP_MARK", fallback: "false" },
} as const satisfies Record<string, SettingRule>;

/** Key of a setting in the stack configuration, without the namespace. */
export type SettingKey = keyof typeof RULES;

/** Looks up a stack configuration value by its key within the namespace `genesyscloud`. */
export type StackConfigReader = (key: string) => string | undefined;

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a value comes from; `unset` where there is none. */
export type SettingSource = "stack" | "environment" | "default" | "unset";

/** A setting as it was read. */
export interface ReadSetting {
  readonly key: SettingKey;
  /** Its variable in the environment. */
  readonly variable: string;
  readonly isSecret: boolean;
  readonly source: SettingSource;
  /** Without the blanks around it; undefined where nothing is set. */
  readonly text: string | undefined;
  /** Whether the variable holds another value, which the stack configuration's takes the place of. */
  readonly hidesVariable: boolean;
}

/** Reads every setting: from the stack configuration first, then from the environment. Blank values count as absent. */
export function readSettings(stackConfig: StackConfigReader, environment: Environment): readonly ReadSetting[] {
  return (Object.keys(RULES) as SettingKey[]).map((key) => {
    const { variable, isSecret = false, fallback }: SettingRule = RULES[key];
    const ofStack = blankToUndefined(stackConfig(key));
    const ofEnvironment = blankToUndefined(environment[variable]);
    const text = ofStack ?? ofEnvironment ?? fallback;
    const source = sourceOf(ofStack, ofEnvironment, fallback);
    const hidesVariable = ofStack !== undefined && ofEnvironment !== undefined && ofStack !== ofEnvironment;
    return { key, variable, isSecret, source, text, hidesVariable };
  });
}

/** A setting in words, with both of its names: `genesyscloud:region (GENESYSCLOUD_REGION)`. */
export function named(key: SettingKey): string {
  return `genesyscloud:${key} (${RULES[key].variable})`;
}

/** Text without the blanks around it; undefined where nothing remains. */
export function blankToUndefined(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text.trim();
}

function sourceOf(stack?: string, environment?: string, fallback?: string): SettingSource {
  if (stack !== undefined) return "stack";
  if (environment !== undefined) return "environment";
  return fallback === undefined ? "unset" : "default";
}
