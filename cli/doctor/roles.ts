import { z } from "zod";
import type { Role } from "../organization/role.ts";

const text = z.string().min(1);

/** An OAuth client with roles of its own: only this grant type has any. */
const client = z.object({
  authorizedGrantType: z.literal("CLIENT-CREDENTIALS"),
  roleDivisions: z.array(z.object({ roleId: text })),
});

/** Ids of the roles that a client holds, as an answer of the API tells; empty where it does not. */
export function rolesHeldBy(answer: unknown): readonly string[] {
  const parsed = client.safeParse(answer);
  return parsed.success ? [...new Set(parsed.data.roleDivisions.map(({ roleId }) => roleId))] : [];
}

/** Whether a permission is held. `unknown`: what was read does not decide it. */
export type Verdict = "held" | "missing" | "unknown";

/**
 * What the policies of all roles of a login say of a permission such as `oauth:client:add`.
 * @param roles undefined for one that could not be read.
 */
export function verdictOf(permission: string, roles: readonly (Role | undefined)[]): Verdict {
  const [domain, entityName, action] = permission.toLowerCase().split(":");
  const policies = roles.flatMap((one) => one?.permissionPolicies ?? []);
  const covering = policies.filter(
    (one) =>
      isFor(one.domain, domain) &&
      isFor(one.entityName, entityName) &&
      one.actionSet.some((part) => isFor(part, action)),
  );
  // A condition may narrow the permission down, to whom or to what nobody can tell from here.
  if (
    covering.some(({ resourceConditionNode }) => resourceConditionNode === undefined || resourceConditionNode === null)
  )
    return "held";
  return covering.length > 0 || roles.length === 0 || roles.includes(undefined) ? "unknown" : "missing";
}

function isFor(pattern: string, part: string | undefined): boolean {
  return pattern === "*" || pattern.toLowerCase() === part;
}
