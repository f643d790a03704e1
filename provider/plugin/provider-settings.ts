import { isDeepStrictEqual } from "node:util";
import type { Configuration } from "../config/configuration.ts";
import { ConfigurationError, GuardError } from "../errors/index.ts";
import type { InputFailure } from "../model/check-inputs.ts";
import { nearWord } from "../model/near-word.ts";
import { detailedDiff } from "./detailed-diff.ts";
import type { ResourceDiff } from "./resource-calls.ts";
import {
  configurationOfProvider,
  hasUnknownArgument,
  inWordsOfProvider,
  ownArguments,
  settingKeys,
} from "./settings-of-provider.ts";

/** Gets the reader of the configuration, and the configuration itself, which is undefined where there are faults. */
type OnConfigured = (read: () => Promise<Configuration>, configuration: Configuration | undefined) => void;

type Values = Readonly<Record<string, unknown>>;

/** The arguments of a provider: checked, compared, and handed over. */
export class ProviderSettings {
  private readonly onConfigured: OnConfigured;
  private configuredWith: Values | undefined;

  /** @param onConfigured called as soon as the engine has sent the arguments. */
  constructor(onConfigured: OnConfigured) {
    this.onConfigured = onConfigured;
  }

  /** Everything that is wrong with the arguments, and with the configuration that they make together with the environment. */
  check(args: Values): readonly InputFailure[] {
    const known = settingKeys();
    const unknown = Object.keys(ownArguments(args)).filter((key) => !known.includes(key));
    if (unknown.length > 0) return unknown.map((key) => ({ property: "", reason: unknownSetting(key, known) }));
    // What another resource tells only during the update is checked then.
    if (hasUnknownArgument(args)) return [];
    // No failure names a property: the engine would print its value.
    return configurationOfProvider(args, process.env).faults.map(({ message }) => ({
      property: "",
      reason: inWordsOfProvider(message),
    }));
  }

  /** Nothing is replaced: the guard of the organisation stops what would not fit. */
  diff(before: Values, after: Values): ResourceDiff {
    const details = detailedDiff(ownArguments(before), ownArguments(after));
    return { isChanged: details.size > 0, replaces: [], details };
  }

  /** @throws GuardError if the process has other settings already: a session that uses them may be open. */
  configure(args: Values): void {
    const own = ownArguments(args);
    if (this.configuredWith !== undefined) {
      if (isDeepStrictEqual(this.configuredWith, own)) return;
      throw new GuardError("This process of the provider plugin is configured already, with other settings", {
        nextStep: "Start another process for other settings, as Pulumi does.",
      });
    }
    this.configuredWith = own;
    const { configuration, faults } = configurationOfProvider(args, process.env);
    this.onConfigured(async () => {
      if (configuration !== undefined) return configuration;
      const list = faults.map(({ message }) => `- ${inWordsOfProvider(message)}`).join("\n");
      throw new ConfigurationError(`The configuration for Genesys Cloud is not complete or not valid:\n${list}`);
    }, configuration);
  }
}

function unknownSetting(key: string, known: readonly string[]): string {
  const near = nearWord(key, known, 3);
  return `${key} is not a setting: ${near !== undefined ? `did you mean ${near}?` : `there are ${known.join(", ")}`}`;
}
