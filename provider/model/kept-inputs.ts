import type { ClientFieldName } from "./client-fields.ts";
import type { OAuthClientInputs } from "./oauth-client.ts";

/** The inputs that only the state keeps: all that Genesys Cloud does not store. The compiler sees to it that none is left out. */
const KEPT_INPUTS = {
  secretVersion: true,
  allowSelf: true,
  verifySecret: true,
  importId: true,
  importedClientSecret: true,
  rotationSlot: true,
  rotation: true,
  retirePrevious: true,
  secondClientId: true,
} as const satisfies Record<
  Exclude<keyof OAuthClientInputs, ClientFieldName | "extraProperties" | "ownershipMark">,
  true
>;
const KEPT = Object.keys(KEPT_INPUTS) as readonly (keyof typeof KEPT_INPUTS)[];

/** The inputs that only the state keeps. */
export type KeptInputs = Pick<OAuthClientInputs, keyof typeof KEPT_INPUTS>;

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
