import * as pulumi from "@pulumi/pulumi";
import {
  getOAuthClientsOutput,
  getOAuthClientUsageSummaryOutput,
  type OAuthClientInfo,
} from "pulumi-genesyscloud-oauth";

const DAY_MS = 86_400_000;

// All at once: the limiter keeps to the organisation's rate limit.
const rows = getOAuthClientsOutput().clients.apply((clients) => pulumi.all(clients.map(rowOf)));

/** Oldest first. */
export const inventory = rows.apply((all) => [...all].sort((a, b) => b.ageInDays - a.ageInDays));

/** A client that nobody used for 30 days is a candidate for deletion. */
export const unused = inventory.apply((all) =>
  all.filter((row) => row.requestsInLast30Days === 0).map((row) => row.name),
);

function rowOf({ clientId, name, authorizedGrantType, state, dateCreated }: OAuthClientInfo) {
  return getOAuthClientUsageSummaryOutput({ clientId, days: 30 }).totals.apply(({ requests }) => ({
    name,
    grantType: authorizedGrantType,
    state,
    ageInDays: dateCreated ? Math.floor((Date.now() - Date.parse(dateCreated)) / DAY_MS) : 0,
    requestsInLast30Days: requests,
  }));
}
