import { requirePage, requireText } from "./answer-shapes.ts";
import type { ApiCredential, ApiCredentialRequest, ApiCredentialType } from "./api-types.ts";
import { isObject } from "./client-shape.ts";
import type { ApiCall, Connection } from "./connection.ts";
import { canonicalCredentialId, readApiCredential, readCredentialType } from "./credential-shape.ts";
import { requirePathSegment } from "./identifiers.ts";
import { walkPages } from "./paging.ts";

const CREDENTIALS = "/api/v2/integrations/credentials";
const IN_USE =
  "If an integration or a data action uses it, give that another credential first (Admin > Integrations), then run it again.";
const REFUSED = "Correct what the message names, then run it again.";

/**
 * The operations of Genesys Cloud's IntegrationsApi for credentials. All throw `GenesysError`s only. No answer holds the fields of
 * a credential, and no error repeats a field that was sent.
 * @see https://developer.genesys.cloud/devapps/api-explorer (Integrations). The permissions are those that the documentation of
 * Genesys's Terraform provider lists for its resource genesyscloud_integration_credential.
 */
export class CredentialsApi {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /**
   * `GET /api/v2/integrations/credentials/listing`, all pages: `integrations:integration:view`; idempotent. It takes the place of
   * `GET /api/v2/integrations/credentials`, which Genesys has deprecated. A page names the next one in `nextUri`.
   */
  async allCredentials(): Promise<readonly ApiCredential[]> {
    const call = { operation: "list integration credentials", permission: "integrations:integration:view" };
    const fetch = async (path: string) =>
      requirePage(await this.connection.call({ ...call, method: "GET", path, retryClass: "idempotent" }), call);
    const pages = await Array.fromAsync(walkPages(`${CREDENTIALS}/listing`, fetch, readApiCredential));
    return pages.flatMap(({ entities }) => entities);
  }

  /** `POST /api/v2/integrations/credentials`: `integrations:integration:add`; sent once. */
  async createCredential(request: ApiCredentialRequest): Promise<ApiCredential> {
    return this.callForCredential({
      operation: `create integration credential ${JSON.stringify(request.name)}`,
      method: "POST",
      path: CREDENTIALS,
      json: request,
      ...this.concealed(request),
      permission: "integrations:integration:add",
      remedies: { 400: REFUSED },
      retryClass: "once",
    });
  }

  /** `GET /api/v2/integrations/credentials/{credentialId}`: `integrations:integration:view`; idempotent. */
  async getCredential(credentialId: string): Promise<ApiCredential> {
    return this.callForCredential({
      ...credentialCall("read", credentialId),
      method: "GET",
      permission: "integrations:integration:view",
    });
  }

  /** `PUT /api/v2/integrations/credentials/{credentialId}`, replaces name and fields: `integrations:integration:edit`; idempotent. */
  async updateCredential(credentialId: string, request: ApiCredentialRequest): Promise<ApiCredential> {
    return this.callForCredential({
      ...credentialCall("update", credentialId),
      method: "PUT",
      json: { id: credentialId, ...request },
      ...this.concealed(request),
      permission: "integrations:integration:edit",
      remedies: { 400: REFUSED },
    });
  }

  /** `DELETE /api/v2/integrations/credentials/{credentialId}`: `integrations:integration:delete`; idempotent. */
  async deleteCredential(credentialId: string): Promise<void> {
    await this.connection.call({
      ...credentialCall("delete", credentialId),
      method: "DELETE",
      permission: "integrations:integration:delete",
      remedies: { 400: IN_USE, 409: IN_USE },
      expects: "nothing",
    });
  }

  /** `GET /api/v2/integrations/credentials/types`: `integrations:integration:view`; idempotent. */
  async credentialTypes(): Promise<readonly ApiCredentialType[]> {
    const answer = await this.connection.call({
      operation: "list the types of integration credentials",
      method: "GET",
      path: `${CREDENTIALS}/types`,
      permission: "integrations:integration:view",
      retryClass: "idempotent",
    });
    // The SDK describes a list. A listing, as everything else in the API is, is read too.
    const types: unknown = isObject(answer) ? answer.entities : answer;
    return Array.isArray(types) ? types.map(readCredentialType).filter((type) => type !== undefined) : [];
  }

  private async callForCredential(call: ApiCall): Promise<ApiCredential> {
    const answer = await this.connection.call(call);
    const { id } = requireText<ApiCredential>(answer, ["id"], "an integration credential", call);
    return { ...readApiCredential(answer), id: canonicalCredentialId(id) };
  }

  /** The API's messages may repeat what was sent, in the answer to this request or to a later one. */
  private concealed({ credentialFields }: ApiCredentialRequest): { readonly confidential: readonly string[] } {
    const confidential = Object.values(credentialFields);
    for (const value of confidential) this.connection.remember(value);
    return { confidential };
  }
}

function credentialCall(verb: string, credentialId: string) {
  const id = canonicalCredentialId(credentialId);
  return {
    operation: `${verb} integration credential ${id}`,
    path: `${CREDENTIALS}/${requirePathSegment("the id of an integration credential", id)}`,
    retryClass: "idempotent" as const,
  };
}
