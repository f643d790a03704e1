import { type ApiPage, requireClient, requirePage, requireText } from "./answer-shapes.ts";
import type {
  ApiEntityRef,
  ApiOAuthAuthorization,
  ApiOAuthClient,
  ApiOAuthClientRequest,
  ApiOAuthScope,
  ApiTokenInfo,
  ApiUsageClientQuery,
  ApiUsageExecution,
  ApiUsageQueryResult,
} from "./api-types.ts";
import { readClient, readReference } from "./client-shape.ts";
import type { ApiCall, Connection } from "./connection.ts";
import { requireClientId, requirePathSegment } from "./identifiers.ts";
import { type Page, walkPages } from "./paging.ts";
import type { LoginHostAnswer, SecretPresentation } from "./secret-presentation.ts";

const CLIENTS = "/api/v2/oauth/clients";
const AUTHORIZATIONS = "/api/v2/oauth/authorizations";

/**
 * The operations of Genesys Cloud's OAuthApi, typed as the API sends them.
 *
 * Each method names its request, the permission that it needs and its retry class. All throw `GenesysError`s only.
 * @see https://developer.genesys.cloud/devapps/api-explorer (OAuth)
 */
export class OAuthApi {
  /** Carries the calls. The API clients of other resources share it. */
  readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Origin of the API. */
  get apiUrl(): string {
    return this.connection.apiUrl;
  }

  /** Id of the client that we log in as; undefined with a ready token. */
  get loginClientId(): string | undefined {
    return this.connection.loginClientId;
  }

  /** The server's time in epoch milliseconds, right to about a second. */
  serverNow(): number {
    return this.connection.serverNow();
  }

  /** Waits for so many milliseconds. @throws CancelledError as soon as the run is cancelled. */
  pause(milliseconds: number): Promise<void> {
    return this.connection.pause(milliseconds);
  }

  /** `POST {login}/oauth/token` with the secret of a client. No permission; at most one repetition. Never throws. */
  presentSecret(request: SecretPresentation): Promise<LoginHostAnswer> {
    return this.connection.presentSecret(request);
  }

  /** `GET /api/v2/tokens/me`: whose token this is. No permission; idempotent. */
  async tokenInfo(): Promise<ApiTokenInfo> {
    return this.callForText(["organization", "id"], "about a token", {
      operation: "read whose access token this is",
      method: "GET",
      path: "/api/v2/tokens/me",
      retryClass: "idempotent",
    });
  }

  /**
   * `GET /api/v2/oauth/clients`, all pages: `oauth:client:view`; idempotent.
   *
   * The documented call has no parameters: `nextUri` is followed while there is one, until a page brings nothing new.
   */
  async *listClients(): AsyncGenerator<readonly ApiOAuthClient[]> {
    yield* entitiesOf(this.clientPages());
  }

  /** The pages of {@link listClients} with what the API says of the listing as a whole. */
  clientPages(): AsyncGenerator<Page<ApiOAuthClient>> {
    return this.pages({ operation: "list OAuth clients", path: CLIENTS, permission: "oauth:client:view" }, readClient);
  }

  /** All pages of {@link listClients} together. */
  async allClients(): Promise<readonly ApiOAuthClient[]> {
    return (await Array.fromAsync(this.listClients())).flat();
  }

  /** `POST /api/v2/oauth/clients`: `oauth:client:add`; sent once. The only answer, beside a new secret's, that holds the secret. */
  async createClient(request: ApiOAuthClientRequest): Promise<ApiOAuthClient> {
    return this.callForSecret({
      operation: `create OAuth client ${JSON.stringify(request.name)}`,
      method: "POST",
      path: CLIENTS,
      json: request,
      permission: "oauth:client:add",
      retryClass: "once",
    });
  }

  /** `GET /api/v2/oauth/clients/{clientId}`: `oauth:client:view`; idempotent. */
  async getClient(clientId: string): Promise<ApiOAuthClient> {
    return this.callForClient({
      ...this.clientCall("read", clientId),
      method: "GET",
      permission: "oauth:client:view",
    });
  }

