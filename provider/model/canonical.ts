import type { RoleAssignment } from "./oauth-client.ts";
import { containsUnknown } from "./unknown.ts";

/** The form of Genesys Cloud's ids. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A text. Absent if empty. */
export function canonicalText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A set of strings in canonical order, without duplicates. Absent if empty. Unchanged while parts are unknown. */
export function canonicalStrings<T extends readonly string[] | string>(values: T | undefined | null): T | undefined {
  if (values === undefined || values === null || values.length === 0) return undefined;
  if (typeof values === "string" || containsUnknown(values)) return values;
  return [...new Set(values)].sort(byCodeUnit) as readonly string[] as T;
}

/** A set of role assignments in canonical order, without duplicates. Absent if empty. Unchanged while parts are unknown. */
export function canonicalRoles<T extends readonly (RoleAssignment | string)[] | string>(
  roles: T | undefined | null,
): T | undefined {
  if (roles === undefined || roles === null || roles.length === 0) return undefined;
  if (typeof roles === "string" || containsUnknown(roles)) return roles;
  const byKey = new Map(
    (roles as readonly RoleAssignment[]).map(({ roleId, divisionId }) => {
      const role = { roleId: canonicalId(roleId), divisionId: canonicalId(divisionId) };
      return [JSON.stringify(Object.values(role)), role];
    }),
  );
  return [...byKey].sort(([a], [b]) => byCodeUnit(a, b)).map(([, role]) => role) as readonly RoleAssignment[] as T;
}

/** UUIDs mean the same in upper and lower case. */
function canonicalId<T extends string | undefined>(id: T): T | string {
  return id !== undefined && UUID.test(id) ? id.toLowerCase() : id;
}

/** Compares by code unit, because the order of a locale is not the same on every machine. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The object without the properties that are undefined. */
export function withoutUndefined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
