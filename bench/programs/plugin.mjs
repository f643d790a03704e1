// The other face of this package: the provider plugin, which Pulumi.yaml names.
import { IntegrationCredential, OAuthClient } from "pulumi-genesyscloud-oauth/plugin";
import { clientArgs, count, credentialArgs, hasDownstream } from "./clients.mjs";

const clients = [];
for (let index = 0; index < count; index++) clients.push(new OAuthClient(`client-${index}`, clientArgs(index)));
if (hasDownstream) new IntegrationCredential("downstream", credentialArgs(clients[0]));
