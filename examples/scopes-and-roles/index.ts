import {
  getAuthorizationDivision,
  getAuthorizationRole,
  getOAuthScope,
  getOAuthScopesOutput,
  OAuthClient,
} from "pulumi-genesyscloud-oauth";

// "employee in Home" instead of two UUIDs.
const [role, home] = await Promise.all([
  getAuthorizationRole({ name: "employee" }),
  getAuthorizationDivision({ home: true }),
]);

const service = new OAuthClient("sync", {
  name: "Directory sync",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [{ roleId: role.id, divisionId: home.id }],
});

// Every scope of an area, read-only: what Genesys Cloud adds later shows as a change in the next preview.
const readOnlyScopes = getOAuthScopesOutput().apply(({ scopes }) =>
  scopes.map((scope) => scope.id).filter((id) => /^(routing|users).*:readonly$/.test(id)),
);

const app = new OAuthClient("directory", {
  name: "Phone directory",
  authorizedGrantType: "CODE",
  registeredRedirectUris: ["https://directory.example.com/callback"],
  scopes: readOnlyScopes,
});

// Descriptions come in the language asked for.
const scope = await getOAuthScope({ scopeId: "users:readonly", acceptLanguage: "de" });

export const grantedRole = `${role.name} in ${home.name}`;
export const usersReadonlyInGerman = scope.description;
export const serviceClientId = service.clientId;
export const appScopes = app.scopes;
