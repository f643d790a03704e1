import type { ApiOAuthClient } from "../api/api-types.ts";
import { requireClientId } from "../api/identifiers.ts";
import { GuardError, NotFoundError } from "../errors/index.ts";
import { type Belonging, belongingOf } from "../model/belonging.ts";
import { changedProperties } from "../model/changes.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { describeOwner, splitMark } from "../model/ownership-mark.ts";
import { isAsAskedFor } from "../model/same-client.ts";
import { isPendingDeletion, observedInputs, observedState, replacementRequest } from "../model/translate.ts";
import { requireNotDisabled } from "./guards.ts";
import { namingMarkLength } from "./mark-length.ts";
import { readLiveClient } from "./read-live.ts";
import type { Session } from "./session.ts";

/**
 * Adopts an existing client into the stack (`opts.import`) without writing anything but the ownership mark, if that setting is
 * on. The program must describe the client as it is.
 *
 * The secret can't be read. It is `importedClientSecret`, or unknown (empty). `secretVersion` is only recorded.
 * @throws GuardError if the client carries the ownership mark of another resource, is disabled, has a pending deletion, belongs to another resource of this run, or differs from
 * the program.
 */
export async function adoptOAuthClient(
  session: Session,
  inputs: OAuthClientInputs,
  importId: string,
): Promise<OAuthClientState> {
  const { live, belonging } = await readAdoptable(session, importId, inputs.ownershipMark);
  const clientId = live.id;
  const operation = operationOn(clientId);
  requireSameProperties(observedInputs(live, { extraProperties: inputs.extraProperties }), inputs, operation, clientId);
  // Checked after the request, so that resources that the program declares later have been noted too.
  const couldHaveIt = session.ownership
    .existingLike(inputs)
    .some((existing) => existing.importId === undefined && isAsAskedFor(live, existing));
  if (session.ownership.isClaimed(clientId) || couldHaveIt) {
    throw alreadyOwned(operation, clientId);
  }
  session.ownership.noteAdopted(clientId);
  return observedState(await marked(session, live, inputs), {
    ...inputs,
    clientSecret: inputs.importedClientSecret ?? "",
    ...belonging,
  });
}

/**
 * Reads an existing client for the engine's own import, which compares it with the program and updates it if they differ. The secret
 * is unknown.
 * @param ownershipMark mark of the resource that takes it over.
 * @throws GuardError if the client carries the ownership mark of another resource, is disabled, has a pending deletion, or belongs to another
 * resource of this run.
 */
export async function importOAuthClient(
  session: Session,
  importId: string,
  ownershipMark: string,
): Promise<{ readonly state: OAuthClientState; readonly inputs: OAuthClientInputs }> {
  const { live, belonging } = await readAdoptable(session, importId, ownershipMark);
  if (session.ownership.isClaimed(live.id)) throw alreadyOwned(operationOn(live.id), live.id);
  session.ownership.noteAdopted(live.id);
  const known = { clientSecret: "", ...belonging };
  return { state: observedState(live, known), inputs: observedInputs(live, known) };
}

/** The live client, if a resource with this mark may take it over, and where it belongs. */
async function readAdoptable(
  session: Session,
  importId: string,
  ownershipMark: string | undefined,
): Promise<{ readonly live: ApiOAuthClient; readonly belonging: Belonging }> {
  const clientId = requireClientId(importId);
  const operation = operationOn(clientId);
  const belonging = belongingOf(await session.identity());
  const live = await readLiveClient(session, clientId, undefined);
  if (live === undefined) {
    throw new NotFoundError("it does not exist in this organisation", {
      operation,
      clientId,
      nextStep:
        "Check the id, the region and the login. `genesyscloud-oauth drift` lists the clients that no stack manages.",
    });
  }
  requireNotDisabled(live);
  if (isPendingDeletion(live)) {
    throw new GuardError(`it is deleted and will be gone for good on ${live.dateToDelete}`, {
      operation,
      clientId,
      nextStep: "Restore it in the admin UI first, or create a new client by removing the import option.",
    });
  }
  requireNoOtherOwner(live, ownershipMark, operation);
  return { live, belonging };
}

function operationOn(clientId: string): string {
  return `adopt OAuth client ${clientId}`;
}

/** The client as it is after the resource has marked it as its own. */
async function marked(session: Session, live: ApiOAuthClient, inputs: OAuthClientInputs): Promise<ApiOAuthClient> {
  if (inputs.ownershipMark === splitMark(live.description).ownershipMark) return live;
  session.reader.forget(live.id);
  return namingMarkLength(inputs, () => session.api.updateClient(live.id, replacementRequest(live, inputs, {})));
}

function requireNoOtherOwner(live: ApiOAuthClient, own: string | undefined, operation: string): void {
  const { ownershipMark } = splitMark(live.description);
  if (ownershipMark === undefined || ownershipMark === own) return;
  throw new GuardError(`its ownership mark says that ${describeOwner(ownershipMark)} manages it`, {
    operation,
    clientId: live.id,
    nextStep:
      "Read it with OAuthClient.get if you only use it. To move it here, let the other stack forget it with `pulumi state delete`, " +
      "then remove the mark at the end of its description in the admin UI.",
  });
}

function alreadyOwned(operation: string, clientId: string): GuardError {
  return new GuardError(
    "another resource of this stack already manages it, or manages a client that is the same in every property",
    {
      operation,
      clientId,
      nextStep:
        "Remove one of the two resources, or first give them different names or descriptions. To rename a resource, use the option aliases instead of import.",
    },
  );
}

function requireSameProperties(
  live: OAuthClientInputs,
  inputs: OAuthClientInputs,
  operation: string,
  clientId: string,
): void {
  const different = changedProperties(live, inputs).filter((property) => property !== "ownershipMark");
  if (different.length === 0) return;
  const list = different.map((property) =>
    // Unknown fields could be secret, so only the property is named.
    property === "extraProperties"
      ? "extraProperties"
      : `${property}: write ${JSON.stringify(live[property]) ?? "nothing (remove it)"} instead of ${JSON.stringify(inputs[property]) ?? "nothing"}`,
  );
  throw new GuardError(`the program differs from the client: ${list.join("; ")}`, {
    operation,
    clientId,
    nextStep:
      "Nothing was changed. Correct the program, adopt the client, and make your changes with the next `pulumi up`.",
  });
}
