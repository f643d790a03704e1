/** What is wrong with a value that must be one of a few, and what to write instead; undefined if nothing is. */
export function faultOfChoice(property: string, value: unknown, choices: readonly string[]): string | undefined {
  return choices.some((choice) => choice === value)
    ? undefined
    : `${property} ${JSON.stringify(value)} is unknown: write one of ${choices.join(", ")}.`;
}