  /** `PUT /api/v2/oauth/clients/{clientId}`, replaces the whole client: `oauth:client:edit`; idempotent. */
  async updateClient(clientId: string, request: ApiOAuthClientRequest): Promise<ApiOAuthClient> {
    return this.callForClient({
      ...this.clientCall("update", clientId),
      method: "PUT",
      json: request,
      permission: "oauth:client:edit",
    });
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
    return this.callForSecret({
      ...call,
      method: "POST",
      path: `${call.path}/secret`,
      permission: "oauth:client:edit",
    });
  }

  /** `GET /api/v2/oauth/scopes`: no permission; idempotent. */
  async listScopes(acceptLanguage?: string): Promise<readonly ApiOAuthScope[]> {
    const { entities } = await this.callForPage({
      operation: "list OAuth scopes",
      method: "GET",
      path: "/api/v2/oauth/scopes",
      ...languageHeader(acceptLanguage),
      retryClass: "idempotent",
    });
    return entities.filter((entity) => typeof entity.id === "string") as unknown as ApiOAuthScope[];
  }

  /** `GET /api/v2/oauth/scopes/{scopeId}`: no permission; idempotent. */
  async getScope(scopeId: string, acceptLanguage?: string): Promise<ApiOAuthScope> {
    return this.callForText(["id"], "an OAuth scope", {
      operation: `read OAuth scope ${JSON.stringify(scopeId)}`,
      method: "GET",
      path: `/api/v2/oauth/scopes/${requirePathSegment("a scope id", scopeId)}`,
      ...languageHeader(acceptLanguage),
      retryClass: "idempotent",
    });
  }

  /** `GET /api/v2/oauth/authorizations`: `oauth:client:authorize`; idempotent. */
  async listAuthorizations(acceptLanguage?: string): Promise<readonly ApiOAuthAuthorization[]> {
    const { entities } = await this.callForPage({
      operation: "list OAuth authorizations",
      method: "GET",
      path: AUTHORIZATIONS,
      ...languageHeader(acceptLanguage),
      permission: "oauth:client:authorize",
      retryClass: "idempotent",
    });
    return entities as readonly ApiOAuthAuthorization[];
  }

  /** `GET /api/v2/oauth/authorizations/{clientId}`: `oauth:client:authorize`; idempotent. */
  async getAuthorization(clientId: string, acceptLanguage?: string): Promise<ApiOAuthAuthorization> {
    const id = requireClientId(clientId);
    return this.callForText(["client", "id"], "an OAuth authorization", {
      operation: `read the authorization of OAuth client ${id}`,
      clientId: id,
      method: "GET",
      path: `${AUTHORIZATIONS}/${id}`,
      ...languageHeader(acceptLanguage),
      permission: "oauth:client:authorize",
      retryClass: "idempotent",
    });
  }

  /** `POST /api/v2/oauth/clients/{clientId}/usage/query`: `oauth:client:view`; starts a query, so repeating it is harmless. */
  async queryUsage(clientId: string, query: ApiUsageClientQuery): Promise<ApiUsageExecution> {
    const call = this.clientCall("query the usage of", clientId);
    return this.callForText(["executionId"], "a usage query", {
      ...call,
      method: "POST",
      path: `${call.path}/usage/query`,
      json: query,
      permission: "oauth:client:view",
    });
  }

  /** `GET /api/v2/oauth/clients/{clientId}/usage/summary?days=`: `oauth:client:view`; idempotent. */
  async summarizeUsage(clientId: string, days: number): Promise<ApiUsageExecution> {
    const call = this.clientCall("summarize the usage of", clientId);
    return this.callForText(["executionId"], "a usage query", {
      ...call,
      method: "GET",
      path: `${call.path}/usage/summary?days=${days}`,
      permission: "oauth:client:view",
    });
  }

