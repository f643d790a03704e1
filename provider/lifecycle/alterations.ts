import type { ApiOAuthClient } from "../api/api-types.ts";
import { describeAlterations } from "../model/altered-values.ts";
import type { OAuthClientInputs, OAuthClientState } from "../model/oauth-client.ts";
import { alteredValuesIn } from "../model/translate.ts";
import type { Session } from "./session.ts";

/**
 * Compares the answer to a write with what was asked for. What Genesys Cloud has changed goes into the state, so that it shows no drift, and the user is
 * told once.
 */
export function rememberAlterations(
  session: Session,
  answer: ApiOAuthClient,
  asked: OAuthClientInputs,
): Pick<OAuthClientState, "alteredValues"> {
  const alteredValues = alteredValuesIn(answer, asked);
  if (alteredValues === undefined) return {};
  session.warn(`OAuth client ${answer.id}: ${describeAlterations(alteredValues)}`);
  return { alteredValues };
}
