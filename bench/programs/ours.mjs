import { OAuthClient } from "pulumi-genesyscloud-oauth";
import { clientArgs, count } from "./clients.mjs";

for (let index = 0; index < count; index++) new OAuthClient(`client-${index}`, clientArgs(index));
