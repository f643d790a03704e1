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

/** An OAuth client as Genesys sends it. Fields that no model documents yet are kept: PUT must not lose them. */
export interface ApiOAuthClient {
  readonly id: string;
  readonly name: string;
  readonly authorizedGrantType: string;
  readonly description?: string | null;
  readonly accessTokenValiditySeconds?: number | null;
  readonly registeredRedirectUri?: readonly string[] | null;
  readonly scope?: readonly string[] | null;
  readonly roleIds?: readonly string[] | null;
  readonly roleDivisions?: readonly ApiRoleDivision[] | null;
  readonly state?: string | null;
  readonly dateToDelete?: string | null;
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

/** One page of a listing. */
export interface ApiEntityListing<T> {
  readonly entities?: readonly T[];
  readonly total?: number;
  readonly pageCount?: number;
  readonly nextUri?: string;
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
