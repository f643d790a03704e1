import { closest, distance } from "fastest-levenshtein";

/** What to write instead of a word that is unknown: the one that is near, or the choices. */
export function insteadOf(word: string, choices: readonly string[]): string {
  const nearest = closest(
    word.toLowerCase(),
    choices.map((choice) => choice.toLowerCase()),
  );
  const isNear = distance(word.toLowerCase(), nearest) <= Math.max(2, Math.floor(nearest.length / 3));
  const meant = choices.find((choice) => choice.toLowerCase() === nearest);
  return isNear && meant !== undefined ? `did you mean ${meant}?` : `write one of ${choices.join(", ")}`;
}
