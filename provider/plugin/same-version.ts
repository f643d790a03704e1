import { PLUGIN_PACKAGE } from "../model/plugin-tokens.ts";
import { packageVersion } from "./schema.ts";

/** The next step where an SDK asks for something that the plugin does not have. */
export async function sameVersionAdvice(): Promise<string> {
  return `Use the plugin and the SDK of the same version: this is version ${await packageVersion()} of the plugin ${PLUGIN_PACKAGE}.`;
}

/** The reason why a property is refused. If nothing like it exists, the reason tells that an SDK of another version may have it. */
export async function withVersionAdvice(reason: string): Promise<string> {
  if (!/^is not a property: (?!did you mean)/.test(reason)) return reason;
  return `${reason}. Version ${await packageVersion()} of the plugin has no such property: if your SDK has it, use the plugin of the SDK's version`;
}
