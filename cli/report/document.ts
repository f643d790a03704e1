import type { Tone } from "../terminal/paint.ts";

/**
 * A report for people, before it becomes a text for the terminal or Markdown. Texts stand here as they came: the writers make them
 * safe for their medium.
 */
export interface ReportDocument {
  /** Name of the command. */
  readonly command: string;
  /** ISO 8601. */
  readonly checkedAt: string;
  readonly summary: Line;
  readonly sections: readonly Section[];
}

/** A line of text, with its tone where there are colours. */
export interface Line {
  readonly text: string;
  readonly tone?: Tone;
}

/** One part of a report. */
export interface Section {
  /** `Organisation` `Contact Centre`: `12 clients`. Only the name comes from outside. */
  readonly heading?: { readonly kind?: string; readonly name: string; readonly state: string };
  readonly table?: Table;
  readonly remarks?: readonly Line[];
  /** Why something could not be checked. */
  readonly errors?: readonly string[];
}

/** A table. Each line of a cell stands on a line of its own. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (readonly Line[])[])[];
  /** Heads for narrow terminals, on which each two columns become one. */
  readonly pairs?: readonly string[];
}

/** Lines without a tone. */
export function lines(...texts: readonly string[]): readonly Line[] {
  return texts.map((text) => ({ text }));
}
