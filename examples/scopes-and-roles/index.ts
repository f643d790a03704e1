import * as pulumi from "@pulumi/pulumi";
import {
  getAuthorizationDivisionOutput,
  getAuthorizationRoleOutput,
  getOAuthScopeOutput,
  getOAuthScopesOutput,
  OAuthClient,
} from "pulumi-genesyscloud-oauth";

// "employee in Home" instead of two UUIDs.
const role = getAuthorizationRoleOutput({ name: "employee" });
const home = getAuthorizationDivisionOutput({ home: true });

const service = new OAuthClient("sync", {
  name: "Directory sync",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [{ roleId: role.id, divisionId: home.id }],
});

// Every scope of an area, read-only: what Genesys Cloud adds later shows as a change in the next preview.
const readOnlyScopes = getOAuthScopesOutput().scopes.apply((scopes) =>
  scopes.map((scope) => scope.id).filter((id) => /^(routing|users).*:readonly$/.test(id)),
);

const app = new OAuthClient("directory", {
  name: "Phone directory",
  authorizedGrantType: "CODE",
  registeredRedirectUris: ["https://directory.example.com/callback"],
  scopes: readOnlyScopes,
});

// Descriptions come in the language asked for.
const scope = getOAuthScopeOutput({ scopeId: "users:readonly", acceptLanguage: "de" });

export const grantedRole = pulumi.interpolate`${role.name} in ${home.name}`;
export const usersReadonlyInGerman = scope.description;
export const serviceClientId = service.clientId;
export const appScopes = app.scopes;
