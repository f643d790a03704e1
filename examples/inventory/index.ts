import { getOAuthClients, getOAuthClientUsageSummary } from "pulumi-genesyscloud-oauth";

const DAY_MS = 86_400_000;
const { clients } = await getOAuthClients();

// All at once: the limiter keeps to the organisation's rate limit.
const rows = await Promise.all(
  clients.map(async ({ clientId, name, authorizedGrantType, state, dateCreated }) => {
    const { totals } = await getOAuthClientUsageSummary({ clientId, days: 30 });
    return {
      name,
      grantType: authorizedGrantType,
      state,
      ageInDays: dateCreated ? Math.floor((Date.now() - Date.parse(dateCreated)) / DAY_MS) : 0,
      requestsInLast30Days: totals.requests,
    };
  }),
);

/** Oldest first. */
export const inventory = rows.toSorted((a, b) => b.ageInDays - a.ageInDays);

/** What nobody used in 30 days is a candidate for deletion. */
export const unused = inventory.filter((row) => row.requestsInLast30Days === 0).map((row) => row.name);
