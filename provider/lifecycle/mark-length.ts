import { ApiError, isErrorOf } from "../errors/index.ts";
import type { OAuthClientInputs } from "../model/oauth-client.ts";
import { withMark } from "../model/ownership-mark.ts";

/** From here on, in characters, a refusal may be about the length of the description. Assumed: Genesys documents no limit. */
const LONG = 128;

/**
 * Sends a write. If Genesys Cloud refuses it, and the description could be too long because of the ownership mark, the next step
 * of the error tells how much of it the mark is.
 */
export async function namingMarkLength<T>(inputs: OAuthClientInputs, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const sent = withMark(inputs.description, inputs.ownershipMark) ?? "";
    const isAboutIt =
      isErrorOf(error, ApiError) &&
      (error.status === 400 || error.status === 413 || error.status === 422) &&
      (sent.length >= LONG || /description/i.test(error.message));
    if (inputs.ownershipMark === undefined || !isAboutIt) throw error;
    const length = sent.length - (inputs.description ?? "").length;
    throw withNextStep(
      error,
      `${error.nextStep ?? ""} The description was sent with ${sent.length} characters, and ${length} of them are the ownershipMark at its ` +
        "end. If that is too long, shorten the description, or switch genesyscloud:ownershipMark off.",
    );
  }
}

/** The same error, whose facts, message and stack tell another next step. */
function withNextStep(error: ApiError, nextStep: string): ApiError {
  const message = `${error.message.slice(0, error.message.length - (error.nextStep?.length ?? 0)).trimEnd()}\n${nextStep.trim()}`;
  const stack = (error.stack ?? "").replace(error.message, () => message);
  return Object.assign(error, { message, stack, nextStep: nextStep.trim() });
}
