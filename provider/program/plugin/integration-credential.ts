import * as pulumi from "@pulumi/pulumi";
import { INTEGRATION_CREDENTIAL_TYPE } from "../../model/integration-credential.ts";
import { pluginToken } from "../../model/plugin-tokens.ts";
import { requireSupportedCli } from "../engine-version.ts";
import type { IntegrationCredentialArgs } from "../integration-credential.ts";
import { IntegrationCredentialResource, NO_CREDENTIAL_OUTPUTS } from "../integration-credential-outputs.ts";
import { leaveOutPromiseStacks } from "../promise-stacks.ts";
import { requireUsablePlugin } from "./plugin-settings.ts";
import { withPluginVersion } from "./plugin-version.ts";

const TYPE = pluginToken("IntegrationCredential");

/**
 * A credential that integrations and data actions of Genesys Cloud use to log in, managed by the provider plugin.
 *
 * The resource option `import` is the engine's own. Nobody can see the fields of a credential, so the import is followed by an update
 * with those of the program. A credential of the dynamic face with the same name becomes this resource without any change.
 * @group Resource
 */
export class IntegrationCredential extends IntegrationCredentialResource {
  /** Reads a credential that the stack does not own. `fields` is empty, because Genesys Cloud never shows them. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): IntegrationCredential {
    return new IntegrationCredential(name, undefined, { ...opts, id });
  }

  /** Whether the object is an IntegrationCredential of the plugin, even one from another copy of this package. */
  static override isInstance(object: unknown): object is IntegrationCredential {
    return pulumi.CustomResource.isInstance(object) && Reflect.get(object, "__pulumiType") === TYPE;
  }

  constructor(name: string, args: IntegrationCredentialArgs | undefined, opts: pulumi.CustomResourceOptions = {}) {
    if (args === undefined && opts.id === undefined) {
      throw new pulumi.RunError(`IntegrationCredential "${name}" needs arguments: name and fields.`);
    }
    requireSupportedCli();
    requireUsablePlugin(TYPE, opts);
    const restoreStacks = leaveOutPromiseStacks();
    try {
      super(
        TYPE,
        name,
        {
          ...NO_CREDENTIAL_OUTPUTS,
          ...args,
          ...(args?.fields === undefined ? {} : { fields: pulumi.secret(args.fields) }),
        },
        pulumi.mergeOptions(withPluginVersion(opts), { aliases: [{ type: INTEGRATION_CREDENTIAL_TYPE }] }),
      );
    } finally {
      restoreStacks();
    }
  }
}
