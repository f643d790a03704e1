import * as pulumi from "@pulumi/pulumi";
import {
  getAuthorizationRoleOutput,
  IntegrationCredential,
  RotatingOAuthClient,
  rotationPeriod,
} from "pulumi-genesyscloud-oauth";

const config = new pulumi.Config();

// The first `pulumi up` of a period rotates, however late it runs.
const period = rotationPeriod({ days: 30, startingAt: config.get("startingAt") ?? "2026-01-01" });

const service = new RotatingOAuthClient("data-actions", {
  name: "Data actions",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [{ roleId: getAuthorizationRoleOutput({ name: "employee" }).id }],
  // To rotate now, raise the number: pulumi config set rotate 1
  rotation: `${period}/${config.getNumber("rotate") ?? 0}`,
  // Set it once nobody uses the old credential any more: pulumi config set retirePrevious true
  retirePrevious: config.getBoolean("retirePrevious") ?? false,
});

// Data actions and other integrations of Genesys Cloud log in with this. A rotation reaches them in the same `pulumi up`.
new IntegrationCredential("data-actions", {
  name: "Data actions",
  fields: { clientId: service.current.clientId, clientSecret: service.current.clientSecret },
});

export const current = service.current; // stored encrypted, shown as [secret]
