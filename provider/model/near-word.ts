import { closest, distance } from "fastest-levenshtein";

/**
 * The choice that a word was most likely meant to be; undefined if none is near.
 * @param within most characters that may be missing, too many or others. Default: a third of the choice, and at least 2.
 */
export function nearWord(word: string, choices: readonly string[], within?: number): string | undefined {
  const nearest = closest(word, choices);
  const bound = within ?? Math.max(2, Math.floor(nearest.length / 3));
  return distance(word.toLowerCase(), nearest.toLowerCase()) <= bound ? nearest : undefined;
}
