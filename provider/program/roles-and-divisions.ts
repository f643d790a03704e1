import type * as pulumi from "@pulumi/pulumi";
import type { ApiEntityRef } from "../api/api-types.ts";
import { AmbiguousError, InvalidInputError, NotFoundError } from "../errors/index.ts";
import { ask, outputOf } from "./ask.ts";

export interface GetAuthorizationRoleArgs {
  /** Exact name of the role, for example `employee`. */
  readonly name: string;
}

export interface AuthorizationRole {
  readonly id: string;
  readonly name: string;
}

/** Either the exact `name`, or `home: true` for the home division. */
export interface GetAuthorizationDivisionArgs {
  readonly name?: string | undefined;
  readonly home?: boolean | undefined;
}

export interface AuthorizationDivision {
  readonly id: string;
  readonly name: string;
}

/**
 * Finds a role by its exact name. `GET /api/v2/authorization/roles?name=`; needs `authorization:role:view`.
 * @throws NotFoundError if there is none, AmbiguousError if there are several.
 */
export function getAuthorizationRole(
  args: GetAuthorizationRoleArgs,
  _opts?: pulumi.InvokeOptions,
): Promise<AuthorizationRole> {
  return ask("getAuthorizationRole", args, (api, { name }) =>
    onlyNamed("role", name, api.findRoles(requireName("role", name))),
  );
}

/** Output form of {@link getAuthorizationRole}. */
export function getAuthorizationRoleOutput(
  args: { readonly name: pulumi.Input<string> },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<AuthorizationRole> {
  return outputOf<GetAuthorizationRoleArgs, AuthorizationRole>(getAuthorizationRole, args, opts);
}

/**
 * Finds a division by its exact name, or the home division. `GET /api/v2/authorization/divisions`; no permission needed.
 * @throws NotFoundError if there is none, AmbiguousError if there are several, InvalidInputError unless exactly one of
 * `name` and `home` is given.
 */
export function getAuthorizationDivision(
  args: GetAuthorizationDivisionArgs,
  _opts?: pulumi.InvokeOptions,
): Promise<AuthorizationDivision> {
  return ask("getAuthorizationDivision", args, async (api, { name, home }) => {
    if ((name !== undefined) === (home === true)) {
      throw new InvalidInputError("getAuthorizationDivision takes either name or home: true: write one of them.");
    }
    if (name !== undefined) return onlyNamed("division", name, api.findDivisions(requireName("division", name)));
    const division = await api.homeDivision();
    return { id: division.id ?? "", name: division.name ?? "" };
  });
}

/** Output form of {@link getAuthorizationDivision}. */
export function getAuthorizationDivisionOutput(
  args: { readonly name?: pulumi.Input<string | undefined>; readonly home?: pulumi.Input<boolean | undefined> },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<AuthorizationDivision> {
  return outputOf<GetAuthorizationDivisionArgs, AuthorizationDivision>(getAuthorizationDivision, args, opts);
}

function requireName(kind: string, name: string): string {
  if (typeof name === "string" && name.trim() !== "") return name;
  throw new InvalidInputError(`The name of the ${kind} is blank: write its exact name.`);
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
    const near = others.length === 0 ? "" : ` Similar: ${others.slice(0, 5).join(", ")}.`;
    throw new NotFoundError(`There is no ${kind} named ${JSON.stringify(name)}.${near}`, {
      nextStep: "Names are compared exactly, upper and lower case included.",
    });
  }
  if (second !== undefined) {
    throw new AmbiguousError(
      `Several ${kind}s are named ${JSON.stringify(name)}: ${matches.map(({ id }) => id).join(", ")}`,
      {
        nextStep: "Use the id of the one you mean.",
      },
    );
  }
  return { id: match.id ?? "", name };
}
