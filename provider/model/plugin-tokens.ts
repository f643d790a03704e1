import { INTEGRATION_CREDENTIAL_TYPE } from "./integration-credential.ts";
import { OAUTH_CLIENT_TYPE } from "./oauth-client.ts";

/** Name of the provider plugin, and of its namespace in stack configurations. FROZEN: states keep it. */
export const PLUGIN_PACKAGE = "genesyscloud-oauth";

/** Token of a resource or a function of the plugin: `genesyscloud-oauth:index:OAuthClient`. */
export function pluginToken<Name extends string>(name: Name): `${typeof PLUGIN_PACKAGE}:index:${Name}` {
  return `${PLUGIN_PACKAGE}:index:${name}`;
}

/** Whether a resource of this type is an IntegrationCredential, of either face. */
export function isCredentialType(type: string): boolean {
  return type === INTEGRATION_CREDENTIAL_TYPE || type === pluginToken("IntegrationCredential");
}

/** Whether a resource of this type is an OAuthClient, of either face. */
export function isOAuthClientType(type: string): boolean {
  return type === OAUTH_CLIENT_TYPE || type === pluginToken("OAuthClient");
}
