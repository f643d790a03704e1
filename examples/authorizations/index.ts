import { getOAuthAuthorization, getOAuthAuthorizations } from "pulumi-genesyscloud-oauth";

const { authorizations } = await getOAuthAuthorizations();

export const authorizedApps = authorizations.map(({ clientName, state, scopes, resourceOwner, dateModified }) => ({
  app: clientName,
  state,
  scopes,
  resourceOwner,
  lastChange: dateModified,
}));

// One client in detail.
const first = authorizations[0];
export const firstInDetail =
  first && (await getOAuthAuthorization({ clientId: first.clientId, acceptLanguage: "en-us" })).scopes;
