import { Secret, SecretVersion } from "@pulumi/gcp/secretmanager";
import * as pulumi from "@pulumi/pulumi";
import { getAuthorizationRoleOutput, RotatingOAuthClient } from "pulumi-genesyscloud-oauth";

const config = new pulumi.Config();

const service = new RotatingOAuthClient("reporting", {
  name: "Reporting service",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [{ roleId: getAuthorizationRoleOutput({ name: "employee" }).id }],
  rotation: config.getNumber("rotate") ?? 0,
});

const secret = new Secret("reporting", { secretId: "genesys-reporting", replication: { auto: {} } });

// Whoever asks for the version "latest" gets the newest one.
new SecretVersion("reporting", {
  secret: secret.id,
  secretData: pulumi.jsonStringify(service.current),
});

export const secretName = secret.name;
