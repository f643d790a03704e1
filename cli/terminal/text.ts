import wrapAnsi from "wrap-ansi";

/** Columns of a screen where there is no terminal to fit into. */
export const DEFAULT_WIDTH = 120;

/** Text from outside without anything that a terminal or an editor would act on: control characters, changes of direction. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u2028\u2029]/gu, (character) =>
      character === "\n" ? "\\n" : `\\u{${character.codePointAt(0)?.toString(16)}}`,
    );
}

/** Text in lines of at most so many columns; longer words are broken. */
export function wrapped(text: string, width: number): string {
  return wrapAnsi(text, width, { hard: true, trim: true });
}

/** `1 stack`, `2 stacks`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The day of an ISO date. Other texts stay as they are. */
export function day(date: string): string {
  return /^\d{4}-\d{2}-\d{2}T/.test(date) ? date.slice(0, 10) : visible(date);
}
