import type { OAuthClientInputs } from "./oauth-client.ts";

/** The inputs that only the state keeps. Genesys Cloud is not told, and can't tell them. */
const KEPT = [
  "secretVersion",
  "allowSelf",
  "verifySecret",
  "importId",
  "importedClientSecret",
  "rotationSlot",
  "rotation",
  "retirePrevious",
  "secondClientId",
] as const satisfies readonly (keyof OAuthClientInputs)[];

/** The inputs that only the state keeps. */
export type KeptInputs = Pick<OAuthClientInputs, (typeof KEPT)[number]>;

/** Of an object with inputs, those that only the state keeps. */
export function keptInputs(inputs: KeptInputs): KeptInputs {
  return Object.fromEntries(KEPT.flatMap((name) => (inputs[name] === undefined ? [] : [[name, inputs[name]]])));
}

/** The object without the inputs that only the state keeps. */
export function withoutKeptInputs<T extends KeptInputs>(inputs: T): Omit<T, keyof KeptInputs> {
  const kept: readonly string[] = KEPT;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !kept.includes(name))) as Omit<
    T,
    keyof KeptInputs
  >;
}
