import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { describeOwner, splitMark } from "../../provider/model/ownership-mark.ts";
import { isDisabled, isPendingDeletion } from "../../provider/model/translate.ts";
import { day } from "../terminal/text.ts";

/** Which clients are exported. A client is if it passes every given filter. */
export interface Selection {
  readonly name: RegExp | undefined;
  readonly grantType: string | undefined;
  readonly state: string | undefined;
  /** Id of the user or client that created it. */
  readonly createdBy: string | undefined;
}

/** Whether a client passes the filters. */
export function isSelected(client: ApiOAuthClient, { name, grantType, state, createdBy }: Selection): boolean {
  return (
    (name === undefined || name.test(client.name ?? "")) &&
    (grantType === undefined || client.authorizedGrantType === grantType) &&
    (state === undefined || (client.state ?? "active") === state) &&
    (createdBy === undefined || client.createdBy?.id?.toLowerCase() === createdBy.toLowerCase())
  );
}

/**
 * Why nobody can adopt the client now; undefined if one can.
 * @param managed what the stack has already: the name of the resource by client id.
 */
export function obstacleTo(client: ApiOAuthClient, managed: ReadonlyMap<string, string>): string | undefined {
  const resource = managed.get(client.id);
  if (resource !== undefined) return managedAs(resource);
  if (isPendingDeletion(client)) return `it is deleted, and will be gone for good on ${day(client.dateToDelete ?? "")}`;
  if (isDisabled(client)) return "Genesys Cloud support has disabled it";
  const { ownershipMark } = splitMark(client.description);
  if (ownershipMark !== undefined) return `its ownership mark says that ${describeOwner(ownershipMark)} manages it`;
  return undefined;
}

/** Why something is not declared that a resource of the stack has. */
export function managedAs(resource: string): string {
  return `the stack has it already, as ${resource}`;
}
