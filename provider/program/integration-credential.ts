import * as pulumi from "@pulumi/pulumi";
import { INTEGRATION_CREDENTIAL_TYPE } from "../model/integration-credential.ts";
import { pluginToken } from "../model/plugin-tokens.ts";
import { CREDENTIAL_KIND } from "../model/resource-kind.ts";
import { noteAdoption, noteManaged } from "./adoption.ts";
import { programSettings } from "./configured-api.ts";
import { requireSupportedCli } from "./engine-version.ts";
import { IntegrationCredentialResource, NO_CREDENTIAL_OUTPUTS } from "./integration-credential-outputs.ts";
import { leaveOutPromiseStacks } from "./promise-stacks.ts";
import { PROVIDER_TEXT } from "./provider-text.ts";

/**
 * The inputs of an {@link IntegrationCredential}.
 * @group Resource
 */
export interface IntegrationCredentialArgs {
  /** Name shown in Genesys Cloud. It need not be unique. White space at its ends is left out. Changed in place. */
  readonly name: pulumi.Input<string>;
  /**
   * Name of the credential type, such as `basicAuth` or `userDefinedOAuth`. Default `pureCloudOAuthClient`. Changing it replaces the
   * credential.
   */
  readonly type?: pulumi.Input<string | undefined>;
  /**
   * All fields of the credential. `pureCloudOAuthClient` has `clientId` and `clientSecret`. Always secrets. None may be empty. Changed in
   * place, all of them with one request.
   */
  readonly fields: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
}

/**
 * A credential that integrations and data actions of Genesys Cloud use to log in, for example with an OAuth client.
 *
 * Genesys Cloud never shows the fields of a credential again. They are kept as secrets in the state. A refresh finds a changed name and
 * a deleted credential, but it can't find fields that somebody else has changed.
 *
 * The resource option `import: "<credential id>"` adopts an existing credential. Its name and type must be as the program says. Nobody
 * can see its fields, so the adoption sends those of the program: from then on they are what integrations read.
 *
 * @example
 * ```ts
 * const client = new OAuthClient("data-actions", {
 *   name: "Data actions",
 *   authorizedGrantType: "CLIENT-CREDENTIALS",
 *   roles: [{ roleId: getAuthorizationRoleOutput({ name: "employee" }).id }],
 * });
 * new IntegrationCredential("data-actions", {
 *   name: "Data actions",
 *   fields: { clientId: client.clientId, clientSecret: client.clientSecret },
 * });
 * ```
 * @group Resource
 */
export class IntegrationCredential extends IntegrationCredentialResource {
  /** Reads a credential that the stack does not own. `fields` is empty, because Genesys Cloud never shows them. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): IntegrationCredential {
    return new IntegrationCredential(name, undefined, { ...opts, id });
  }

  /** Whether the object is an IntegrationCredential, even one from another copy of this package. */
  static override isInstance(object: unknown): object is IntegrationCredential {
    return (
      pulumi.CustomResource.isInstance(object) && Reflect.get(object, "__pulumiType") === INTEGRATION_CREDENTIAL_TYPE
    );
  }

  /** @throws {@link ConfigurationError} if the provider is not configured. Nothing has been registered then. */
  constructor(name: string, args: IntegrationCredentialArgs | undefined, opts: pulumi.CustomResourceOptions = {}) {
    if (args === undefined && opts.id === undefined) {
      throw new pulumi.RunError(`IntegrationCredential "${name}" needs arguments: name and fields.`);
    }
    programSettings();
    requireSupportedCli();
    // The engine's own import can't adopt resources of dynamic providers (pulumi issues 16175, 3550, 17698).
    const { import: importId, ...others } = opts;
    if (importId !== undefined) noteAdoption(name, importId, "integration credential");
    const restoreStacks = leaveOutPromiseStacks();
    try {
      super(
        INTEGRATION_CREDENTIAL_TYPE,
        name,
        {
          ...NO_CREDENTIAL_OUTPUTS,
          ...args,
          ...(args?.fields === undefined ? {} : { fields: pulumi.secret(args.fields) }),
          ...(importId === undefined ? {} : { importId }),
          // The provider host does not say which kind of resource it asks about: this does.
          resourceKind: CREDENTIAL_KIND,
          __provider: PROVIDER_TEXT,
        },
        pulumi.mergeOptions(others, {
          additionalSecretOutputs: ["fields"],
          // A resource of the plugin with the same name becomes this one.
          aliases: [{ type: pluginToken("IntegrationCredential") }],
          // It matters only at the adoption. Changing or removing it in the program later has no effect.
          ignoreChanges: ["importId"],
        }),
      );
    } finally {
      restoreStacks();
    }
    if (args !== undefined) noteManaged(this, name, importId, "integration credential");
  }
}
