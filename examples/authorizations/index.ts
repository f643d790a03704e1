import { getOAuthAuthorization, getOAuthAuthorizations } from "pulumi-genesyscloud-oauth";

// Which apps may act for people here, and who let them?
const { authorizations } = await getOAuthAuthorizations();

export const authorizedApps = authorizations.map((authorization) => ({
  app: authorization.clientName,
  state: authorization.state,
  scopes: authorization.scopes,
  authorizedBy: authorization.resourceOwnerName ?? authorization.resourceOwner,
  lastChange: authorization.dateModified,
}));

// One client in detail.
const first = authorizations[0];
export const firstInDetail = first
  ? (await getOAuthAuthorization({ clientId: first.clientId, acceptLanguage: "en-us" })).scopes
  : [];
