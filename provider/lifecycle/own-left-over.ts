import type { ApiOAuthClient } from "../api/api-types.ts";
import { AmbiguousError, isErrorOf, NotFoundError, PartialFailureError } from "../errors/index.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { splitMark } from "../model/ownership-mark.ts";
import { describeClient, isAlikeName } from "../model/same-client.ts";
import { isDisabled, isPendingDeletion } from "../model/translate.ts";
import type { Identity, Session } from "./session.ts";
import { takeOver } from "./take-over.ts";
import { updateOAuthClient } from "./update.ts";

/**
 * Takes over the client that an earlier, interrupted run created for this very resource: the one whose description ends with
 * the mark of the resource. It gets a new secret, and then the properties that the program asks for, if they differ.
 *
 * Clients of other resources of this run, disabled ones, and those that wait for their deletion are left alone. So is every
 * client if the state already has a resource with this mark (a replacement that the user forces): the client is then in use.
 * @returns undefined if there is none, or if the setting ownershipMark is off.
 * @throws AmbiguousError if several clients have the mark.
 * @throws PartialFailureError if the client was taken over and is not finished. The next update finishes it.
 */
export async function takeOverOwnLeftOver(
  session: Session,
  identity: Identity,
  inputs: OAuthClientInputs,
): Promise<OAuthClientState | undefined> {
  const { ownershipMark } = inputs;
  if (ownershipMark === undefined) return undefined;
  const own = await clientsWithMark(session, inputs, ownershipMark);
  // Checked after the requests, so that resources that the program declares later have been noted too.
  const left = own.filter(({ id }) => !session.ownership.isClaimed(id));
  const [only] = left;
  if (only === undefined || session.ownership.hasMark(ownershipMark)) return undefined;
  if (left.length > 1) throw severalOf(left, inputs);
  return takeOverAndUpdate(session, identity, inputs, only);
}

/**
 * Takes over a client that an earlier run created for the resource. It gets a new secret, and then what the program says by now.
 * @throws PartialFailureError if it is not finished. The next update finishes it.
 */
export async function takeOverAndUpdate(
  session: Session,
  identity: Identity,
  inputs: OAuthClientInputs,
  client: ApiOAuthClient,
): Promise<OAuthClientState> {
  const taken = await takeOver(session, identity, inputs, client);
  try {
    return await updateOAuthClient(session, client.id, taken, inputs);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PartialFailureError(
      client.id,
      { ...taken },
      `The client that an earlier run created was taken over, but it is not as declared; the next \`pulumi up\` does it. ${reason}`,
    );
  }
}

/**
 * The clients that carry the mark, as their own GETs tell them. A listing may leave descriptions out. So clients of the same
 * name are also read if their entries show none.
 */
async function clientsWithMark(
  session: Session,
  inputs: OAuthClientInputs,
  ownershipMark: string,
): Promise<readonly ApiOAuthClient[]> {
  const entries = [...(await session.clientsBefore()).values()].filter(
    ({ id, name, description }) =>
      !session.ownership.isClaimed(id) &&
      (description === undefined
        ? isAlikeName(name, inputs.name)
        : splitMark(description).ownershipMark === ownershipMark),
  );
  const clients = await Promise.all(entries.map(({ id }) => readOrGone(session, id)));
  return clients
    .filter((client) => client !== undefined)
    .filter((client) => splitMark(client.description).ownershipMark === ownershipMark)
    .filter((client) => !isDisabled(client) && !isPendingDeletion(client));
}

async function readOrGone(session: Session, clientId: string): Promise<ApiOAuthClient | undefined> {
  try {
    return await session.api.getClient(clientId);
  } catch (error) {
    if (isErrorOf(error, NotFoundError)) return undefined;
    throw error;
  }
}

function severalOf(clients: readonly ApiOAuthClient[], inputs: OAuthClientInputs): AmbiguousError {
  return new AmbiguousError(
    `Cannot create OAuth client ${JSON.stringify(inputs.name)}: ${clients.length} clients carry the ownership mark of this resource: ` +
      clients.map(describeClient).join("; "),
    {
      nextStep:
        'Adopt the right one with the resource option import: "<id>", then change secretVersion to get a secret. ' +
        "Remove the mark at the end of the description of each other one.",
    },
  );
}
