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
  session.reader.forget(clientId);
  const answer = await session.api.regenerateSecret(clientId);
  if (typeof answer.secret !== "string" || answer.secret === "") {
    throw new NoAnswerError("the answer has no secret", {
      operation: `regenerate the secret of OAuth client ${clientId}`,
      clientId,
      nextStep: "Run `pulumi up` again: it generates another secret.",
    });
  }
  const { secretVersion: _, secretPending: __, ...carried } = state;
  return observedState(answer, {
    ...carried,
    ...(secretVersion === undefined ? {} : { secretVersion }),
    clientSecret: answer.secret,
  });
}
