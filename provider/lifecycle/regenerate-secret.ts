import type { ApiOAuthClient } from "../api/api-types.ts";
import { NoAnswerError } from "../errors/index.ts";
import type { OAuthClientState } from "../model/oauth-client.ts";
import { observedState } from "../model/translate.ts";
import type { Session } from "./session.ts";

/** Generates a new secret and records it with the version that requested it. The old secret stops working at once. */
export async function regenerateSecret(
  session: Session,
  clientId: string,
  state: OAuthClientState,
  secretVersion: string | undefined,
): Promise<OAuthClientState> {
  const answer = await requestSecret(session, clientId);
  const { secretVersion: _, secretPending: __, ...carried } = state;
  return observedState(answer, {
    ...carried,
    ...(secretVersion === undefined ? {} : { secretVersion }),
    clientSecret: answer.secret,
    secretDate: new Date(session.api.serverNow()).toISOString(),
    secretStatus: "valid",
  });
}

/** Generates a new secret of a client of which the caller keeps no more than that. The old secret stops working at once. */
export async function newSecret(session: Session, clientId: string): Promise<string> {
  return (await requestSecret(session, clientId)).secret;
}

async function requestSecret(
  session: Session,
  clientId: string,
): Promise<ApiOAuthClient & { readonly secret: string }> {
  session.reader.forget(clientId);
  const answer = await session.api.regenerateSecret(clientId);
  const { secret } = answer;
  if (typeof secret === "string" && secret !== "") return { ...answer, secret };
  throw new NoAnswerError("the answer has no secret", {
    operation: `regenerate the secret of OAuth client ${clientId}`,
    clientId,
    nextStep: "Run `pulumi up` again: it generates another secret.",
  });
}
