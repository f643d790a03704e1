import type { ApiEntityRef } from "../api/api-types.ts";
import { AmbiguousError, InvalidInputError, NotFoundError } from "../errors/index.ts";
import { answer } from "./answer.ts";
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

/** The answer of `getAuthorizationRole`. */
export const authorizationRole = answer(
  "getAuthorizationRole",
  ["name"],
  async ({ api }, { name }: GetAuthorizationRoleArgs): Promise<AuthorizationRole> =>
    onlyNamed("role", name, api.findRoles(requireName("role", name))),
);

/** The answer of `getAuthorizationDivision`. */
export const authorizationDivision = answer(
  "getAuthorizationDivision",
  ["name", "home"],
  async ({ api }, { name, home }: GetAuthorizationDivisionArgs): Promise<AuthorizationDivision> => {
    if ((name !== undefined) === (home === true)) {
      throw new InvalidInputError("getAuthorizationDivision takes either name or home: true: write one of them.");
    }
    return name === undefined
      ? requireReference("division", await api.homeDivision())
      : onlyNamed("division", name, api.findDivisions(requireName("division", name)));
  },
);

/** The API's name filter is not exact, so only entities with exactly this name count. */
async function onlyNamed(
  kind: string,
  name: string,
  pages: AsyncIterable<readonly ApiEntityRef[]>,
): Promise<{ id: string; name: string }> {
  const entities = (await Array.fromAsync(pages)).flat();
  const matches = entities.filter((entity) => entity.name === name);
  const [match, second] = matches;
  if (match === undefined) {
    const others = entities.flatMap((entity) => entity.name ?? []);
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
