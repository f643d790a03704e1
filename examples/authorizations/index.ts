import { getOAuthAuthorizationOutput, getOAuthAuthorizationsOutput } from "pulumi-genesyscloud-oauth";

// Which apps may act for people here, and who let them?
const { authorizations } = getOAuthAuthorizationsOutput();

export const authorizedApps = authorizations.apply((all) =>
  all.map((authorization) => ({
    app: authorization.clientName,
    state: authorization.state,
    scopes: authorization.scopes,
    authorizedBy: authorization.resourceOwnerName ?? authorization.resourceOwner,
    lastChange: authorization.dateModified,
  })),
);

// One client in detail. Descriptions come in the language asked for.
export const firstInDetail = authorizations.apply(([first]) =>
  first ? getOAuthAuthorizationOutput({ clientId: first.clientId, acceptLanguage: "en-us" }).scopes : [],
);