  /** `GET /api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}`: `oauth:client:view`; idempotent. */
  async usageResults(clientId: string, executionId: string, after?: string): Promise<ApiUsageQueryResult> {
    const call = this.clientCall("read the usage of", clientId);
    const page = after === undefined ? "" : `?${new URLSearchParams({ after })}`;
    return this.callForText(["queryStatus"], "the result of a usage query", {
      ...call,
      method: "GET",
      path: `${call.path}/usage/query/results/${requirePathSegment("an execution id", executionId)}${page}`,
      permission: "oauth:client:view",
    });
  }

  /** `GET /api/v2/authorization/roles?name=`, all pages: `authorization:role:view`; idempotent. */
  async *findRoles(name: string): AsyncGenerator<readonly ApiEntityRef[]> {
    yield* entitiesOf(
      this.pages(
        {
          operation: `look up role ${JSON.stringify(name)}`,
          path: `/api/v2/authorization/roles?${new URLSearchParams({ name })}`,
          permission: "authorization:role:view",
        },
        readReference,
      ),
    );
  }

  /** `GET /api/v2/authorization/divisions?name=`, all pages: no permission; idempotent. */
  async *findDivisions(name: string): AsyncGenerator<readonly ApiEntityRef[]> {
    yield* entitiesOf(
      this.pages(
        {
          operation: `look up division ${JSON.stringify(name)}`,
          path: `/api/v2/authorization/divisions?${new URLSearchParams({ name })}`,
        },
        readReference,
      ),
    );
  }

  /** `GET /api/v2/authorization/divisions`, all pages: no permission; idempotent. */
  async *listDivisions(): AsyncGenerator<readonly ApiEntityRef[]> {
    const call = { operation: "list divisions", path: "/api/v2/authorization/divisions" };
    yield* entitiesOf(this.pages(call, readReference));
  }

  /** `GET /api/v2/authorization/divisions/home`: no permission; idempotent. */
  async homeDivision(): Promise<ApiEntityRef & { readonly id: string }> {
    return this.callForText(["id"], "a division", {
      operation: "read the home division",
      method: "GET",
      path: "/api/v2/authorization/divisions/home",
      retryClass: "idempotent",
    });
  }

  /** Closes idle connections. */
  close(): void {
    this.connection.close();
  }

  private clientCall(verb: string, clientId: string) {
    const id = requireClientId(clientId);
    return {
      operation: `${verb} OAuth client ${id}`,
      clientId: id,
      path: `${CLIENTS}/${id}`,
      retryClass: "idempotent" as const,
    };
  }

  private pages<T extends { readonly id?: string }>(
    { path, ...call }: Pick<ApiCall, "operation" | "path" | "permission">,
    read: (entity: Readonly<Record<string, unknown>>) => T | undefined,
  ): AsyncGenerator<Page<T>> {
    const fetch = async (page: string) =>
      this.callForPage({ ...call, method: "GET", path: page, retryClass: "idempotent" });
    return walkPages(path, fetch, read);
  }

  private async callForClient(call: ApiCall): Promise<ApiOAuthClient> {
    return requireClient(await this.connection.call(call), call);
  }

  private async callForPage(call: ApiCall): Promise<ApiPage> {
    return requirePage(await this.connection.call(call), call);
  }

  private async callForText<T>(path: readonly string[], expected: string, call: ApiCall): Promise<T> {
    return requireText(await this.connection.call(call), path, expected, call);
  }

  private async callForSecret(call: ApiCall): Promise<ApiOAuthClient> {
    const client = await this.callForClient(call);
    this.connection.remember(client.secret);
    return client;
  }
}

function languageHeader(acceptLanguage: string | undefined) {
  return acceptLanguage === undefined ? {} : { headers: { "accept-language": acceptLanguage } };
}

async function* entitiesOf<T>(pages: AsyncIterable<Page<T>>): AsyncGenerator<readonly T[]> {
  for await (const { entities } of pages) yield entities;
}
