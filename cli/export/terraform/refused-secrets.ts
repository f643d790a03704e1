import type { OAuthApi } from "../../../provider/api/oauth-api.ts";
import { Session } from "../../../provider/lifecycle/session.ts";
import { verifySecret } from "../../../provider/lifecycle/verify-secret.ts";
import type { PlannedClient } from "../plan.ts";

/**
 * Asks the login host which secrets no longer work: somebody may have generated a new one since Terraform looked. One login or
 * less for each client. A secret that nobody can judge counts as working.
 * @param secrets by client id.
 * @returns ids of the clients.
 */
export async function refusedSecrets(
  api: OAuthApi,
  clients: readonly PlannedClient[],
  secrets: ReadonlyMap<string, string>,
): Promise<ReadonlySet<string>> {
  const session = new Session(api);
  const asked = clients.map(async ({ id, declared }) => {
    const { authorizedGrantType, registeredRedirectUris = [], state = "active" } = declared;
    const client = {
      clientId: id,
      clientSecret: secrets.get(id) ?? "",
      authorizedGrantType,
      registeredRedirectUris,
      state,
    };
    return client.clientSecret !== "" && (await verifySecret(session, client)) === "invalid" ? [id] : [];
  });
  return new Set((await Promise.all(asked)).flat());
}
