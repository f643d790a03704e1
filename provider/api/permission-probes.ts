import type { Connection } from "./connection.ts";

/**
 * Requests that only read, each the smallest one that needs a certain permission. The answers are handed on as they are: it is
 * their success that counts. All throw `GenesysError`s only; a missing permission is an `ApiError` with status 403.
 */
export class PermissionProbes {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** `GET /api/v2/oauth/clients`: `oauth:client:view`. The documented call has no parameters; a page size does no harm. */
  async listClients(): Promise<unknown> {
    return this.get("list OAuth clients", "/api/v2/oauth/clients?pageSize=1", "oauth:client:view");
  }

  /** `GET /api/v2/oauth/authorizations`: `oauth:client:authorize`. */
  async listAuthorizations(): Promise<unknown> {
    return this.get("list OAuth authorizations", "/api/v2/oauth/authorizations", "oauth:client:authorize");
  }

  /** `GET /api/v2/authorization/roles?pageSize=1`: `authorization:role:view`. */
  async listRoles(): Promise<unknown> {
    return this.get("list roles", "/api/v2/authorization/roles?pageSize=1", "authorization:role:view");
  }

  /**
   * `GET /api/v2/authorization/roles/{roleId}`: `authorization:role:view`. Its policies say what the role permits.
   * @param roleId as the API sent it.
   */
  async role(roleId: string): Promise<unknown> {
    // Without the count, which takes the API long for a role that many people have.
    const path = `/api/v2/authorization/roles/${encodeURIComponent(roleId)}?userCount=false`;
    return this.get(`read role ${JSON.stringify(roleId)}`, path, "authorization:role:view");
  }

  private get(operation: string, path: string, permission: string): Promise<unknown> {
    return this.connection.call({ operation, path, permission, method: "GET", retryClass: "idempotent" });
  }
}
