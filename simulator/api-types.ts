/**
 * The shapes of the Genesys Cloud Platform API, as they travel in JSON. Field names are those of the official SDK's models.
 *
 * @see https://developer.genesys.cloud/devapps/api-explorer
 */

/** Grant types that an OAuth client can be authorized for [doc]. */
export const GRANT_TYPES = ["CODE", "TOKEN", "SAML2-BEARER", "PASSWORD", "CLIENT-CREDENTIALS"] as const;
/** One of {@link GRANT_TYPES}. */
export type GrantType = (typeof GRANT_TYPES)[number];

/** State of a client. Only Genesys support can set `disabled` [doc]. */
export type ClientState = "active" | "inactive" | "disabled";

/** A role granted in one division. `divisionId` `"*"` means all divisions [doc]. */
export interface ApiRoleDivision {
  roleId: string;
  divisionId: string;
}

/** Reference to a person or client, as in `createdBy`. */
export interface ApiEntityRef {
  id: string;
  name?: string;
  selfUri?: string;
}

/** `OAuthClient`, without its secret. The index signature is for fields that no SDK knows yet. */
export interface ApiOAuthClient {
  id: string;
  name: string;
  description?: string;
  authorizedGrantType: GrantType;
  /** Lifetime of the tokens in seconds, 300 to 38880000. The server's default is 86400. */
  accessTokenValiditySeconds: number;
  registeredRedirectUri: string[];
  scope: string[];
  /** Deprecated by Genesys. Follows `roleDivisions`. */
  roleIds: string[];
  roleDivisions: ApiRoleDivision[];
  state: ClientState;
  /** ISO 8601 with milliseconds. Present only while a deletion is pending. */
  dateToDelete?: string;
  dateCreated: string;
  dateModified: string;
  createdBy: ApiEntityRef;
  modifiedBy: ApiEntityRef;
  selfUri: string;
  [field: string]: unknown;
}

/** `OAuthClient` as in the answers to `POST …/clients` and `POST …/secret`. */
export interface ApiOAuthClientWithSecret extends ApiOAuthClient {
  secret: string;
}

/** `OAuthAuthorization`: what a resource owner granted to a client. */
export interface ApiOAuthAuthorization {
  client: ApiOAuthClient;
  scope: string[];
  roles: string[];
  resourceOwner: ApiEntityRef;
  dateCreated: string;
  dateModified: string;
  createdBy: ApiEntityRef;
  modifiedBy: ApiEntityRef;
  pending: boolean;
  state: "Unauthorized" | "Requested" | "Authorized" | "Revoked";
  selfUri: string;
}

/** `DomainOrganizationRole`, with the fields that the simulator keeps. */
export interface ApiRole {
  id: string;
  name: string;
  description: string;
  /** Permission patterns such as `oauth:client:view`, `oauth:client:*` or `*`. */
  permissions: string[];
  selfUri: string;
}

/** `DomainPermissionPolicy`: the actions on one kind of entity that a role permits; `*` stands for any [doc]. */
export interface ApiPermissionPolicy {
  domain: string;
  entityName: string;
  actionSet: string[];
  allowConditions: boolean;
}

/** A role with what it permits, as it is read by its id. */
export interface ApiRoleWithPolicies extends ApiRole {
  permissionPolicies: ApiPermissionPolicy[];
}

/** `AuthzDivision`. */
export interface ApiDivision {
  id: string;
  name: string;
  description: string;
  homeDivision: boolean;
  selfUri: string;
}

/** `Organization`, with the fields that the simulator keeps. */
export interface ApiOrganization {
  id: string;
  name: string;
  /** ISO 3166 code of a country. */
  defaultCountryCode: string;
  /** Language tag in lower case. */
  defaultLanguage: string;
  domain: string;
  /** Short name of the organisation, with which people log in. */
  thirdPartyOrgName: string;
  state: "active" | "inactive" | "deleted";
  version: number;
  voicemailEnabled: boolean;
  productPlatform: string;
  /** Whether each feature is on. */
  features: Record<string, boolean>;
  selfUri: string;
}

/** `ApiUsageRow`. It has only the identifying fields that the query grouped by, and only the counters that it requested. */
export interface ApiUsageRow {
  clientId?: string;
  clientName?: string;
  organizationId?: string;
  templateUri?: string;
  httpMethod?: string;
  status200?: number;
  status300?: number;
  status400?: number;
  status429?: number;
  status500?: number;
  requests?: number;
  /** Start of the row's period, ISO 8601. */
  date: string;
}

/** `ErrorBody`, the answer to every refused API call [doc]. */
export interface ApiErrorBody {
  message: string;
  code: string;
  status: number;
  messageParams: Record<string, string>;
  /** The correlation id, also in the header `inin-correlation-id`. */
  contextId: string;
  entityId?: string;
  entityName?: string;
  details: unknown[];
  errors: unknown[];
}

/** `CredentialType`: a type of integration credential. */
export interface ApiCredentialType {
  id: string;
  name: string;
  /** JSON schema of the fields. */
  properties: object;
  displayOrder: string[];
  required: string[];
}

/** `Credential` as GET answers it: an integration credential without its fields. */
export interface ApiCredential {
  id: string;
  name: string;
  type: { id: string; name: string };
  selfUri: string;
}

/** `CredentialInfo`, as all other operations answer it. */
export interface ApiCredentialInfo extends ApiCredential {
  createdDate?: string;
  modifiedDate?: string;
}
