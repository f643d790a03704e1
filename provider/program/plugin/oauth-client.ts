import * as pulumi from "@pulumi/pulumi";
import { OAUTH_CLIENT_TYPE } from "../../model/oauth-client.ts";
import { pluginToken } from "../../model/plugin-tokens.ts";
import { requireSupportedCli } from "../engine-version.ts";
import { NO_OAUTH_CLIENT_OUTPUTS, type OAuthClientArgs, OAuthClientResource } from "../oauth-client-properties.ts";
import { leaveOutPromiseStacks } from "../promise-stacks.ts";
import { requireUsablePlugin } from "./plugin-settings.ts";
import { withPluginVersion } from "./plugin-version.ts";

const TYPE = pluginToken("OAuthClient");

/**
 * An OAuth client of a Genesys Cloud organisation, managed by the provider plugin.
 *
 * The resource option `import` is the engine's own: the client is read, and updated at once if it differs from the arguments. The
 * preview shows both. A client of the dynamic face with the same name becomes this resource without any change.
 * @group Resource
 */
export class OAuthClient extends OAuthClientResource {
  /** Reads a client that the stack does not own. `clientSecret` is empty, because Genesys Cloud never shows it again. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): OAuthClient {
    return new OAuthClient(name, undefined, { ...opts, id });
  }

  /** Whether the object is an OAuthClient of the plugin, even one from another copy of this package. */
  static override isInstance(object: unknown): object is OAuthClient {
    return pulumi.CustomResource.isInstance(object) && Reflect.get(object, "__pulumiType") === TYPE;
  }

  constructor(name: string, args: OAuthClientArgs | undefined, opts: pulumi.CustomResourceOptions = {}) {
    if (args === undefined && opts.id === undefined) {
      throw new pulumi.RunError(`OAuthClient "${name}" needs arguments: at least name and authorizedGrantType.`);
    }
    requireSupportedCli();
    requireUsablePlugin(TYPE, opts);
    const { importedClientSecret, ...inputs } = args ?? {};
    const restoreStacks = leaveOutPromiseStacks();
    try {
      super(
        TYPE,
        name,
        {
          ...NO_OAUTH_CLIENT_OUTPUTS,
          ...inputs,
          ...(importedClientSecret === undefined ? {} : { importedClientSecret: pulumi.secret(importedClientSecret) }),
        },
        pulumi.mergeOptions(withPluginVersion(opts), { aliases: [{ type: OAUTH_CLIENT_TYPE }] }),
      );
    } finally {
      restoreStacks();
    }
  }
}
