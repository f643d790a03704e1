import { isDeepStrictEqual } from "node:util";
import { withoutUndefined } from "./canonical.ts";
import { changedProperties } from "./changes.ts";
import type { AlteredValues, OAuthClientInputs } from "./oauth-client.ts";

/**
 * Compares what a write asked for with what its answer shows. `state` is left out: another state than the one that was asked for is no other
 * form of it.
 * @returns undefined if nothing differs, which is the usual case.
 */
export function alterations(asked: OAuthClientInputs, got: OAuthClientInputs): AlteredValues | undefined {
  const properties = changedProperties(asked, got).filter((property) => property !== "state");
  if (properties.length === 0) return undefined;
  return Object.fromEntries(
    properties.map((property) => [property, withoutUndefined({ asked: asked[property], got: got[property] })]),
  );
}

/** The inputs with each value that is what Genesys Cloud made of a value asked for replaced by the latter. */
export function asAskedFor(inputs: OAuthClientInputs, altered: AlteredValues | undefined): OAuthClientInputs {
  if (altered === undefined) return inputs;
  const replaced = Object.entries(altered).filter(([property, { got }]) =>
    isDeepStrictEqual(inputs[property as keyof OAuthClientInputs], got),
  );
  const asked = Object.fromEntries(replaced.map(([property, { asked }]) => [property, asked]));
  return withoutUndefined({ ...inputs, ...asked }) as OAuthClientInputs;
}

/** What Genesys Cloud will make of the inputs again, as far as it has been asked for the same before. */
export function stillAltered(inputs: OAuthClientInputs, altered: AlteredValues | undefined): AlteredValues | undefined {
  const kept = Object.entries(altered ?? {}).filter(([property, { asked }]) =>
    isDeepStrictEqual(inputs[property as keyof OAuthClientInputs], asked),
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** One sentence for people. The values of extra properties could be secret: only their name is said. */
export function describeAlterations(altered: AlteredValues): string {
  const list = Object.entries(altered).map(([property, { asked, got }]) =>
    property === "extraProperties"
      ? property
      : `${property} ${JSON.stringify(asked ?? null)} as ${JSON.stringify(got ?? null)}`,
  );
  return `Genesys Cloud keeps ${list.join(", ")}. This is remembered and shows no drift; write what it keeps to avoid it.`;
}
