import type * as pulumi from "@pulumi/pulumi";
import type { ApiEntityRef } from "../api/api-types.ts";
import { AmbiguousError, InvalidInputError, NotFoundError } from "../errors/index.ts";
import { dataSource, type Wrapped } from "./data-source.ts";
import { requireName, requireReference } from "./found.ts";

/**
 * The arguments of {@link getAuthorizationRole}.
 * @group Roles and divisions
 */
export interface GetAuthorizationRoleArgs {
  /** Exact name of the role, for example `employee`. */
  readonly name: string;
}

/**
 * A role that can be granted to OAuth clients of the grant type CLIENT-CREDENTIALS.
 * @group Roles and divisions
 */
export interface AuthorizationRole {
  /** Id of the role, for `roleId` of an {@link OAuthClientRole}. */
  readonly id: string;
  /** Name of the role, as requested. */
  readonly name: string;
}

/**
 * The arguments of {@link getAuthorizationDivision}: either the exact `name`, or `home: true` for the home division.
 * @group Roles and divisions
 */
export interface GetAuthorizationDivisionArgs {
  /** Exact name of the division. */
  readonly name?: string | undefined;
  /** True for the home division, which every organisation has. */
  readonly home?: boolean | undefined;
}

/**
 * A division, in which roles are granted.
 * @group Roles and divisions
 */
export interface AuthorizationDivision {
  /** Id of the division, for `divisionId` of an {@link OAuthClientRole}. */
  readonly id: string;
  /** Name shown in Genesys Cloud. */
  readonly name: string;
}

const role = dataSource(
  "getAuthorizationRole",
  async ({ api }, { name }: GetAuthorizationRoleArgs): Promise<AuthorizationRole> =>
    onlyNamed("role", name, api.findRoles(requireName("role", name))),
);

const division = dataSource(
  "getAuthorizationDivision",
  async ({ api }, { name, home }: GetAuthorizationDivisionArgs): Promise<AuthorizationDivision> => {
    if ((name !== undefined) === (home === true)) {
      throw new InvalidInputError("getAuthorizationDivision takes either name or home: true: write one of them.");
    }
    return name === undefined
      ? requireReference("division", await api.homeDivision())
      : onlyNamed("division", name, api.findDivisions(requireName("division", name)));
  },
);

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

/** The API's name filter is not exact, so only entities with exactly this name count. */
async function onlyNamed(
  kind: string,
  name: string,
  pages: AsyncIterable<readonly ApiEntityRef[]>,
): Promise<{ id: string; name: string }> {
  const others: string[] = [];
  const matches: ApiEntityRef[] = [];
  for await (const page of pages) {
    for (const entity of page) {
      if (entity.name === name) matches.push(entity);
      else if (entity.name !== undefined) others.push(entity.name);
    }
  }
  const [match, second] = matches;
  if (match === undefined) {
    const near = others.length === 0 ? "" : `. Similar: ${others.slice(0, 5).join(", ")}`;
    throw new NotFoundError(`There is no ${kind} named ${JSON.stringify(name)}${near}`, {
      nextStep: "Names are compared exactly and are case-sensitive.",
    });
  }
  if (second !== undefined) {
    throw new AmbiguousError(
      `${matches.length} ${kind}s are named ${JSON.stringify(name)}: ${matches.map(({ id }) => id).join(", ")}`,
      { nextStep: "Use the id of the one you mean." },
    );
  }
  return requireReference(kind, match);
}
