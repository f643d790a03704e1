import type { ApiPermissionPolicy, ApiRole, ApiRoleWithPolicies } from "../api-types.ts";

/** Adds the policies that stand for the permission patterns of a role: one for each kind of entity. */
export function withPolicies(role: ApiRole): ApiRoleWithPolicies {
  const policies = new Map<string, ApiPermissionPolicy>();
  for (const pattern of role.permissions) {
    const [domain = "*", entityName = "*", action = "*"] = pattern.split(":");
    const key = `${domain}:${entityName}`;
    const policy = policies.get(key) ?? { domain, entityName, actionSet: [], allowConditions: false };
    policies.set(key, policy);
    policy.actionSet.push(action);
  }
  return { ...role, permissionPolicies: [...policies.values()] };
}
