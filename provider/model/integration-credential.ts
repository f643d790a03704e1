import type { CREDENTIAL_KIND } from "./resource-kind.ts";

/** Type token of the resource in the engine's states. FROZEN. */
export const INTEGRATION_CREDENTIAL_TYPE = "pulumi-nodejs:dynamic/genesyscloud:IntegrationCredential";

/** The type of credential that holds the id and the secret of an OAuth client, and the default. */
export const OAUTH_CLIENT_CREDENTIAL = "pureCloudOAuthClient";

/** The fields that a credential of the type {@link OAUTH_CLIENT_CREDENTIAL} has. */
export const OAUTH_CLIENT_FIELDS = ["clientId", "clientSecret"] as const;

/** The properties that are secrets, whatever a program says. */
export const INTEGRATION_CREDENTIAL_SECRETS = ["fields"] as const;

/** The values that integrations read, by field. All of them are secrets. */
export type CredentialFields = Readonly<Record<string, string>>;

/** The canonical inputs, as `check` returns them, the state keeps them and `read` finds them. */
export interface IntegrationCredentialInputs {
  readonly name: string;
  readonly type: string;
  readonly fields: CredentialFields;
  readonly resourceKind: typeof CREDENTIAL_KIND;
  /** Id of the existing credential that this resource adopted (`opts.import`). */
  readonly importId?: string;
}

/** The outputs, as the engine keeps them in the state. Plain JSON. */
export interface IntegrationCredentialState extends IntegrationCredentialInputs {
  /** Empty if they are not known, because Genesys Cloud never shows them. */
  readonly fields: CredentialFields;
  readonly credentialId: string;
  readonly createdDate?: string;
  readonly modifiedDate?: string;
  readonly selfUri?: string;
  readonly organizationId: string;
  readonly apiUrl: string;
  /** Present while it is not certain that Genesys Cloud has the fields of this state. The next update sends them again. */
  readonly fieldsPending?: true;
}
