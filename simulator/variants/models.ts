/** An object of JSON. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is an object of JSON, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every UUID in a text. */
export const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

interface ModelShape {
  readonly fields: readonly string[];
  /** Fields that hold objects of another model, alone or in a list. */
  readonly inner?: Readonly<Record<string, string>>;
}

const LISTING_FIELDS = [
  ...["entities", "pageSize", "pageNumber", "total", "pageCount"],
  ...["firstUri", "lastUri", "selfUri", "nextUri", "previousUri"],
];
const AUTHORS = { createdBy: "DomainEntityRef", modifiedBy: "DomainEntityRef" };

/**
 * The models of the official SDK that answers are made of, with the names of their fields. A test compares them with
 * the SDK. They keep a variant from changing what a user wrote: an unknown field of a client is never touched.
 */
export const MODELS = {
  OAuthClient: {
    fields: [
      ...["id", "name", "description", "authorizedGrantType", "accessTokenValiditySeconds", "registeredRedirectUri"],
      ...["scope", "roleIds", "roleDivisions", "state", "secret", "dateToDelete", "dateCreated", "dateModified"],
      ...["createdBy", "modifiedBy", "selfUri"],
    ],
    inner: { roleDivisions: "RoleDivision", ...AUTHORS },
  },
  OAuthClientEntityListing: { fields: LISTING_FIELDS, inner: { entities: "OAuthClient" } },
  RoleDivision: { fields: ["roleId", "divisionId"] },
  DomainEntityRef: { fields: ["id", "name", "selfUri"] },
  NamedEntity: { fields: ["id", "name"] },
  OAuthScope: { fields: ["id", "description", "selfUri"] },
  OAuthScopeListing: { fields: ["total", "entities", "selfUri"], inner: { entities: "OAuthScope" } },
  OAuthAuthorization: {
    fields: [
      ...["client", "scope", "roles", "resourceOwner", "dateCreated", "dateModified", "createdBy", "modifiedBy"],
      ...["pending", "state", "selfUri"],
    ],
    inner: { client: "OAuthClient", resourceOwner: "DomainEntityRef", ...AUTHORS },
  },
  OAuthAuthorizationListing: { fields: ["total", "entities", "selfUri"], inner: { entities: "OAuthAuthorization" } },
  UsageExecutionResult: { fields: ["executionId", "resultsUri"] },
  ApiUsageQueryResult: { fields: ["results", "queryStatus", "cursors"], inner: { results: "ApiUsageRow" } },
  ApiUsageRow: {
    fields: [
      ...["clientId", "clientName", "organizationId", "userId", "templateUri", "httpMethod", "date"],
      ...["status200", "status300", "status400", "status429", "status500", "requests"],
    ],
  },
  TokenInfo: {
    fields: ["organization", "homeOrganization", "authorizedScope", "clonedUser", "dateTokenIdles", "OAuthClient"],
    inner: { organization: "NamedEntity", homeOrganization: "NamedEntity", OAuthClient: "OrgOAuthClient" },
  },
  OrgOAuthClient: {
    fields: [
      ...["id", "name", "dateCreated", "dateModified", "createdBy", "modifiedBy", "authorizedGrantType", "scope"],
      ...["roleDivisions", "state", "dateToDelete", "organization"],
    ],
    inner: { roleDivisions: "RoleDivision", organization: "NamedEntity", ...AUTHORS },
  },
  OrganizationRoleEntityListing: { fields: LISTING_FIELDS, inner: { entities: "DomainOrganizationRole" } },
  DomainOrganizationRole: {
    fields: [
      ...["id", "name", "description", "defaultRoleId", "permissions", "unusedPermissions", "permissionPolicies"],
      ...["userCount", "roleNeedsUpdate", "baseLicense", "addonLicenses", "dateLicenseLastUpdated", "default", "base"],
      "selfUri",
    ],
    inner: { permissionPolicies: "DomainPermissionPolicy" },
  },
  DomainPermissionPolicy: {
    fields: [
      ...["domain", "entityName", "policyName", "policyDescription", "actionSet", "namedResources", "allowConditions"],
      "resourceConditionNode",
    ],
  },
  AuthzDivisionEntityListing: { fields: LISTING_FIELDS, inner: { entities: "AuthzDivision" } },
  AuthzDivision: { fields: ["id", "name", "description", "homeDivision", "objectCounts", "selfUri"] },
  CredentialInfoListing: { fields: LISTING_FIELDS, inner: { entities: "CredentialInfo" } },
  CredentialInfoCursorListing: {
    fields: ["entities", "nextUri", "selfUri", "previousUri"],
    inner: { entities: "CredentialInfo" },
  },
  CredentialInfo: {
    fields: ["id", "name", "createdDate", "modifiedDate", "type", "selfUri"],
    inner: { type: "CredentialType" },
  },
  Credential: { fields: ["id", "name", "type", "credentialFields", "selfUri"], inner: { type: "CredentialType" } },
  CredentialType: { fields: ["id", "name", "properties", "displayOrder", "required"] },
  Organization: {
    fields: [
      ...["id", "name", "defaultLanguage", "defaultCountryCode", "thirdPartyOrgName", "thirdPartyURI", "domain"],
      ...["features", "version", "state", "defaultSiteId", "supportURI", "voicemailEnabled", "productPlatform"],
      "selfUri",
    ],
  },
  OrganizationProductEntityListing: {
    fields: ["entities", "pageSize", "pageNumber", "total", "pageCount"],
    inner: { entities: "DomainOrganizationProduct" },
  },
  DomainOrganizationProduct: { fields: ["id"] },
  ErrorBody: {
    fields: [
      ...["message", "code", "status", "entityId", "entityName", "messageWithParams", "messageParams", "contextId"],
      ...["details", "errors", "limit"],
    ],
  },
  /** No model of the SDK: the answer to a login, as RFC 6749 defines it. */
  AccessToken: { fields: ["access_token", "token_type", "expires_in"] },
} as const satisfies Record<string, ModelShape>;

/** Name of one of {@link MODELS}. */
export type ModelName = keyof typeof MODELS;

/** Changes one object of a model. Its inner objects are changed already. */
export type ChangeObject = (object: JsonObject, model: ModelName) => JsonObject;

/** Changes an answer: every object of a known model in it, from the inside out. */
export function mapObjects(model: ModelName, value: unknown, change: ChangeObject): unknown {
  if (!isObject(value)) return value;
  const { inner = {} }: ModelShape = MODELS[model];
  const object = { ...value };
  for (const [field, innerModel] of Object.entries(inner)) {
    const found = object[field];
    const changeInner = (item: unknown): unknown => mapObjects(innerModel as ModelName, item, change);
    if (found !== undefined) object[field] = Array.isArray(found) ? found.map(changeInner) : changeInner(found);
  }
  return change(object, model);
}

/** Names of the fields that a model has. */
export function fieldsOf(model: ModelName): readonly string[] {
  return MODELS[model].fields;
}
