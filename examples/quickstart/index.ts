import * as pulumi from "@pulumi/pulumi";
import { getAuthorizationRoleOutput, getOAuthScopesOutput, OAuthClient } from "pulumi-genesyscloud-oauth";

const config = new pulumi.Config();

// A service that logs in as itself: what it may do comes from roles, here in the home division.
const role = getAuthorizationRoleOutput({ name: "employee" });

const service = new OAuthClient("reporting", {
  name: "Reporting service",
  description: config.get("description") ?? "Nightly export of queue statistics",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [{ roleId: role.id }],
  // Change this to get a new secret: pulumi config set secretVersion 2
  secretVersion: config.get("secretVersion") ?? "1",
});

// An app that acts for the users who log in: what it may do comes from scopes.
const readOnlyAnalytics = getOAuthScopesOutput().scopes.apply((scopes) =>
  scopes.map((scope) => scope.id).filter((id) => /^analytics.*:readonly$/.test(id)),
);

const app = new OAuthClient("dashboard", {
  name: "Wallboard",
  authorizedGrantType: "CODE",
  registeredRedirectUris: ["https://wallboard.example.com/callback"],
  scopes: readOnlyAnalytics,
  accessTokenValiditySeconds: 3600,
});

export const reportingClientId = service.clientId;
export const reportingClientSecret = service.clientSecret; // stored encrypted, shown as [secret]
export const dashboardClientId = app.clientId;
export const dashboardScopes = app.scopes;
