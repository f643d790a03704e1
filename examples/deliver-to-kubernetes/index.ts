import * as pulumi from "@pulumi/pulumi";
import { getAuthorizationRoleOutput, RotatingOAuthClient } from "pulumi-genesyscloud-oauth";

const config = new pulumi.Config();

const service = new RotatingOAuthClient("reporting", {
  name: "Reporting service",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [{ roleId: getAuthorizationRoleOutput({ name: "employee" }).id }],
  rotation: config.getNumber("rotate") ?? 0,
});

// kubectl takes JSON as well as YAML: pulumi stack output manifest --show-secrets | kubectl apply -f -
export const manifest = pulumi.jsonStringify({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "reporting-oauth", namespace: config.get("namespace") ?? "default" },
  type: "Opaque",
  stringData: { clientId: service.current.clientId, clientSecret: service.current.clientSecret },
}); // stored encrypted, shown as [secret]
