import type { JsonObject, ModelName } from "./models.ts";

/** What the changes of an answer need to know beside the answer. */
export interface AnswerFacts {
  /** Number of answers so far, this one included. */
  readonly answers: number;
  /** Number of answers so far to the same method and path, this one included. */
  readonly answersOfPath: number;
  /** Where the request went, e.g. `http://127.0.0.1:49152`. */
  readonly origin: string;
  /** Whether an id is that of a login or of a client, also of one that is gone. */
  isClient(id: string): boolean;
  /** Name of a role or a division; undefined for an id of neither. */
  nameOf(id: string): string | undefined;
}

/** Changes one object of an answer. */
export type AnswerChange = (object: JsonObject, model: ModelName, facts: AnswerFacts) => JsonObject;

/** Takes fields away. */
export function without(object: JsonObject, ...fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)));
}
