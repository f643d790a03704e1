import { NoAnswerError } from "../errors/index.ts";
import type { CallFacts } from "./answer-errors.ts";
import type { ApiEntityListing, ApiOAuthClient } from "./api-types.ts";

/**
 * Passes an OAuth client on.
 * @throws NoAnswerError for any other JSON, as a gateway may answer it with a good status.
 */
export function requireClient(answer: unknown, call: CallFacts): ApiOAuthClient {
  if (isObject(answer) && typeof answer.id === "string" && typeof answer.authorizedGrantType === "string") {
    return answer as ApiOAuthClient;
  }
  throw otherShape("an OAuth client", call);
}

/**
 * Passes one page of a listing on.
 * @throws NoAnswerError for any other JSON.
 */
export function requireListing<T>(answer: unknown, call: CallFacts): ApiEntityListing<T> {
  if (isObject(answer)) {
    const { entities } = answer;
    if (entities === undefined || (Array.isArray(entities) && entities.every(isObject))) return answer;
  }
  throw otherShape("a listing", call);
}

/**
 * Passes an object on that has at least this text.
 * @param path field, or field and inner field.
 * @param expected what the answer should be, for the error.
 * @throws NoAnswerError for any other JSON.
 */
export function requireText<T>(answer: unknown, path: readonly string[], expected: string, call: CallFacts): T {
  const value = path.reduce<unknown>((inner, field) => (isObject(inner) ? inner[field] : undefined), answer);
  if (typeof value === "string" && value !== "") return answer as T;
  throw otherShape(expected, call);
}

function otherShape(expected: string, { operation, clientId }: CallFacts): NoAnswerError {
  return new NoAnswerError(`the answer is not ${expected}`, {
    operation,
    ...(clientId === undefined ? {} : { clientId }),
    nextStep: "Check genesyscloud:region or genesyscloud:apiUrl, then run it again.",
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
