import { isUuid } from "../../provider/api/identifiers.ts";
import type { ExplainedConfiguration, Setting } from "../../provider/config/configuration.ts";
import type { StackConfiguration } from "../engine/engine-stack.ts";
import { green, neutral, red, yellow } from "./checks.ts";
import type { Check } from "./report.ts";

/** Said where a stack, or what may be one, has a configuration that can't be read. */
export const LOST = "not checked: the stack's configuration can't be read";

/** Each setting: where it comes from, its value unless it is secret, and what is wrong with it. */
export function checkConfiguration(
  { settings, faults, configuration }: ExplainedConfiguration,
  stack: StackConfiguration | undefined,
): readonly Check[] {
  return settings.map((setting) => {
    const fault = faults.find(({ about }) => about === setting.key);
    const isEncrypted = setting.source === "stack" && stack?.isEncrypted(setting.key) === true;
    const { id, title } = names(setting);
    if (fault !== undefined) return red(id, title, faultyText(setting), fault.message, { source: setting.source });
    const caution = configuration?.caution;
    if (caution?.about === setting.key) {
      return yellow(id, title, `${setting.value} is on this machine`, caution.message, { source: setting.source });
    }
    if (setting.source === "unset") {
      const facts = { source: setting.source };
      if (faults.length > 0) return neutral(id, title, "not set", undefined, facts);
      return green(id, title, "not set, and not needed", facts);
    }
    return checkSetting(setting, isEncrypted);
  });
}

/** The checks of the settings where nobody knows what counts. */
export function unreadConfiguration(settings: readonly Setting[]): readonly Check[] {
  return settings.map((setting) => {
    const { id, title } = names(setting);
    return neutral(id, title, LOST);
  });
}

function checkSetting(setting: Setting, isEncrypted: boolean): Check {
  const { id, title } = names(setting);
  const { key, source, isSecret, value, variable, hidesVariable } = setting;
  const facts = { source };
  if (isSecret && source === "stack" && !isEncrypted) {
    const todo = `Encrypt it: pulumi config set --secret genesyscloud:${key}. Then get a new one: the file may have been read.`;
    return yellow(id, title, `set, as plain text (${sourceName(setting)})`, todo, facts);
  }
  const shown = isSecret || isEncrypted || value === undefined ? "set" : value;
  if (key === "oauthClientId" && shown !== "set" && !isUuid(shown)) {
    const todo = "Write the id of the OAuth client, as the admin UI shows it; a secret here would be visible.";
    return yellow(id, title, `set, but not an id such as Genesys Cloud's (${sourceName(setting)})`, todo, facts);
  }
  const text = `${shown}${isEncrypted ? ", encrypted" : ""} (${sourceName(setting)})`;
  if (!hidesVariable) return green(id, title, text, facts);
  return neutral(
    id,
    title,
    text,
    `${variable} holds another value, which does not count; unset it if it should not be there.`,
    facts,
  );
}

function faultyText(setting: Setting): string {
  return setting.source === "unset" ? "not set" : `can't be used (${sourceName(setting)})`;
}

function sourceName({ source, variable }: Setting): string {
  switch (source) {
    case "stack":
      return "stack configuration";
    case "environment":
      return variable;
    case "region":
      return "from the region";
    default:
      return source;
  }
}

function names({ key }: Setting): { readonly id: string; readonly title: string } {
  return { id: `setting.${key}`, title: key };
}
