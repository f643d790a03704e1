/**
 * Whether a change of `secretVersion` regenerates the secret of an existing client.
 *
 * Setting it does, and so does any change of its value. Removing it does not. The number 1 equals the string "1".
 * Creation and adoption do not call this, because they only record the version.
 */
export function rotatesSecret(before: string | number | undefined, after: string | number | undefined): boolean {
  return after !== undefined && (before === undefined || String(before) !== String(after));
}
