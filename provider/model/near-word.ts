import { closest, distance } from "fastest-levenshtein";

/**
 * The choice that a word was most likely meant to be; undefined if none is near.
 * @param within most characters that may be missing, too many or others.
 */
export function nearWord(word: string, choices: readonly string[], within: number): string | undefined {
  const nearest = closest(word, choices);
  return distance(word.toLowerCase(), nearest.toLowerCase()) <= within ? nearest : undefined;
}
