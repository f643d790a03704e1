const VIEW = "oauth:client:view";
const ADD = "oauth:client:add";
const EDIT = "oauth:client:edit";
const DELETE = "oauth:client:delete";
const AUTHORIZE = "oauth:client:authorize";
const ROLES = "authorization:role:view";
const CREDENTIALS = "integrations:integration";

/** What a use needs to succeed: with these permissions alone it does, and without any one of them it does not. */
export type Needs = readonly string[];

/** Uses of `OAuthClient` in a program. `RotatingOAuthClient` is made of two of them. */
export const OF_CLIENTS = {
  "created, the first time": [ADD, VIEW],
  "read: refresh, preview, `OAuthClient.get`": [VIEW],
  "adopted with `import`": [VIEW],
  "changed, or restored": [VIEW, EDIT],
  "with another `secretVersion`": [VIEW, EDIT],
  deleted: [VIEW, EDIT, DELETE],
} as const satisfies Record<string, Needs>;

/** Uses of `IntegrationCredential` in a program. */
export const OF_CREDENTIALS = {
  created: [`${CREDENTIALS}:add`, `${CREDENTIALS}:view`],
  read: [`${CREDENTIALS}:view`],
  changed: [`${CREDENTIALS}:view`, `${CREDENTIALS}:edit`],
  deleted: [`${CREDENTIALS}:view`, `${CREDENTIALS}:delete`],
} as const satisfies Record<string, Needs>;

/** The functions, all of them. */
export const OF_FUNCTIONS = {
  getOAuthScopes: [],
  getOAuthScope: [],
  getOAuthClients: [VIEW],
  getOAuthClient: [VIEW],
  getOAuthAuthorizations: [AUTHORIZE],
  getOAuthAuthorization: [AUTHORIZE],
  getOAuthClientUsage: [VIEW],
  getOAuthClientUsageSummary: [VIEW],
  getAuthorizationRole: [ROLES],
  getAuthorizationDivision: [],
} as const satisfies Record<string, Needs>;
