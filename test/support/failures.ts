/** What the promise was rejected with. @throws Error if it was not. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (reason: unknown) => ({ reason }),
  );
  if ("value" in outcome) throw new Error(`Expected a failure, got ${JSON.stringify(outcome.value)}.`);
  if (outcome.reason instanceof Error) return outcome.reason;
  throw new Error(`Expected an Error, got ${String(outcome.reason)}.`);
}
