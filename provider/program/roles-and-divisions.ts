import type * as pulumi from "@pulumi/pulumi";
import {
  type AuthorizationDivision,
  type AuthorizationRole,
  authorizationDivision,
  authorizationRole,
  type GetAuthorizationDivisionArgs,
  type GetAuthorizationRoleArgs,
} from "../data-sources/roles-and-divisions.ts";
import { dataSource, type Wrapped } from "./data-source.ts";

const role = dataSource(authorizationRole);
const division = dataSource(authorizationDivision);

/**
 * Finds a role by its exact name, so that a program can say `employee` instead of a UUID.
 *
 * Sends one request per page of candidates, `GET /api/v2/authorization/roles?name=`. Needs the permission
 * `authorization:role:view`.
 *
 * @throws
 * - {@link NotFoundError} if no role has this name.
 * - {@link AmbiguousError} if several roles have it. The error lists their ids.
 * - {@link InvalidInputError} if the name is blank.
 * @group Roles and divisions
 */
export function getAuthorizationRole(
  args: GetAuthorizationRoleArgs,
  opts?: pulumi.InvokeOptions,
): Promise<AuthorizationRole> {
  return role.get(args, opts);
}

/**
 * Output form of {@link getAuthorizationRole}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const { id: roleId } = getAuthorizationRoleOutput({ name: "employee" });
 * ```
 * @group Roles and divisions
 */
export function getAuthorizationRoleOutput(
  args: Wrapped<GetAuthorizationRoleArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<AuthorizationRole> {
  return role.getOutput(args, opts);
}

/**
 * Finds a division by its exact name, or the home division.
 *
 * By name, it sends one request per page of candidates, `GET /api/v2/authorization/divisions?name=`. For the home division,
 * it sends one request, `GET /api/v2/authorization/divisions/home`. Needs no permission.
 *
 * @throws
 * - {@link NotFoundError} if no division has this name.
 * - {@link AmbiguousError} if several divisions have it. The error lists their ids.
 * - {@link InvalidInputError} unless exactly one of `name` and `home` is given.
 * @group Roles and divisions
 */
export function getAuthorizationDivision(
  args: GetAuthorizationDivisionArgs,
  opts?: pulumi.InvokeOptions,
): Promise<AuthorizationDivision> {
  return division.get(args, opts);
}

/**
 * Output form of {@link getAuthorizationDivision}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const { id: divisionId } = getAuthorizationDivisionOutput({ name: "Sales" });
 * ```
 * @group Roles and divisions
 */
export function getAuthorizationDivisionOutput(
  args: Wrapped<GetAuthorizationDivisionArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<AuthorizationDivision> {
  return division.getOutput(args, opts);
}
