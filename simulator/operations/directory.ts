import type { ApiOperation, OperationRequest } from "../operation.ts";
import { notFound } from "../operation-error.ts";
import { pageOf } from "../paging.ts";
import { withPolicies } from "../role-view.ts";
import type { World } from "../world.ts";

const MAX_PAGE_SIZE = 500;

/** Case-insensitive; `*` stands for any characters. */
function wildcard(pattern: string): RegExp {
  const source = pattern
    .split("*")
    .map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`))
    .join(".*");
  return new RegExp(`^${source}$`, "i");
}

function listPage<T extends { name: string }>(
  all: T[],
  { path, query }: OperationRequest,
  pattern: RegExp | undefined,
) {
  const found = pattern === undefined ? all : all.filter(({ name }) => pattern.test(name));
  return pageOf(found, { path, query, defaultPageSize: 25, honourPageSize: true, maxPageSize: MAX_PAGE_SIZE });
}

/** Roles and divisions, to look up ids by name. */
export function directoryOperations({ directory }: World): ApiOperation[] {
  return [
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/authorization/roles",
      permission: "authorization:role:view",
      // [doc]: name is exact unless it has wildcards.
      handle(request) {
        const name = request.query.get("name");
        return { body: listPage(directory.roles.list(), request, name ? wildcard(name) : undefined) };
      },
    },
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/authorization/roles/{roleId}",
      permission: "authorization:role:view",
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
      // [doc]: name is a search term. Assumed: it matches anywhere in the name.
      handle(request) {
        const name = request.query.get("name");
        return { body: listPage(directory.divisions.list(), request, name ? wildcard(`*${name}*`) : undefined) };
      },
    },
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/authorization/divisions/home",
      handle: () => ({ body: directory.homeDivision }),
    },
  ];
}
