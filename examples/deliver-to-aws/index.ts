import { Secret, SecretVersion } from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { getAuthorizationRoleOutput, RotatingOAuthClient } from "pulumi-genesyscloud-oauth";

const config = new pulumi.Config();

const service = new RotatingOAuthClient("reporting", {
  name: "Reporting service",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [{ roleId: getAuthorizationRoleOutput({ name: "employee" }).id }],
  rotation: config.getNumber("rotate") ?? 0,
});

const secret = new Secret("reporting", { name: "genesys/reporting", description: "OAuth credential of Genesys Cloud" });

// Whoever asks for the secret without naming a version gets the newest one.
new SecretVersion("reporting", {
  secretId: secret.id,
  secretString: pulumi.jsonStringify(service.current),
});

export const secretArn = secret.arn;
