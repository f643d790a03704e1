import { isVariant, VARIANTS, type Variant } from "./catalogue.ts";

/** The variants that are on. They can be changed while the simulator runs. */
export interface Variants {
  /** The variants that are on, in the order of the catalogue. */
  list(): Variant[];
  /**
   * Switches exactly these on, from the next request on. What is stored stays as it is, but `unknown-fields` also gives
   * its fields to the clients that exist.
   *
   * @throws RangeError for a name that is not in `VARIANTS`
   */
  set(variants: readonly Variant[]): void;
}

/** Tells whether a variant is on. */
export type IsOn = (variant: Variant) => boolean;

/** Builds the switches. @param onSet - called after each change, but not for the variants of the start */
export function createVariants(start: readonly Variant[], onSet: () => void): Variants & { isOn: IsOn } {
  let active = checked(start);
  return {
    isOn: (variant) => active.has(variant),
    list: () =>
      Object.keys(VARIANTS)
        .filter(isVariant)
        .filter((variant) => active.has(variant)),
    set(variants) {
      active = checked(variants);
      onSet();
    },
  };
}

// JavaScript programs and the command line are not held to the type.
function checked(variants: readonly string[]): ReadonlySet<Variant> {
  const known = variants.filter(isVariant);
  const unknown = variants.find((name) => !isVariant(name));
  if (unknown !== undefined) {
    throw new RangeError(`There is no variant ${unknown}. The variants are ${Object.keys(VARIANTS).join(", ")}.`);
  }
  return new Set(known);
}
