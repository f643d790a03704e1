import { type ExplainedConfiguration, explainConfiguration } from "../config/configuration.ts";
import { type Environment, readSettings, type SettingKey } from "../config/settings.ts";
import { PLUGIN_PACKAGE } from "../model/plugin-tokens.ts";
import { UNKNOWN } from "../model/unknown.ts";

/** Settings that only make sense together. */
const GROUPS: readonly (readonly SettingKey[])[] = [
  ["oauthClientId", "oauthClientSecret", "accessToken"],
  ["region", "apiUrl", "loginUrl"],
];

/** What the engine adds to the arguments of every provider. */
const OF_THE_ENGINE = ["version", "pluginDownloadURL", "__internal", "__pulumi-go-provider-infer"];

/** Arguments of a provider, without the engine's own. */
export function ownArguments(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(args).filter(([key, value]) => !OF_THE_ENGINE.includes(key) && value !== "" && value !== undefined),
  );
}

/** Whether an argument is not known before the update. */
export function hasUnknownArgument(args: Readonly<Record<string, unknown>>): boolean {
  return Object.values(args).includes(UNKNOWN);
}

/** Names of all settings. */
export function settingKeys(): readonly string[] {
  return readSettings(() => undefined, {}).map(({ key }) => key);
}

/**
 * Reads the configuration of a provider: from its arguments, then from the environment. The arguments of a default provider are the stack
 * configuration `genesyscloud-oauth:…`. If the arguments hold a part of the login, no other part of it comes from the environment. The same
 * holds for the region and the hosts.
 */
export function configurationOfProvider(
  args: Readonly<Record<string, unknown>>,
  environment: Environment,
): ExplainedConfiguration {
  const own = ownArguments(args);
  const decided = GROUPS.filter((group) => group.some((key) => key in own)).flat();
  const hidden = readSettings(() => undefined, {})
    .filter(({ key }) => decided.includes(key))
    .map(({ variable }) => variable);
  return explainConfiguration(
    (key) => (key in own ? String(own[key]) : undefined),
    Object.fromEntries(Object.entries(environment).filter(([variable]) => !hidden.includes(variable))),
  );
}

/** A message about settings that names them as the stack configuration of the plugin does. */
export function inWordsOfProvider(message: string): string {
  return message.replaceAll("genesyscloud:", `${PLUGIN_PACKAGE}:`);
}
