import * as pulumi from "@pulumi/pulumi";
import {
  type Json,
  type RoleAssignment,
  SENT_FIELD_LIST,
  type SecretStatus,
  type SentProperty,
} from "../model/oauth-client.ts";

/** The outputs that are no field of the client which a program sets. The compiler sees to it that none is left out. */
const OTHER_OUTPUTS = {
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
} satisfies Record<Exclude<keyof OAuthClientOutputs, keyof pulumi.CustomResource | SentProperty>, undefined>;

/** Every output without a value, so that the engine fills the properties in. */
export const NO_OAUTH_CLIENT_OUTPUTS: Readonly<Record<string, undefined>> = {
  ...Object.fromEntries(SENT_FIELD_LIST.map(([property]) => [property, undefined])),
  ...OTHER_OUTPUTS,
};

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

/**
 * What the classes of both faces extend: CustomResource itself. The SDK counts constructors to find the line of the program that
 * declares a resource, so there must be none in between.
 */
export const OAuthClientResource = pulumi.CustomResource as typeof OAuthClientOutputs;

export type OAuthClientResource = OAuthClientOutputs;
