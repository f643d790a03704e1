import { createRequire } from "node:module";

const manifest: { readonly version: string } = createRequire(import.meta.url)("pulumi-genesyscloud-oauth/package.json");

/** Version of this package, and of the plugin that belongs to it. */
export const PLUGIN_VERSION = manifest.version;

/** Makes the engine take the plugin of this package's version, unless the program wants another one. */
export function withPluginVersion<Options extends { readonly version?: string | undefined }>(opts: Options): Options {
  return { ...opts, version: opts.version ?? PLUGIN_VERSION };
}
