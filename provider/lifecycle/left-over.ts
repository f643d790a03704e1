import type { ApiOAuthClient } from "../api/api-types.ts";
import { AmbiguousError } from "../errors/index.ts";
import type { OAuthClientInputs } from "../model/oauth-client.ts";
import { describeClient, isAsAskedFor } from "../model/same-client.ts";
import type { Identity, Session } from "./session.ts";
import { nextStepFor } from "./take-over.ts";

/** How old a client may be to count as left over from an interrupted run, in milliseconds. */
const LEFT_OVER_MS = 24 * 3_600_000;

/**
 * Stops before a second client is created silently. If a run was killed between the request and the state, its client exists
 * already: equal in every field, created by our own login within the last day, and in no resource of this run.
 *
 * The client is named and not taken over, because it could belong to another stack.
 */
export function refuseLeftOver(
  session: Session,
  identity: Identity,
  inputs: OAuthClientInputs,
  clients: ReadonlyMap<string, ApiOAuthClient>,
): void {
  if (identity.clientId === undefined) return;
  const { ownership } = session;
  const equal = [...clients.values()].filter(
    (client) => client.createdBy?.id === identity.clientId && isAsAskedFor(client, inputs),
  );
  const free = equal.filter(({ id }) => !ownership.isClaimed(id));
  const identified = equal.filter(({ id }) => ownership.isClaimed(id) && !ownership.isJustAdopted(id)).length;
  // Each resource of the state whose id is still unknown accounts for one of the unclaimed clients.
  const owners = ownership
    .existingLike(inputs)
    .filter((existing) => equal.some((client) => isAsAskedFor(client, existing)));
  const spokenFor = Math.max(owners.length - identified, 0);
  const isYoung = ({ dateCreated = "" }: ApiOAuthClient) =>
    session.api.serverNow() - Date.parse(dateCreated) < LEFT_OVER_MS;
  if (free.length <= spokenFor || !free.some(isYoung)) return;
  throw new AmbiguousError(
    `Nothing was created: this login created the same client within the last day, and no resource of this run has it. ` +
      `It may be left over from an interrupted run: ${free.map(describeClient).join("; ")}` +
      (spokenFor === 0
        ? ""
        : ` (other resources of this stack have ${spokenFor} of these: compare the ids with \`pulumi stack export\`)`),
    {
      nextStep: `${nextStepFor("it")} If you only renamed the resource in the program, use the option aliases. If the client belongs to another stack, give this one another name or description.`,
    },
  );
}
