import type { ApiOperation, OperationRequest } from "../transport/operation.ts";
import { notFound } from "../transport/operation-error.ts";
import type { World } from "../world.ts";
import { withPolicies } from "./role-view.ts";

const MAX_PAGE_SIZE = 500;

/** Products of the organisation, among the examples that Genesys names [doc]. */
const PRODUCTS = ["collaboratePro", "communicate", "engage"];

/** Case-insensitive; `*` stands for any characters. */
function wildcard(pattern: string): RegExp {
  const source = pattern
    .split("*")
    .map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`))
    .join(".*");
  return new RegExp(`^${source}$`, "i");
}

function listPage<T extends { name: string }>(
  { cutPage }: World,
  all: T[],
  { path, query }: OperationRequest,
  pattern: RegExp | undefined,
) {
  const found = pattern === undefined ? all : all.filter(({ name }) => pattern.test(name));
  return cutPage(found, { path, query, defaultPageSize: 25, honourPageSize: true, maxPageSize: MAX_PAGE_SIZE });
}

/** Roles, divisions and products. Roles and divisions are there to look up ids by name. */
export function directoryOperations(world: World): ApiOperation[] {
  const { directory } = world;
  return [
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/authorization/roles",
      permission: "authorization:role:view",
      answers: "OrganizationRoleEntityListing",
      // [doc]: name is exact unless it has wildcards.
      handle(request) {
        const name = request.query.get("name");
        return { body: listPage(world, directory.roles.list(), request, name ? wildcard(name) : undefined) };
      },
    },
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/authorization/roles/{roleId}",
      permission: "authorization:role:view",
      answers: "DomainOrganizationRole",
      // [doc]: a DomainOrganizationRole; its permissionPolicies say what the role permits. userCount is not kept.
      handle({ param }) {
        const role = directory.roles.get(param("roleId"));
        if (role === undefined) throw notFound("DomainOrganizationRole", param("roleId"));
        return { body: withPolicies(role) };
      },
    },
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/authorization/divisions",
      answers: "AuthzDivisionEntityListing",
      // [doc]: name is a search term. Assumed: it matches anywhere in the name.
      handle(request) {
        const name = request.query.get("name");
        return { body: listPage(world, directory.divisions.list(), request, name ? wildcard(`*${name}*`) : undefined) };
      },
    },
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/authorization/divisions/home",
      answers: "AuthzDivision",
      handle: () => ({ body: directory.homeDivision }),
    },
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/authorization/products",
      answers: "OrganizationProductEntityListing",
      // [doc]: needs no permission. Genesys's Terraform provider crashes without `total` [peer].
      handle: () => ({ body: { total: PRODUCTS.length, entities: PRODUCTS.map((id) => ({ id })) } }),
    },
  ];
}
