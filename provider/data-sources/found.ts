import type { ApiEntityRef } from "../api/api-types.ts";
import { InvalidInputError, isErrorOf, NoAnswerError, NotFoundError } from "../errors/index.ts";
import { withoutUndefined } from "../model/canonical.ts";
import { misreadingIn } from "../model/misread-text.ts";

/** Passes an answer on, and turns an HTTP 404 into an error in the words of the question. */
export async function foundOr<R>(asked: Promise<R>, summary: string, nextStep: string): Promise<R> {
  try {
    return await asked;
  } catch (error) {
    if (!isErrorOf(error, NotFoundError)) throw error;
    const { operation, clientId, status, genesysCode, correlationId } = error;
    throw new NotFoundError(summary, {
      ...withoutUndefined({ operation, clientId, status, genesysCode, correlationId }),
      nextStep,
    });
  }
}

/** Passes an exact name on. @throws InvalidInputError if it is blank, or not what the program meant. */
export function requireName(kind: string, name: unknown): string {
  const misreading = typeof name === "string" ? misreadingIn(name) : undefined;
  if (misreading !== undefined) throw new InvalidInputError(`The name of the ${kind} ${misreading}.`);
  if (typeof name === "string" && name.trim() !== "") return name;
  throw new InvalidInputError(`The name of the ${kind} is blank: write its exact name.`);
}

/** Id and name of something that was found. @throws NoAnswerError if the answer has none. */
export function requireReference(kind: string, { id, name }: ApiEntityRef): { id: string; name: string } {
  if (typeof id === "string" && typeof name === "string") return { id, name };
  throw new NoAnswerError(`the answer is not a ${kind}`, {
    operation: `look up a ${kind}`,
    nextStep: "Check genesyscloud:region or genesyscloud:apiUrl, then run the command again.",
  });
}
