import { getOAuthClients, getOAuthClientUsageSummary } from "pulumi-genesyscloud-oauth";

const { clients } = await getOAuthClients();

const DAY_MS = 86_400_000;
const rows = [];
for (const client of clients) {
  const { totals } = await getOAuthClientUsageSummary({ clientId: client.clientId, days: 30 });
  rows.push({
    name: client.name,
    grantType: client.authorizedGrantType,
    state: client.state,
    ageInDays: client.dateCreated ? Math.floor((Date.now() - Date.parse(client.dateCreated)) / DAY_MS) : undefined,
    requestsInLast30Days: totals.requests,
  });
}

/** Oldest first; what nobody used in 30 days is a candidate for deletion. */
export const inventory = rows.toSorted((a, b) => (b.ageInDays ?? 0) - (a.ageInDays ?? 0));
export const unused = rows.filter((row) => row.requestsInLast30Days === 0).map((row) => row.name);
