import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { isDisabled, isPendingDeletion } from "../../provider/model/translate.ts";
import type { FoundClients } from "./candidates.ts";
import type { Attempt, Creation } from "./creations.ts";

/** What a person has decided, checked. */
export interface Choices {
  /** Client ids by the URN of the resource that takes each. */
  readonly takes: ReadonlyMap<string, string>;
  /** Ids of the clients to delete. */
  readonly deletes: ReadonlySet<string>;
}

/** `--take <resource>=<id>`, as it was written. */
export interface TakeArgument {
  /** Name of the resource, or its URN. */
  readonly resource: string;
  /** In lower case. */
  readonly clientId: string;
}

/** What choices are checked against. */
export interface ChoiceFacts extends Pick<FoundClients, "candidates"> {
  readonly creations: readonly Creation[];
  /** Says why a client can't be touched at all, e.g. because a stack has it; undefined if it can. */
  readonly whyNotFree: (clientId: string) => string | undefined;
  /** The client by its own GET, for those that are named and no candidates; undefined where there is none. */
  readonly clients: ReadonlyMap<string, ApiOAuthClient>;
  /** Why a resource can't be written into the state; undefined if it can. */
  readonly obstacleTo: (attempt: Attempt) => string | undefined;
  /** Names of stacks that could not be read. */
  readonly unreadStacks: readonly string[];
}

/** Checks the choices of a person. @returns what was refused and why; empty if nothing was. */
export function checkChoices(
  takes: readonly TakeArgument[],
  deletes: readonly string[],
  facts: ChoiceFacts,
): { readonly choices: Choices; readonly refusals: readonly string[] } {
  const refusals: string[] = [];
  const chosen = new Map<string, string>();
  for (const take of takes) {
    const { urn, refusal } = checkTake(take, facts);
    if (refusal !== undefined) refusals.push(`--take ${take.resource}=${take.clientId}: ${refusal}.`);
    else if (urn !== undefined) chosen.set(urn, take.clientId);
  }
  for (const clientId of deletes) {
    const { refusal } = checkDelete(clientId, facts);
    if (refusal !== undefined) refusals.push(`--delete ${clientId}: ${refusal}.`);
  }
  return { choices: { takes: chosen, deletes: new Set(deletes) }, refusals };
}

function checkTake(
  { resource, clientId }: TakeArgument,
  facts: ChoiceFacts,
): { readonly urn?: string; readonly refusal?: string } {
  const named = facts.creations.filter(({ resource: { urn, name } }) => urn === resource || name === resource);
  const [creation] = named;
  if (creation === undefined) {
    return { refusal: "no interrupted creation and no creation of the preview is about a resource of this name" };
  }
  if (named.length > 1) {
    return {
      refusal: `several resources have this name; write one of ${named.map((one) => one.resource.urn).join(", ")}`,
    };
  }
  if (creation.existingId !== undefined) return { refusal: `the resource has client ${creation.existingId}` };
  const why = whyNotCandidate(clientId, facts);
  if (why !== undefined) return { refusal: why };
  const candidate = facts.candidates.get(creation.resource.urn)?.find(({ client }) => client.id === clientId);
  if (candidate === undefined) {
    return {
      refusal:
        "the client differs from what the resource asks for in more than the form of its values; adopt it with the resource option import",
    };
  }
  const obstacle = facts.obstacleTo(candidate.attempt);
  if (obstacle !== undefined) return { refusal: `${obstacle}; adopt the client with the resource option import` };
  return { urn: creation.resource.urn };
}

function checkDelete(clientId: string, facts: ChoiceFacts): { readonly refusal?: string } {
  const why = whyNotCandidate(clientId, facts);
  if (why !== undefined) return { refusal: why };
  const isCandidate = [...facts.candidates.values()].some((list) => list.some(({ client }) => client.id === clientId));
  if (!isCandidate) return { refusal: "the client fits no interrupted creation, and no creation of the preview" };
  const [unread] = facts.unreadStacks;
  return unread === undefined ? {} : { refusal: `stack ${unread} could not be read, and could have the client` };
}

function whyNotCandidate(clientId: string, { whyNotFree, clients }: ChoiceFacts): string | undefined {
  const why = whyNotFree(clientId);
  if (why !== undefined) return why;
  const client = clients.get(clientId);
  if (client === undefined) return "there is no such client in this organisation";
  if (isDisabled(client)) return "the client is disabled by Genesys Cloud; ask Customer Care to enable it";
  if (isPendingDeletion(client)) return `the client is deleted, and will be gone for good on ${client.dateToDelete}`;
  return undefined;
}
