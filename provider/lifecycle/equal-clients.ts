import type { ApiOAuthClient } from "../api/api-types.ts";
import type { OAuthClientInputs } from "../model/oauth-client.ts";
import { describeClient, isAsAskedFor } from "../model/same-client.ts";
import type { Session } from "./session.ts";

/** How old a client may be to be worth a warning, in milliseconds: the left-over of an interrupted run is young. */
const YOUNG_MS = 24 * 3_600_000;

/**
 * Tells the user of a client that is equal to the one about to be created, and that no resource of this run has. It may be left over
 * from an interrupted run, or belong to another stack: nobody can know, so it stops nothing and is not touched. A client with an
 * ownership mark names its owner, so there is nothing to tell.
 */
export function warnOfEqualClients(
  session: Session,
  { ownershipMark, ...inputs }: OAuthClientInputs,
  clients: ReadonlyMap<string, ApiOAuthClient>,
): void {
  const { ownership } = session;
  const equal = [...clients.values()].filter((client) => isAsAskedFor(client, inputs));
  const free = equal.filter(({ id }) => !ownership.isClaimed(id));
  const identified = equal.filter(({ id }) => ownership.isClaimed(id) && !ownership.isJustAdopted(id)).length;
  // Each resource of the state whose id is still unknown accounts for one of the unclaimed clients.
  const owners = ownership
    .existingLike(inputs)
    .filter((existing) => equal.some((client) => isAsAskedFor(client, existing)));
  const isOld = ({ dateCreated = "" }: ApiOAuthClient) => session.api.serverNow() - Date.parse(dateCreated) >= YOUNG_MS;
  if (free.length <= Math.max(owners.length - identified, 0) || free.every(isOld)) return;
  session.warn(
    `Another OAuth client is equal to ${JSON.stringify(inputs.name)}, which is being created: ${free.map(describeClient).join("; ")}. ` +
      "If an earlier run was interrupted, `genesyscloud-oauth recover` tells whether it is left over. If another stack has it, all is well.",
  );
}
