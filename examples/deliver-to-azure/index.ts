import { Secret } from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import { getAuthorizationRoleOutput, RotatingOAuthClient } from "pulumi-genesyscloud-oauth";

const config = new pulumi.Config();

const service = new RotatingOAuthClient("reporting", {
  name: "Reporting service",
  authorizedGrantType: "CLIENT-CREDENTIALS",
  roles: [{ roleId: getAuthorizationRoleOutput({ name: "employee" }).id }],
  rotation: config.getNumber("rotate") ?? 0,
});

// Whoever asks for the secret without naming a version gets the newest one.
const secret = new Secret("reporting", {
  resourceGroupName: config.require("resourceGroup"),
  vaultName: config.require("vault"),
  secretName: "genesys-reporting",
  properties: { value: pulumi.jsonStringify(service.current), contentType: "application/json" },
});

export const secretUri = secret.properties.secretUri;
