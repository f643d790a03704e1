import { INTEGRATION_CREDENTIAL_SECRETS } from "../model/integration-credential.ts";
import { OAUTH_CLIENT_SECRETS } from "../model/oauth-client.ts";
import { pluginToken } from "../model/plugin-tokens.ts";
import type { ProcessSession } from "../resources/process-session.ts";
import type { ResourceMethods } from "../resources/resource-methods.ts";

type Values = Readonly<Record<string, unknown>>;

/** One kind of resource, as the engine names it by its type. */
export interface ResourceKind {
  readonly methods: ResourceMethods<Values, Values>;
  /** The output that is the id of the resource. */
  readonly idProperty: string;
  /** Properties that are secrets, whatever the program says. */
  readonly secrets: readonly string[];
}

/** All kinds of resources, by type token. A kind is loaded when it is first asked for. */
export function resourceKinds(process: ProcessSession): Readonly<Record<string, () => Promise<ResourceKind>>> {
  return {
    [pluginToken("OAuthClient")]: once(async () => {
      const { oauthClientMethods } = await import("../resources/oauth-client.ts");
      const methods = oauthClientMethods(process) as unknown as ResourceKind["methods"];
      return { methods, idProperty: "clientId", secrets: OAUTH_CLIENT_SECRETS };
    }),
    [pluginToken("IntegrationCredential")]: once(async () => {
      const { integrationCredentialMethods } = await import("../resources/integration-credential.ts");
      const methods = integrationCredentialMethods(process) as unknown as ResourceKind["methods"];
      return { methods, idProperty: "credentialId", secrets: INTEGRATION_CREDENTIAL_SECRETS };
    }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
