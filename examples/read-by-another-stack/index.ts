import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// <organisation>/<project>/<stack>. Where Pulumi keeps the state in files, the organisation is always "organization".
const source = config.get("source") ?? `organization/genesyscloud-oauth-rotation/${pulumi.getStack()}`;

/** The credential that the other stack gave out with its last `pulumi up`. It is a secret here as well. */
const credential = new pulumi.StackReference(source).requireOutput("current");

// What a container, a function or a configuration file of this stack takes.
export const environment = credential.apply(({ clientId, clientSecret }) => ({
  GENESYS_CLIENT_ID: clientId,
  GENESYS_CLIENT_SECRET: clientSecret,
}));
