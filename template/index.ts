import * as pulumi from "@pulumi/pulumi";
import { getAuthorizationRoleOutput, OAuthClient } from "pulumi-genesyscloud-oauth";

const config = new pulumi.Config();

// What a service may do comes from its roles. Without a divisionId, a role is granted in the home division.
const employee = getAuthorizationRoleOutput({ name: "employee" });

const reporting = new OAuthClient("reporting", {
  name: "Reporting service",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [{ roleId: employee.id }],
  // Another value regenerates the secret, and the client id stays the same: pulumi config set secretVersion 2
  secretVersion: config.get("secretVersion") ?? "1",
});

export const clientId = reporting.clientId;
// Encrypted in the state, and shown as [secret] by all but: pulumi stack output clientSecret --show-secrets
export const clientSecret = reporting.clientSecret;
