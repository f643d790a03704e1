import PQueue from "p-queue";
import type { ApiOAuthClient, ApiUsageRow } from "../../../provider/api/api-types.ts";
import type { OAuthApi } from "../../../provider/api/oauth-api.ts";
import { collectUsageRows } from "../../../provider/api/usage-result.ts";
import { ApiError, AuthenticationError, isErrorOf, NotFoundError } from "../../../provider/errors/index.ts";
import { totalsOf, usageQueryOf } from "../../../provider/model/usage-query.ts";
import { counted } from "../../terminal/text.ts";
import { isYoungerThan } from "./old-secrets.ts";
import { checked, type Hit, notPermitted, type RuleOutcome } from "./rule-outcome.ts";

/** How usage is asked for. */
export interface UsageQuestion {
  readonly days: number;
  /** Resolves after so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Called whenever one more client was asked about. */
  readonly onProgress: (done: number, all: number) => void;
}

/** Queries at the same time. Assumed: Genesys Cloud documents no limit of its own for them. */
const MAX_PARALLEL = 50;

/** A query takes about a second. A poll that comes too early costs a request and tells nothing. */
const BEFORE_FIRST_POLL_MS = 1_000;

/** While the budget is used up, a poll waits for its turn: the time for a query is long on purpose. */
const TIMEOUT_SECONDS = 900;

/** After so many failures, and no success, the others would fail too. */
const MAX_FAILURES = 10;

/**
 * Finds the clients that sent no request for so many days: two requests for each, a query and its result, and one more for each poll
 * that comes too early. A client that is younger than that is not asked about.
 * @param clients active ones, without our own logins.
 */
export async function findUnused(
  api: OAuthApi,
  clients: readonly ApiOAuthClient[],
  { days, pause, onProgress }: UsageQuestion,
): Promise<RuleOutcome> {
  const now = api.serverNow();
  const asked = clients.filter((client) => !isYoungerThan(client, days, now));
  const queue = new PQueue({ concurrency: MAX_PARALLEL });
  const hits: Hit[] = [];
  const failures: unknown[] = [];
  let done = 0;
  let isForbidden = false;
  const ask = async (client: ApiOAuthClient) => {
    const query = usageQueryOf({ days, metrics: ["Requests"] }, now);
    const { executionId } = await api.queryUsage(client.id, query);
    await pause(BEFORE_FIRST_POLL_MS);
    const wait = { timeoutSeconds: TIMEOUT_SECONDS, now: Date.now, sleep: pause };
    if (isUsed(await collectUsageRows(api, client.id, executionId, wait))) return;
    hits.push({ client, what: `It has sent no request for ${counted(days, "day")}.` });
  };
  onProgress(0, asked.length);
  await Promise.all(
    asked.map((client) =>
      queue.add(async () => {
        try {
          if (isForbidden || isHopeless(failures, done)) return;
          await ask(client);
          onProgress(++done, asked.length);
        } catch (error) {
          // It was deleted since the listing.
          if (isErrorOf(error, NotFoundError)) onProgress(++done, asked.length);
          else if (isErrorOf(error, ApiError) && error.status === 403) isForbidden = true;
          else failures.push(error);
        }
      }),
    ),
  );
  if (isForbidden) return notPermitted("unused");
  const outcome = checked("unused", clients.length - (asked.length - done), hits);
  const [first] = failures;
  if (first === undefined) return outcome;
  const reason = first instanceof Error ? first.message : String(first);
  return {
    ...outcome,
    status: done === 0 ? "notChecked" : "incomplete",
    reason: `the usage of ${counted(asked.length - done, "client")} could not be read. ${reason}`,
  };
}

function isHopeless(failures: readonly unknown[], done: number): boolean {
  return (
    failures.some((error) => isErrorOf(error, AuthenticationError)) || (failures.length >= MAX_FAILURES && done === 0)
  );
}

/** A row that counts nothing is there because of requests all the same. */
function isUsed(rows: readonly ApiUsageRow[]): boolean {
  const hasCounters = rows.some((row) => Object.values(row).some((value) => typeof value === "number"));
  return hasCounters ? Object.values(totalsOf(rows)).some((count) => count > 0) : rows.length > 0;
}
