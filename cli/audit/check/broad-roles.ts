import PQueue from "p-queue";
import type { ApiOAuthClient } from "../../../provider/api/api-types.ts";
import type { PermissionProbes } from "../../../provider/api/permission-probes.ts";
import { ApiError, isErrorOf, NotFoundError } from "../../../provider/errors/index.ts";
import { type Role, readRole } from "../../organization/role.ts";
import { counted } from "../../terminal/text.ts";
import type { Thresholds } from "../settings/settings.ts";
import { checked, notPermitted, type RuleOutcome } from "./rule-outcome.ts";

/** Roles are read a few at a time, so that they leave room for the usage queries. */
const MAX_PARALLEL = 10;

/** Finds the clients with a role that permits too much. One request for each role that any of them has. */
export async function findBroadRoles(
  probes: PermissionProbes,
  clients: readonly ApiOAuthClient[],
  thresholds: Pick<Thresholds, "maxRolePolicies" | "broadRoles">,
): Promise<RuleOutcome> {
  const ids = [...new Set(clients.flatMap(roleIdsOf))];
  const breadths = new Map<string, string>();
  const failures = new Map<string, unknown>();
  let isForbidden = false;
  const queue = new PQueue({ concurrency: MAX_PARALLEL });
  const look = async (id: string) => {
    if (isForbidden) return;
    try {
      const role = readRole(await probes.role(id));
      if (role === undefined) throw new Error(`The answer about the role ${id} has another shape than expected.`);
      const breadth = breadthOf(role, thresholds);
      if (breadth !== undefined) breadths.set(id, breadth);
    } catch (error) {
      // A role that is gone permits nothing.
      if (isErrorOf(error, NotFoundError)) return;
      if (isErrorOf(error, ApiError) && error.status === 403) isForbidden = true;
      else failures.set(id, error);
    }
  };
  await Promise.all(ids.map((id) => queue.add(() => look(id))));
  if (isForbidden) return notPermitted("broad-role");
  const hits = clients.flatMap((client) => {
    const broad = roleIdsOf(client).flatMap((id) => breadths.get(id) ?? []);
    return broad.length === 0 ? [] : [{ client, what: `It has ${broad.join(", and ")}.` }];
  });
  const undecided = clients.filter((client) => roleIdsOf(client).some((id) => failures.has(id))).length;
  const outcome = checked("broad-role", clients.length - undecided, hits);
  const [first] = failures.values();
  if (first === undefined) return outcome;
  const reason = first instanceof Error ? first.message : String(first);
  return { ...outcome, status: "incomplete", reason: `${counted(failures.size, "role")} could not be read. ${reason}` };
}

/** Why a role is too broad, as the end of the sentence "It has …"; undefined if it is not. */
export function breadthOf(
  { id, name = id, permissionPolicies }: Role,
  { maxRolePolicies, broadRoles }: Pick<Thresholds, "maxRolePolicies" | "broadRoles">,
): string | undefined {
  const role = `the role ${JSON.stringify(name)}`;
  if (permissionPolicies.some(({ domain }) => domain === "*")) return `${role}, which permits everything`;
  if (broadRoles.some((broad) => broad.toLowerCase() === name.toLowerCase()))
    return `${role}, which is listed as too broad`;
  if (permissionPolicies.length <= maxRolePolicies) return undefined;
  return `${role}, which has ${permissionPolicies.length} permission policies, and the limit is ${maxRolePolicies}`;
}

function roleIdsOf({ roleDivisions = [] }: ApiOAuthClient): readonly string[] {
  return [...new Set(roleDivisions.map(({ roleId }) => roleId))];
}
