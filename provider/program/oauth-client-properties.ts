import * as pulumi from "@pulumi/pulumi";
import { type ClientFieldName, eachField } from "../model/client-fields.ts";
import type { GrantType, Json, OAuthClientState, RoleAssignment, SecretStatus } from "../model/oauth-client.ts";

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
   *
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
   * The secret of the adopted client, if you know it. Only with the resource option `import`.
   *
   * Always a secret. Without it, `clientSecret` is empty until `secretVersion` generates a new one.
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

/** The outputs of an OAuthClient, which both faces of this package share. */
declare abstract class OAuthClientOutputs extends pulumi.CustomResource {
  /** Name shown in Genesys Cloud. It need not be unique. */
  readonly name: pulumi.Output<string>;
  /** `CODE`, `TOKEN`, `SAML2-BEARER`, `PASSWORD` or `CLIENT-CREDENTIALS`. */
  readonly authorizedGrantType: pulumi.Output<string>;
  /** Empty if there is none. */
  readonly description: pulumi.Output<string>;
  /** Lifetime of the access tokens in seconds. */
  readonly accessTokenValiditySeconds: pulumi.Output<number>;
  /** Sorted, without duplicates. Empty if there are none. */
  readonly registeredRedirectUris: pulumi.Output<readonly string[]>;
  /** Scope ids, sorted, without duplicates. Empty if there are none. */
  readonly scopes: pulumi.Output<readonly string[]>;
  /** Sorted, without duplicates. Empty if there are none. */
  readonly roles: pulumi.Output<readonly RoleAssignment[]>;
  /** `active`, `inactive`, or `disabled` (locked by Genesys Cloud support). */
  readonly state: pulumi.Output<string>;
  /** As last applied. A number is stored as a string. */
  readonly secretVersion: pulumi.Output<string | undefined>;
  /** As declared. */
  readonly extraProperties: pulumi.Output<Readonly<Record<string, Json>> | undefined>;
  /** As declared. */
  readonly allowSelf: pulumi.Output<boolean | undefined>;
  /** As declared. */
  readonly verifySecret: pulumi.Output<boolean | undefined>;
  /** The same as `id`. */
  readonly clientId: pulumi.Output<string>;
  /** Always a secret. Empty if it is not known. */
  readonly clientSecret: pulumi.Output<string>;
  /** Time at which this stack generated the secret, ISO 8601. Absent if it is unknown, as for an adopted client. */
  readonly secretDate: pulumi.Output<string | undefined>;
  /**
   * Whether the secret still worked at the last refresh: `valid`, `invalid`, or `unknown`. Present only with `verifySecret`.
   *
   * `invalid` shows as a difference at every refresh, until you change `secretVersion`. An update without that change leaves the secret alone.
   * Only the answer `invalid_client` counts. After any other failure, the status is `unknown`, or stays `invalid`.
   */
  readonly secretStatus: pulumi.Output<SecretStatus | undefined>;
  /** Time of creation, ISO 8601. */
  readonly dateCreated: pulumi.Output<string>;
  /** Time of the last change, ISO 8601. */
  readonly dateModified: pulumi.Output<string | undefined>;
  /** Id of the user or client that created it. */
  readonly createdBy: pulumi.Output<string | undefined>;
  /** Id of the user or client that changed it last. */
  readonly modifiedBy: pulumi.Output<string | undefined>;
  /**
   * Time of the final deletion, ISO 8601. Set only while Genesys Cloud keeps a deleted client restorable.
   * The next `pulumi up` restores it.
   */
  readonly dateToDelete: pulumi.Output<string | undefined>;
  /** Path of the client in the API. */
  readonly selfUri: pulumi.Output<string | undefined>;
  /** Id of the organisation that the client belongs to. The login of another organisation can't touch it. */
  readonly organizationId: pulumi.Output<string>;
  /** Origin of the API through which the client was created. */
  readonly apiUrl: pulumi.Output<string>;
}

type FieldOutputs = { readonly [K in ClientFieldName]: pulumi.Output<OAuthClientState[K]> };

/** No value for each output, and for each argument, which is an output too. Both need all fields of the client. */
type NoOutputs<Args extends Readonly<Record<ClientFieldName, unknown>>, Outputs extends FieldOutputs> = Readonly<
  Record<Exclude<keyof Args | keyof Outputs, keyof pulumi.CustomResource | "importedClientSecret">, undefined>
>;

/** Every output without a value, so that the engine fills the properties in. */
export const NO_OAUTH_CLIENT_OUTPUTS: Readonly<Record<string, undefined>> = {
  ...eachField(() => undefined),
  secretVersion: undefined,
  extraProperties: undefined,
  allowSelf: undefined,
  verifySecret: undefined,
  clientId: undefined,
  clientSecret: undefined,
  secretDate: undefined,
  secretStatus: undefined,
  dateCreated: undefined,
  dateModified: undefined,
  createdBy: undefined,
  modifiedBy: undefined,
  dateToDelete: undefined,
  selfUri: undefined,
  organizationId: undefined,
  apiUrl: undefined,
  // If an argument or an output is missing, the compiler says so here.
} satisfies NoOutputs<Required<OAuthClientArgs>, OAuthClientOutputs>;

/**
 * What the classes of both faces extend: CustomResource itself. The SDK counts constructors to find the line of the program that
 * declares a resource, so there must be none in between.
 */
export const OAuthClientResource = pulumi.CustomResource as typeof OAuthClientOutputs;

export type OAuthClientResource = OAuthClientOutputs;
