import { nearWord } from "../model/near-word.ts";

/** A misspelt name would leave a rule weaker than somebody believes. @throws Error that names it. */
export function requireKnown(place: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const near = nearWord(name, known, 3);
    throw new Error(
      `${place} can't have ${name}: ${near === undefined ? `there are ${known.join(", ")}.` : `did you mean ${near}?`}`,
    );
  }
}
