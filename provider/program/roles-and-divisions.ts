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
 * A role, which can be granted to OAuth clients with client-credentials grant.
 * @group Roles and divisions
 */
export interface AuthorizationRole {
  /** For `roleId` of an {@link OAuthClientRole}. */
  readonly id: string;
  /** As asked for. */
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
  /** For `divisionId` of an {@link OAuthClientRole}. */
  readonly id: string;
  /** Shown in Genesys Cloud. */
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
 * Finds a role by its exact name, so that a program says `employee` instead of a UUID.
 *
 * One request per page of candidates, `GET /api/v2/authorization/roles?name=`; needs `authorization:role:view`.
 *
 * @throws
 * - {@link NotFoundError} if there is none.
 * - {@link AmbiguousError}, naming the ids, if there are several.
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
 * Output form of {@link getAuthorizationRole}: takes Outputs, gives an Output.
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
 * One request per page of candidates, `GET /api/v2/authorization/divisions?name=`, or one in all,
 * `GET /api/v2/authorization/divisions/home`; no permission needed.
 *
 * @throws
 * - {@link NotFoundError} if there is none.
 * - {@link AmbiguousError}, naming the ids, if there are several.
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
 * Output form of {@link getAuthorizationDivision}: takes Outputs, gives an Output.
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

/** The API's name filter is not exact: only entities of exactly this name count. */
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
      nextStep: "Names are compared exactly, upper and lower case included.",
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
