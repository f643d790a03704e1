import * as pulumi from "@pulumi/pulumi";
import { readSettings } from "../../config/settings.ts";
import { PLUGIN_PACKAGE } from "../../model/plugin-tokens.ts";
import { perRun } from "../per-run.ts";
import { requireInstalledPlugin } from "./missing-plugin.ts";

/** Options that say which provider a resource has. */
type ProviderOptions = Pick<
  pulumi.CustomResourceOptions & pulumi.InvokeOptions,
  "provider" | "parent" | "pluginDownloadURL"
>;

/**
 * Ends the program if it takes its default provider although the plugin is missing, or although the stack is configured for the dynamic
 * face only. The engine gives a plugin the configuration of its own namespace and no other.
 */
export function requireUsablePlugin(token: string, { provider, parent, pluginDownloadURL }: ProviderOptions): void {
  if (provider !== undefined || parent?.getProvider(token) !== undefined) return;
  if (pluginDownloadURL === undefined) requireInstalledPlugin();
  requireRenamed();
}

const requireRenamed = perRun(() => {
  const [dynamic, plugin] = ["genesyscloud", PLUGIN_PACKAGE].map((namespace) => new pulumi.Config(namespace));
  const settings = readSettings(() => undefined, {});
  const missing = settings.filter(({ key }) => dynamic?.get(key) !== undefined && plugin?.get(key) === undefined);
  if (missing.length === 0) return;
  const commands = missing.map(({ key, isSecret }) =>
    isSecret
      ? `  pulumi config get genesyscloud:${key} | pulumi config set --secret ${PLUGIN_PACKAGE}:${key}`
      : `  pulumi config set ${PLUGIN_PACKAGE}:${key} ${JSON.stringify(dynamic?.get(key))}`,
  );
  throw new pulumi.RunError(
    `The provider plugin reads its settings as ${PLUGIN_PACKAGE}:…, and this stack has some as genesyscloud:… only. Nothing was changed.\n` +
      `Run these commands, then run Pulumi again:\n${commands.join("\n")}`,
  );
});
