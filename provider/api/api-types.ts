/** Reference to another entity, as Genesys sends it. */
export interface ApiEntityRef {
  readonly id?: string;
  readonly name?: string;
  readonly selfUri?: string;
}

/** A role granted within a division; `divisionId` `*` means all divisions. */
export interface ApiRoleDivision {
  readonly roleId: string;
  readonly divisionId: string;
}

/**
 * An OAuth client as {@link readClient} reads it from an answer. Only the id is certain. Fields that no model documents yet are kept:
 * PUT must not lose them.
 */
export interface ApiOAuthClient {
  /** In lower case. */
  readonly id: string;
  readonly name?: string;
  readonly authorizedGrantType?: string;
  readonly description?: string;
  readonly accessTokenValiditySeconds?: number;
  readonly registeredRedirectUri?: readonly string[];
  readonly scope?: readonly string[];
  readonly roleDivisions?: readonly ApiRoleDivision[];
  readonly state?: string;
  readonly dateToDelete?: string;
  readonly dateCreated?: string;
  readonly dateModified?: string;
  readonly createdBy?: ApiEntityRef;
  readonly modifiedBy?: ApiEntityRef;
  readonly selfUri?: string;
  /** Only in the answers to `POST …/clients` and `POST …/secret`. */
  readonly secret?: string;
  readonly [field: string]: unknown;
}

/** Body of `POST` and `PUT /api/v2/oauth/clients`. */
export interface ApiOAuthClientRequest {
  readonly name: string;
  readonly authorizedGrantType: string;
  readonly [field: string]: unknown;
}

/** Whose token this is: `GET /api/v2/tokens/me`. */
export interface ApiTokenInfo {
  readonly organization?: ApiEntityRef;
  readonly OAuthClient?: ApiEntityRef;
  readonly authorizedScope?: readonly string[];
}

/** A scope that an OAuth client may ask for. */
export interface ApiOAuthScope {
  readonly id: string;
  readonly description?: string;
  readonly selfUri?: string;
}

/** What a user, or a whole organisation, granted to a client. */
export interface ApiOAuthAuthorization {
  readonly client?: Partial<ApiOAuthClient>;
  readonly scope?: readonly string[];
  readonly roles?: readonly string[];
  readonly resourceOwner?: ApiEntityRef;
  readonly dateCreated?: string;
  readonly dateModified?: string;
  readonly createdBy?: ApiEntityRef;
  readonly modifiedBy?: ApiEntityRef;
  readonly pending?: boolean;
  readonly state?: string;
  readonly selfUri?: string;
}

/** Body of `POST …/usage/query`. */
export interface ApiUsageClientQuery {
  /** `ISO/ISO`. */
  readonly interval: string;
  readonly granularity?: string;
  readonly metrics?: readonly string[];
  readonly groupBy?: readonly string[];
}

/** A usage query that was accepted. */
export interface ApiUsageExecution {
  readonly executionId: string;
  readonly resultsUri?: string;
}

/** Counted requests of one group and period. */
export interface ApiUsageRow {
  readonly clientId?: string;
  readonly clientName?: string;
  readonly organizationId?: string;
  readonly userId?: string;
  readonly templateUri?: string;
  readonly httpMethod?: string;
  readonly status200?: number;
  readonly status300?: number;
  readonly status400?: number;
  readonly status429?: number;
  readonly status500?: number;
  readonly requests?: number;
  readonly date?: string;
}

/** One page of the result of a usage query. */
export interface ApiUsageQueryResult {
  readonly results?: readonly ApiUsageRow[];
  /** `Complete`, `Failed` or `Running`. */
  readonly queryStatus?: string;
  readonly cursors?: { readonly before?: string; readonly after?: string };
}

/** An integration credential as answers tell it. Only the id is certain. The fields are in no answer. */
export interface ApiCredential {
  /** In lower case if it is a UUID. */
  readonly id: string;
  readonly name?: string;
  /** Name of its type. */
  readonly type?: string;
  /** Not in the answer to a GET. */
  readonly createdDate?: string;
  /** Not in the answer to a GET. */
  readonly modifiedDate?: string;
  readonly selfUri?: string;
}

/** Body of `POST` and `PUT /api/v2/integrations/credentials`. */
export interface ApiCredentialRequest {
  readonly name: string;
  readonly type: { readonly name: string };
  readonly credentialFields: Readonly<Record<string, string>>;
}

/** A type of credential that the organisation has. */
export interface ApiCredentialType {
  readonly name: string;
  /** Fields that a credential of this type must have. */
  readonly required: readonly string[];
}
