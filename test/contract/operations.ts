/** An operation of Genesys Cloud's OAuthApi, and what of this package performs it. */
export interface Operation {
  /** Name of the method in the official SDK. */
  readonly sdk: string;
  /** Method and path below `/api/v2/oauth`. */
  readonly request: string;
  readonly function: string;
  /** What the login needs; undefined for none. */
  readonly permission?: string;
}

const VIEW = "oauth:client:view";
const EDIT = "oauth:client:edit";
const AUTHORIZE = "oauth:client:authorize";

/** All of them. */
export const OPERATIONS: readonly Operation[] = [
  {
    sdk: "getOauthClients",
    request: "GET /clients",
    function: "`getOAuthClients`, `getOAuthClient` by name",
    permission: VIEW,
  },
  {
    sdk: "postOauthClients",
    request: "POST /clients",
    function: "`OAuthClient`, created",
    permission: "oauth:client:add",
  },
  {
    sdk: "getOauthClient",
    request: "GET /clients/{clientId}",
    function: "`getOAuthClient` by id, `OAuthClient.get`, refresh",
    permission: VIEW,
  },
  {
    sdk: "putOauthClient",
    request: "PUT /clients/{clientId}",
    function: "`OAuthClient`, changed",
    permission: EDIT,
  },
  {
    sdk: "deleteOauthClient",
    request: "DELETE /clients/{clientId}",
    function: "`OAuthClient`, deleted",
    permission: "oauth:client:delete",
  },
  {
    sdk: "postOauthClientSecret",
    request: "POST /clients/{clientId}/secret",
    function: "`OAuthClient` with another `secretVersion`",
    permission: EDIT,
  },
  { sdk: "getOauthScopes", request: "GET /scopes", function: "`getOAuthScopes`" },
  { sdk: "getOauthScope", request: "GET /scopes/{scopeId}", function: "`getOAuthScope`" },
  {
    sdk: "getOauthAuthorizations",
    request: "GET /authorizations",
    function: "`getOAuthAuthorizations`",
    permission: AUTHORIZE,
  },
  {
    sdk: "getOauthAuthorization",
    request: "GET /authorizations/{clientId}",
    function: "`getOAuthAuthorization`",
    permission: AUTHORIZE,
  },
  {
    sdk: "postOauthClientUsageQuery",
    request: "POST /clients/{clientId}/usage/query",
    function: "`getOAuthClientUsage`",
    permission: VIEW,
  },
  {
    sdk: "getOauthClientUsageSummary",
    request: "GET /clients/{clientId}/usage/summary",
    function: "`getOAuthClientUsageSummary`",
    permission: VIEW,
  },
  {
    sdk: "getOauthClientUsageQueryResult",
    request: "GET /clients/{clientId}/usage/query/results/{executionId}",
    function: "`getOAuthClientUsage`, `getOAuthClientUsageSummary`",
    permission: VIEW,
  },
];

/** The table of the README. */
export function operationsTable(): string {
  const rows = OPERATIONS.map(
    ({ request, function: performer, permission }) =>
      `| \`${request}\` | ${performer} | ${permission === undefined ? "none" : `\`${permission}\``} |`,
  );
  return ["| OAuthApi operation (below `/api/v2/oauth`) | function | permission |", "|---|---|---|", ...rows].join(
    "\n",
  );
}
