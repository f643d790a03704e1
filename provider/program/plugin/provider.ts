import * as pulumi from "@pulumi/pulumi";
import { PLUGIN_PACKAGE } from "../../model/plugin-tokens.ts";
import { requireInstalledPlugin } from "./missing-plugin.ts";
import { withPluginVersion } from "./plugin-version.ts";

/**
 * The settings of a {@link Provider}. Each that is left out comes from the environment of the process that runs Pulumi.
 *
 * A login is never put together from two places: if the arguments hold a part of it, the environment's login does not count.
 * The same holds for the region and the hosts.
 * @group Provider
 */
export interface ProviderArgs {
  /** AWS region name or Genesys Cloud domain, such as `eu-west-1` or `mypurecloud.ie`. Environment: `GENESYSCLOUD_REGION`. */
  readonly region?: pulumi.Input<string | undefined>;
  /** Id of the OAuth client to log in with. Its grant type is Client Credentials. Environment: `GENESYSCLOUD_OAUTHCLIENT_ID`. */
  readonly oauthClientId?: pulumi.Input<string | undefined>;
  /** Secret of the OAuth client to log in with. Always a secret. Environment: `GENESYSCLOUD_OAUTHCLIENT_SECRET`. */
  readonly oauthClientSecret?: pulumi.Input<string | undefined>;
  /** A token to use instead of the login. Always a secret. Environment: `GENESYSCLOUD_ACCESS_TOKEN`. */
  readonly accessToken?: pulumi.Input<string | undefined>;
  /** Another API host, such as a gateway or the simulator: https, or http on loopback. Environment: `GENESYSCLOUD_API_URL`. */
  readonly apiUrl?: pulumi.Input<string | undefined>;
  /** Another login host: https, or http on loopback. Environment: `GENESYSCLOUD_LOGIN_URL`. */
  readonly loginUrl?: pulumi.Input<string | undefined>;
  /** Most requests in any 60 seconds with one token. Default 300. Environment: `GENESYSCLOUD_REQUESTS_PER_MINUTE`. */
  readonly requestsPerMinute?: pulumi.Input<number | undefined>;
  /** Most access tokens at a time. Default 10. Environment: `GENESYSCLOUD_MAX_TOKENS`. */
  readonly maxTokens?: pulumi.Input<number | undefined>;
  /** Time limit of one request in seconds. Default 30. Environment: `GENESYSCLOUD_REQUEST_TIMEOUT_SECONDS`. */
  readonly requestTimeoutSeconds?: pulumi.Input<number | undefined>;
  /** Seconds until a new client is surely visible to reads and listings. Default 30. Environment: `GENESYSCLOUD_CONSISTENCY_WINDOW_SECONDS`. */
  readonly consistencyWindowSeconds?: pulumi.Input<number | undefined>;
  /** Whether reads of many clients share the paged listing. Default true; false sends one request for each. Environment: `GENESYSCLOUD_SHARED_LISTING`. */
  readonly sharedListing?: pulumi.Input<boolean | undefined>;
  /** Whether the descriptions of the clients end with a mark of project, stack and resource. Default false. Environment: `GENESYSCLOUD_OWNERSHIP_MARK`. */
  readonly ownershipMark?: pulumi.Input<boolean | undefined>;
}

/**
 * An organisation and the login to it, for resources with the option `provider`. Its secrets are encrypted in the state.
 *
 * Another login to the same organisation changes nothing else. A login to another organisation is refused as soon as it meets a resource
 * of the first one.
 *
 * @example
 * ```ts
 * const europe = new Provider("europe", {
 *   region: "eu-west-1",
 *   oauthClientId: "00000000-0000-0000-0000-000000000000",
 *   oauthClientSecret: new pulumi.Config().requireSecret("europeSecret"),
 * });
 * new OAuthClient("app", { name: "App", authorizedGrantType: "CODE" }, { provider: europe });
 * ```
 * @group Provider
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts: pulumi.ResourceOptions = {}) {
    if (opts.pluginDownloadURL === undefined) requireInstalledPlugin();
    const { oauthClientSecret, accessToken, ...settings } = args;
    const secrets = Object.entries({ oauthClientSecret, accessToken }).filter(([, value]) => value !== undefined);
    super(
      PLUGIN_PACKAGE,
      name,
      {
        // A provider takes texts: everything else travels as JSON.
        ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, asText(value)])),
        ...Object.fromEntries(secrets.map(([key, value]) => [key, pulumi.secret(value)])),
      },
      withPluginVersion(opts),
    );
  }
}

function asText(value: pulumi.Input<string | number | boolean | undefined>): pulumi.Output<string | undefined> {
  return pulumi
    .output(value)
    .apply((known) => (typeof known === "number" || typeof known === "boolean" ? JSON.stringify(known) : known));
}
