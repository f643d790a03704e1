import * as pulumi from "@pulumi/pulumi";
import { type GrantType, type Json, OAUTH_CLIENT_TYPE } from "../model/oauth-client.ts";
import { pluginToken } from "../model/plugin-tokens.ts";
import { noteAdoption, noteManaged } from "./adoption.ts";
import { programSettings } from "./configured-api.ts";
import { requireSupportedCli } from "./engine-version.ts";
import { NO_OAUTH_CLIENT_OUTPUTS, OAuthClientResource } from "./oauth-client-outputs.ts";
import { ownershipMarkOf } from "./ownership.ts";
import { leaveOutPromiseStacks } from "./promise-stacks.ts";
import { PROVIDER_TEXT } from "./provider-text.ts";
import { giveAdvice, warnOfRefusedSecret, warnOfUnknownSecret } from "./warnings.ts";

/**
 * The inputs of an {@link OAuthClient}.
 * @group Resource
 */
export interface OAuthClientArgs {
  /** Name shown in Genesys Cloud. It need not be unique. Changed in place. */
  readonly name: pulumi.Input<string>;
  /** `CODE`, `TOKEN`, `SAML2-BEARER`, `PASSWORD` or `CLIENT-CREDENTIALS`. Changed in place. */
  readonly authorizedGrantType: pulumi.Input<GrantType>;
  /** Free text. Default: none. Changed in place. */
  readonly description?: pulumi.Input<string | undefined>;
  /** Lifetime of the access tokens in seconds, 300 to 38,880,000. Above 172,800 for SCIM only. Default 86,400 (one day). */
  readonly accessTokenValiditySeconds?: pulumi.Input<number | undefined>;
  /** Set of absolute URIs that a login may return to. For CODE and TOKEN. */
  readonly registeredRedirectUris?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
  /** Set of scope ids such as `analytics:readonly`. Not for CLIENT-CREDENTIALS. See {@link getOAuthScopes}. */
  readonly scopes?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
  /** Set of roles in divisions. Only for CLIENT-CREDENTIALS, which needs at least one. The login must hold each role itself. */
  readonly roles?: pulumi.Input<readonly pulumi.Input<OAuthClientRole>[] | undefined>;
  /** `active` (default) or `inactive`. */
  readonly state?: pulumi.Input<"active" | "inactive" | undefined>;
  /**
   * Setting or changing it on an existing client regenerates the secret in place. The old secret stops working at once.
   * Creation and adoption only record it, and removing it does nothing. `1` equals `"1"`. Diffs show it in clear text.
   * Preview and update warn before the secret is regenerated. The warning names the client, and stands with the messages of the stack.
   */
  readonly secretVersion?: pulumi.Input<string | number | undefined>;
  /** Fields of the API that this version does not manage. They are merged into requests and compared when read. */
  readonly extraProperties?: pulumi.Input<Readonly<Record<string, pulumi.Input<Json>>> | undefined>;
  /** Permits deleting, disabling or rotating the client that the provider itself is logged in as. Default false. */
  readonly allowSelf?: pulumi.Input<boolean | undefined>;
  /**
   * Whether a refresh asks the login host if the secret still works. Default false. See {@link OAuthClient.secretStatus}.
   *
   * It costs one request to the login host for each client and refresh, and none of the API's budget. A CLIENT-CREDENTIALS client logs in, and
   * the token is thrown away. The other grant types present a made-up code, assertion or user, which is refused after the
   * secret has been accepted. TOKEN has no secret to check, and neither has an adopted client whose secret is unknown.
   */
  readonly verifySecret?: pulumi.Input<boolean | undefined>;
  /**
   * The secret of the adopted client, if you know it. Only with the resource option `import`. Always a secret. Without it,
   * `clientSecret` is empty until `secretVersion` generates a new one.
   */
  readonly importedClientSecret?: pulumi.Input<string | undefined>;
}

/**
 * A role granted within a division.
 * @group Resource
 */
export interface OAuthClientRole {
  /** Id of the role. See {@link getAuthorizationRole}. */
  readonly roleId: pulumi.Input<string>;
  /** Id of the division, or `*` for all divisions. Default: the home division. See {@link getAuthorizationDivision}. */
  readonly divisionId?: pulumi.Input<string | undefined>;
}

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
