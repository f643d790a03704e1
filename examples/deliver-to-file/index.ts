import { local } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { getAuthorizationRoleOutput, RotatingOAuthClient } from "pulumi-genesyscloud-oauth";

const config = new pulumi.Config();
const file = config.get("file") ?? "credential.json";

const service = new RotatingOAuthClient("reporting", {
  name: "Reporting service",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [{ roleId: getAuthorizationRoleOutput({ name: "employee" }).id }],
  rotation: config.getNumber("rotate") ?? 0,
});

// Runs again whenever the credential changes. The credential goes through stdin: command lines can be seen by other users.
new local.Command("reporting-file", {
  create: 'node write-credential.mjs "$CREDENTIAL_FILE"',
  delete: 'rm -f "$CREDENTIAL_FILE"',
  environment: { CREDENTIAL_FILE: file },
  stdin: pulumi.secret(pulumi.jsonStringify(service.current)),
  logging: local.Logging.None,
});

export const current = service.current; // stored encrypted, shown as [secret]
