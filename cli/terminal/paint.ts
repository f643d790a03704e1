import { styleText } from "node:util";

const COLOURS = { green: "green", neutral: "dim", yellow: "yellow", red: "red" } as const;

/** How good or bad something is. */
export type Tone = keyof typeof COLOURS;

/** Adds the colour of a tone to a text. */
export type Paint = (tone: Tone, text: string) => string;

/** Leaves every text as it is. */
export const plain: Paint = (_, text) => text;

/** Colours where the stream is a terminal that has some. The variable NO_COLOR switches them off. */
export function paintFor(
  stream: { readonly isTTY?: boolean; hasColors?(environment: object): boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  if (stream.isTTY !== true || stream.hasColors?.(environment) !== true) return plain;
  return (tone, text) => styleText(COLOURS[tone], text, { validateStream: false });
}
