import { NoAnswerError } from "../errors/index.ts";
import type { CallFacts } from "./answer-errors.ts";
import type { ApiOAuthClient } from "./api-types.ts";
import { isObject, numberOf, readClient } from "./client-shape.ts";

/**
 * Passes an OAuth client on.
 * @throws NoAnswerError for any other JSON, as a gateway may answer it with a good status.
 */
export function requireClient(answer: unknown, call: CallFacts): ApiOAuthClient {
  const client = readClient(answer);
  if (client !== undefined && (client.name ?? client.authorizedGrantType) !== undefined) return client;
  throw otherShape("an OAuth client", call);
}

/** One page of a listing, in whatever form the API tells its figures. */
export interface ApiPage {
  readonly entities: readonly Record<string, unknown>[];
  readonly nextUri: string | undefined;
  readonly pageCount: number | undefined;
  readonly pageSize: number | undefined;
  readonly total: number | undefined;
}

/**
 * Passes one page of a listing on, without entries that are no objects.
 * @throws NoAnswerError for any other JSON.
 */
export function requirePage(answer: unknown, call: CallFacts): ApiPage {
  if (!isObject(answer)) throw otherShape("a listing", call);
  const entities = answer.entities ?? [];
  if (!Array.isArray(entities)) throw otherShape("a listing", call);
  return {
    entities: entities.filter(isObject),
    nextUri: typeof answer.nextUri === "string" && answer.nextUri !== "" ? answer.nextUri : undefined,
    pageCount: countOf(answer.pageCount),
    pageSize: countOf(answer.pageSize),
    total: countOf(answer.total),
  };
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

function countOf(value: unknown): number | undefined {
  const count = numberOf(value);
  return count !== undefined && Number.isInteger(count) && count > 0 ? count : undefined;
}
