import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { creationRequest, observedState } from "../model/translate.ts";
import type { Session } from "./session.ts";

/** Creates the client: one `POST`. The secret is in its answer, and nowhere else. */
export async function createOAuthClient(session: Session, inputs: OAuthClientInputs): Promise<OAuthClientState> {
  const { organizationId } = await session.identity();
  const created = await session.api.createClient(creationRequest(inputs));
  return observedState(created, {
    ...inputs,
    clientSecret: created.secret ?? "",
    organizationId,
    apiUrl: session.api.apiUrl,
  });
}
