import * as pulumi from "@pulumi/pulumi";
import { OAUTH_CLIENT_TYPE } from "../model/oauth-client.ts";
import { pluginToken } from "../model/plugin-tokens.ts";
import { noteAdoption, noteManaged } from "./adoption.ts";
import { programSettings } from "./configured-api.ts";
import { requireSupportedCli } from "./engine-version.ts";
import { NO_OAUTH_CLIENT_OUTPUTS, type OAuthClientArgs, OAuthClientResource } from "./oauth-client-properties.ts";
import { ownershipMarkOf } from "./ownership.ts";
import { leaveOutPromiseStacks } from "./promise-stacks.ts";
import { PROVIDER_TEXT } from "./provider-text.ts";
import { giveAdvice, warnOfRefusedSecret, warnOfUnknownSecret } from "./warnings.ts";

/**
 * An OAuth client of a Genesys Cloud organisation.
 *
 * The resource option `import: "<client id>"` adopts an existing client. The client is read, compared with the arguments, and
 * taken over without writing anything, except for the ownership mark if that setting is on.
 *
 * Every change happens in place, and the client id never changes.
 *
 * @remarks
 * In the preview of an update, outputs that are not inputs (such as `clientSecret`) are unknown, because the engine asks dynamic
 * providers for no preview. The outputs that are inputs keep their values, and so does `id`: use it in place of `clientId` where a
 * preview is to show the value. On apply, only values that really changed propagate.
 *
 * @example
 * ```ts
 * const role = getAuthorizationRoleOutput({ name: "employee" });
 * const service = new OAuthClient("reporting", {
 *   name: "Reporting service",
 *   authorizedGrantType: "CLIENT-CREDENTIALS",
 *   roles: [{ roleId: role.id }], // in the home division
 *   secretVersion: "1", // change it to get a new secret
 * });
 * export const secret = service.clientSecret; // encrypted in the state, shown as [secret]
 * ```
 * @group Resource
 */
export class OAuthClient extends OAuthClientResource {
  /** Reads a client that the stack does not own. `clientSecret` is empty, because Genesys Cloud never shows it again. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): OAuthClient {
    return new OAuthClient(name, undefined, { ...opts, id });
  }

  /** Whether the object is an OAuthClient, even one from another copy of this package. */
  static override isInstance(object: unknown): object is OAuthClient {
    return pulumi.CustomResource.isInstance(object) && Reflect.get(object, "__pulumiType") === OAUTH_CLIENT_TYPE;
  }

  /** @throws {@link ConfigurationError} if the provider is not configured. Nothing has been registered then. */
  constructor(name: string, args: OAuthClientArgs | undefined, opts: pulumi.CustomResourceOptions = {}) {
    if (args === undefined && opts.id === undefined) {
      throw new pulumi.RunError(`OAuthClient "${name}" needs arguments: at least name and authorizedGrantType.`);
    }
    const { marksOwnership } = programSettings();
    requireSupportedCli();
    // The engine's own import can't adopt resources of dynamic providers (pulumi issues 16175, 3550, 17698).
    const { import: importId, ...others } = opts;
    const { importedClientSecret, ...inputs } = args ?? {};
    if (importId !== undefined) noteAdoption(name, importId);
    const restoreStacks = leaveOutPromiseStacks();
    try {
      super(
        OAUTH_CLIENT_TYPE,
        name,
        {
          ...NO_OAUTH_CLIENT_OUTPUTS,
          ...inputs,
          ...ownershipMarkOf(name, inputs, args !== undefined && marksOwnership),
          ...(importId === undefined ? {} : { importId }),
          ...(importedClientSecret === undefined ? {} : { importedClientSecret: pulumi.secret(importedClientSecret) }),
          __provider: PROVIDER_TEXT,
        },
        pulumi.mergeOptions(others, {
          additionalSecretOutputs: ["clientSecret", "importedClientSecret"],
          // A resource of the plugin with the same name becomes this one.
          aliases: [{ type: pluginToken("OAuthClient") }],
          // Both matter only at the adoption. Changing or removing them in the program later has no effect.
          ignoreChanges: ["importId", "importedClientSecret"],
        }),
      );
    } finally {
      restoreStacks();
    }
    if (args === undefined) return;
    noteManaged(this, name, importId);
    // What is to be said about the two clients of a RotatingOAuthClient is said once, about that.
    if ("rotationSlot" in args) return;
    giveAdvice(this, { ...args });
    warnOfUnknownSecret(this);
    warnOfRefusedSecret(this, this.secretStatus, "secretVersion");
  }
}
