/**
 * Whether a change of `secretVersion` regenerates the secret of an existing client.
 *
 * Setting it and changing it do, whatever the direction; removing it does not, and the number 1 is the text "1".
 * Creation and adoption never ask: there the version is only recorded.
 */
export function rotatesSecret(before: string | number | undefined, after: string | number | undefined): boolean {
  return after !== undefined && (before === undefined || String(before) !== String(after));
}
