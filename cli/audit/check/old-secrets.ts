import type { ApiOAuthClient } from "../../../provider/api/api-types.ts";
import { DAY_MS } from "../../../provider/model/calendar.ts";
import type { StoredClient } from "../../engine/stored-clients.ts";
import { counted } from "../../terminal/text.ts";
import { checked, type Hit, type RuleOutcome } from "./rule-outcome.ts";

/**
 * Judges secrets by the date that the state records. Where it records none, only the age of the client can tell something: its
 * secret is not older than itself. Everything else stays unknown, and is no finding.
 * @param clients active ones.
 * @param now epoch milliseconds.
 */
export function judgeSecrets(
  clients: readonly ApiOAuthClient[],
  stored: ReadonlyMap<string, Pick<StoredClient, "secretDate">>,
  secretDays: number,
  now: number,
): RuleOutcome {
  const hits: Hit[] = [];
  let unknown = 0;
  const managed = clients.filter(({ id }) => stored.has(id));
  for (const client of managed) {
    const madeAt = Date.parse(stored.get(client.id)?.secretDate ?? "");
    const days = Math.floor((now - madeAt) / DAY_MS);
    if (Number.isNaN(madeAt)) {
      if (!isYoungerThan(client, secretDays, now)) unknown++;
    } else if (days >= secretDays) {
      const made = new Date(madeAt).toISOString().slice(0, 10);
      hits.push({
        client,
        what: `Its secret is ${counted(days, "day")} old, made on ${made}, and the limit is ${secretDays}.`,
      });
    }
  }
  return checked("old-secret", managed.length - unknown, hits, unknown);
}

/** Whether a client was created within so many days. A client whose date is unknown was not. */
export function isYoungerThan({ dateCreated = "" }: ApiOAuthClient, days: number, now: number): boolean {
  return now - Date.parse(dateCreated) < days * DAY_MS;
}
