import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { isDisabled, isPendingDeletion } from "../../provider/model/translate.ts";
import type { OrganizationRef, UnmanagedFinding } from "./report.ts";

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

/**
 * The clients that no stack has.
 *
 * Left out: our own logins (they were there before any stack), what Genesys Cloud support has locked (nobody can do anything
 * about it), and what is deleted already and only waits for its date.
 */
export function unmanagedClients(
  { organization, clients, logins }: OrganizationListing,
  managedIds: ReadonlySet<string>,
  { name, creator }: UnmanagedFilter,
): readonly UnmanagedFinding[] {
  return clients
    .filter((client) => !managedIds.has(client.id.toLowerCase()) && !logins.has(client.id.toLowerCase()))
    .filter((client) => !isDisabled(client) && !isPendingDeletion(client))
    .filter((client) => name === undefined || name.test(client.name ?? ""))
    .filter((client) => creator === undefined || isCreatedBy(client.createdBy?.id, creator, logins))
    .map(({ id, name = "", createdBy, dateCreated }) => ({
      kind: "unmanaged",
      organization,
      client: { id, name },
      ...(createdBy?.id === undefined ? {} : { createdBy: createdBy.id }),
      ...(dateCreated === undefined ? {} : { dateCreated }),
    }));
}

function isCreatedBy(id: string | undefined, creator: string, logins: ReadonlySet<string>): boolean {
  if (id === undefined) return false;
  return creator === "self" ? logins.has(id.toLowerCase()) : id.toLowerCase() === creator.toLowerCase();
}
