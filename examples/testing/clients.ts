import { getAuthorizationRoleOutput, OAuthClient } from "pulumi-genesyscloud-oauth";

const role = getAuthorizationRoleOutput({ name: "employee" });

export const service = new OAuthClient("reporting", {
  name: "Reporting service",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [{ roleId: role.id }],
});

export const app = new OAuthClient("dashboard", {
  name: "Wallboard",
  authorizedGrantType: "CODE",
  registeredRedirectUris: ["https://wallboard.example.com/callback"],
  scopes: ["users:readonly", "analytics:readonly"],
  accessTokenValiditySeconds: 3600,
});
