import type {
  ApiEntityListing,
  ApiEntityRef,
  ApiOAuthClient,
  ApiOAuthClientRequest,
  ApiOAuthScope,
  ApiTokenInfo,
} from "./api-types.ts";
import type { ApiCall, Connection } from "./connection.ts";
import { requireClientId, requirePathSegment } from "./identifiers.ts";

const CLIENTS = "/api/v2/oauth/clients";

/**
 * The operations of Genesys Cloud's OAuthApi, typed as the API sends them.
 *
 * Each method names its request, the permission that it needs and its retry class. All throw `GenesysError`s only.
 * @see https://developer.genesys.cloud/devapps/api-explorer (OAuth)
 */
export class OAuthApi {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Origin of the API. */
  get apiUrl(): string {
    return this.connection.apiUrl;
  }

  /** The server's time in epoch milliseconds, right to about a second. */
  serverNow(): number {
    return this.connection.serverNow();
  }

  /** `GET /api/v2/tokens/me`: whose token this is. No permission; idempotent. */
  async tokenInfo(): Promise<ApiTokenInfo> {
    return (await this.connection.call({
      operation: "read whose access token this is",
      method: "GET",
      path: "/api/v2/tokens/me",
      retryClass: "idempotent",
    })) as ApiTokenInfo;
  }

  /**
   * `GET /api/v2/oauth/clients`, all pages: `oauth:client:view`; idempotent.
   *
   * The documented call has no parameters: `nextUri` is followed while there is one, until a page brings nothing new.
   */
  async *listClients(): AsyncGenerator<readonly ApiOAuthClient[]> {
    yield* this.pages<ApiOAuthClient>({
      operation: "list OAuth clients",
      path: CLIENTS,
      permission: "oauth:client:view",
    });
  }

  /** `POST /api/v2/oauth/clients`: `oauth:client:add`; sent once. The only answer, beside a new secret's, that holds the secret. */
  async createClient(request: ApiOAuthClientRequest): Promise<ApiOAuthClient> {
    return this.rememberSecret(
      await this.connection.call({
        operation: `create OAuth client ${JSON.stringify(request.name)}`,
        method: "POST",
        path: CLIENTS,
        json: request,
        permission: "oauth:client:add",
        retryClass: "once",
      }),
    );
  }

  /** `GET /api/v2/oauth/clients/{clientId}`: `oauth:client:view`; idempotent. */
  async getClient(clientId: string): Promise<ApiOAuthClient> {
    return (await this.connection.call({
      ...this.clientCall("read", clientId),
      method: "GET",
      permission: "oauth:client:view",
    })) as ApiOAuthClient;
  }

  /** `PUT /api/v2/oauth/clients/{clientId}`, replaces the whole client: `oauth:client:edit`; idempotent. */
  async updateClient(clientId: string, request: ApiOAuthClientRequest): Promise<ApiOAuthClient> {
    return (await this.connection.call({
      ...this.clientCall("update", clientId),
      method: "PUT",
      json: request,
      permission: "oauth:client:edit",
    })) as ApiOAuthClient;
  }

  /** `DELETE /api/v2/oauth/clients/{clientId}`: `oauth:client:delete`; idempotent. The client must be inactive. */
  async deleteClient(clientId: string): Promise<void> {
    await this.connection.call({
      ...this.clientCall("delete", clientId),
      method: "DELETE",
      permission: "oauth:client:delete",
      expects: "nothing",
    });
  }

  /**
   * `POST /api/v2/oauth/clients/{clientId}/secret`: `oauth:client:edit`; idempotent in effect, the last answer wins.
   * Kills the old secret at once.
   */
  async regenerateSecret(clientId: string): Promise<ApiOAuthClient> {
    const call = this.clientCall("regenerate the secret of", clientId);
    return this.rememberSecret(
      await this.connection.call({ ...call, method: "POST", path: `${call.path}/secret`, permission: "oauth:client:edit" }),
    );
  }

  /** `GET /api/v2/oauth/scopes`: no permission; idempotent. */
  async listScopes(acceptLanguage?: string): Promise<ApiEntityListing<ApiOAuthScope>> {
    return (await this.connection.call({
      operation: "list OAuth scopes",
      method: "GET",
      path: "/api/v2/oauth/scopes",
      ...languageHeader(acceptLanguage),
      retryClass: "idempotent",
    })) as ApiEntityListing<ApiOAuthScope>;
  }

  /** `GET /api/v2/oauth/scopes/{scopeId}`: no permission; idempotent. */
  async getScope(scopeId: string, acceptLanguage?: string): Promise<ApiOAuthScope> {
    return (await this.connection.call({
      operation: `read OAuth scope ${JSON.stringify(scopeId)}`,
      method: "GET",
      path: `/api/v2/oauth/scopes/${requirePathSegment("scope id", scopeId)}`,
      ...languageHeader(acceptLanguage),
      retryClass: "idempotent",
    })) as ApiOAuthScope;
  }

  /** `GET /api/v2/authorization/roles?name=`, all pages: `authorization:role:view`; idempotent. */
  async *findRoles(name: string): AsyncGenerator<readonly ApiEntityRef[]> {
    yield* this.pages<ApiEntityRef>({
      operation: `look up role ${JSON.stringify(name)}`,
      path: `/api/v2/authorization/roles?${new URLSearchParams({ name })}`,
      permission: "authorization:role:view",
    });
  }

  /** `GET /api/v2/authorization/divisions?name=`, all pages: no permission; idempotent. */
  async *findDivisions(name: string): AsyncGenerator<readonly ApiEntityRef[]> {
    yield* this.pages<ApiEntityRef>({
      operation: `look up division ${JSON.stringify(name)}`,
      path: `/api/v2/authorization/divisions?${new URLSearchParams({ name })}`,
    });
  }

  /** `GET /api/v2/authorization/divisions/home`: no permission; idempotent. */
  async homeDivision(): Promise<ApiEntityRef> {
    return (await this.connection.call({
      operation: "read the home division",
      method: "GET",
      path: "/api/v2/authorization/divisions/home",
      retryClass: "idempotent",
    })) as ApiEntityRef;
  }

  /** Closes idle connections. */
  close(): void {
    this.connection.close();
  }

  private clientCall(verb: string, clientId: string) {
    const id = requireClientId(clientId);
    return { operation: `${verb} OAuth client ${id}`, clientId: id, path: `${CLIENTS}/${id}`, retryClass: "idempotent" as const };
  }

  private async *pages<T extends { readonly id?: string }>(
    call: Pick<ApiCall, "operation" | "path" | "permission">,
  ): AsyncGenerator<readonly T[]> {
    const seen = new Set<string | undefined>();
    let path: string | undefined = call.path;
    while (path !== undefined) {
      const listing = (await this.connection.call({ ...call, method: "GET", path, retryClass: "idempotent" })) as ApiEntityListing<T>;
      const fresh = (listing.entities ?? []).filter(({ id }) => !seen.has(id));
      if (fresh.length === 0) return;
      for (const { id } of fresh) seen.add(id);
      yield fresh;
      path = listing.nextUri;
    }
  }

  private rememberSecret(answer: unknown): ApiOAuthClient {
    const client = answer as ApiOAuthClient;
    this.connection.remember(client.secret);
    return client;
  }
}

function languageHeader(acceptLanguage: string | undefined) {
  return acceptLanguage === undefined ? {} : { headers: { "accept-language": acceptLanguage } };
}
