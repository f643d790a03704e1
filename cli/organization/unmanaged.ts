import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { type Owner, readOwner, splitMark } from "../../provider/model/ownership-mark.ts";
import { isDisabled, isPendingDeletion } from "../../provider/model/translate.ts";
import type { ClientRef, OrganizationRef } from "../report/subjects.ts";

/** A client of the organisation that no given stack has. */
export interface UnmanagedFinding {
  readonly kind: "unmanaged";
  readonly organization: OrganizationRef;
  readonly client: ClientRef;
  /** Id of the user or client that created it. */
  readonly createdBy?: string;
  /** ISO 8601. */
  readonly dateCreated?: string;
  /** Whom its ownership mark names: a resource of a given stack, which does not have it. */
  readonly owner?: Owner;
}

/** A client whose ownership mark says that a stack manages it that was not given. No finding. */
export interface ManagedElsewhere {
  readonly organization: OrganizationRef;
  readonly client: ClientRef;
  readonly owner: Owner;
}

/** Which clients count as unmanaged. */
export interface UnmanagedFilter {
  /** Only those whose name matches. */
  readonly name?: RegExp;
  /** Only those that this user or client created; `self`: one of our logins. */
  readonly creator?: string;
}

/** All OAuth clients of one organisation, and the clients that we are logged in as there. */
export interface OrganizationListing {
  readonly organization: OrganizationRef;
  readonly clients: readonly ApiOAuthClient[];
  readonly logins: ReadonlySet<string>;
}

/** The clients of an organisation that no given stack has. */
export interface ClientsOfNoGivenStack {
  readonly unmanaged: readonly UnmanagedFinding[];
  /** Those whose ownership mark names a stack that was not given. They are managed, so they are no findings. */
  readonly managedElsewhere: readonly ManagedElsewhere[];
}

/**
 * The clients that no given stack has. A client whose ownership mark names one of the given stacks is unmanaged all the same,
 * because that stack does not have it: it may be left over from an interrupted run.
 *
 * Left out: our own logins (they were there before any stack), what Genesys Cloud support has locked (nobody can do anything
 * about it), and what is deleted already and only waits for its date.
 */
export function unmanagedClients(
  { organization, clients, logins }: OrganizationListing,
  { ids, stacks }: { readonly ids: ReadonlySet<string>; readonly stacks: ReadonlySet<string> },
  { name, creator }: UnmanagedFilter,
): ClientsOfNoGivenStack {
  const free = clients
    .filter((client) => !ids.has(client.id.toLowerCase()) && !logins.has(client.id.toLowerCase()))
    .filter((client) => !isDisabled(client) && !isPendingDeletion(client))
    .filter((client) => name === undefined || name.test(client.name ?? ""))
    .filter((client) => creator === undefined || isCreatedBy(client.createdBy?.id, creator, logins))
    .map((client) => ({ ...client, owner: ownerOf(client) }));
  const isElsewhere = ({ owner }: (typeof free)[number]) => owner !== undefined && !stacks.has(stackOf(owner));
  return {
    unmanaged: free
      .filter((client) => !isElsewhere(client))
      .map(({ id, name = "", createdBy, dateCreated, owner }) => ({
        kind: "unmanaged",
        organization,
        client: { id, name },
        ...(createdBy?.id === undefined ? {} : { createdBy: createdBy.id }),
        ...(dateCreated === undefined ? {} : { dateCreated }),
        ...(owner === undefined ? {} : { owner }),
      })),
    managedElsewhere: free.flatMap((client) => {
      const { id, name = "", owner } = client;
      return owner !== undefined && isElsewhere(client) ? [{ organization, client: { id, name }, owner }] : [];
    }),
  };
}

function ownerOf({ description }: ApiOAuthClient): Owner | undefined {
  const { ownershipMark } = splitMark(description);
  return ownershipMark === undefined ? undefined : readOwner(ownershipMark);
}

/** As {@link CheckedStack.name} has it. */
function stackOf({ project, stack }: Owner): string {
  return `${project}/${stack}`;
}

function isCreatedBy(id: string | undefined, creator: string, logins: ReadonlySet<string>): boolean {
  if (id === undefined) return false;
  return creator === "self" ? logins.has(id.toLowerCase()) : id.toLowerCase() === creator.toLowerCase();
}
