import stringWidth from "string-width";

/**
 * A part of a program. A text is code that can't be broken.
 *
 * What is written here has the form that the usual formatters give it, so that they change nothing.
 */
export type Source = string | SourceList | SourceObject;

interface SourceList {
  readonly list: readonly (Source | Commented)[];
}

interface SourceObject {
  readonly object: readonly (readonly [key: string, value: Source])[];
  /** Whether each property gets a line of its own, also where all of them would fit into one. */
  readonly isExpanded?: boolean;
}

/** An element of a list with a remark above it. */
interface Commented {
  readonly comment: string;
  readonly element: Source;
}

/** Where a part begins, and what follows it in its last line. */
interface Place {
  readonly indent: number;
  readonly column: number;
  readonly after: number;
}

const LINE_WIDTH = 120;
const STEP = 2;
/** Keys this short gain nothing if their value stands in the next line. */
const SHORT_KEY = 4;

/** Characters that an editor or a terminal would act on: control characters, changes of direction. */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Cs}\u2028\u2029\ufeff]/gu;

/** A string as a literal. Its quotes are those that need fewer escapes. */
export function literal(text: string): string {
  const quote = count(text, '"') > count(text, "'") ? "'" : '"';
  const body = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll(UNSAFE, escaped);
  return `${quote}${body}${quote}`;
}

/** Columns that a text takes. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** Whether all of it fits behind what stands in the line already. */
export function fits(text: string, column: number, after: number): boolean {
  return column + widthOf(text) + after <= LINE_WIDTH;
}

/** Lines as comments. */
export function commentText(lines: readonly string[]): string {
  return lines.map((line) => `// ${line}`).join("\n");
}

/** A part as text. @param place where it begins; `after` counts the characters that follow it in its last line. */
export function sourceText(source: Source, place: Place): string {
  const flat = flatText(source);
  if (flat !== undefined && (typeof source === "string" || fits(flat, place.column, place.after))) return flat;
  return typeof source === "string" ? source : brokenText(source, place);
}

function brokenText(source: SourceList | SourceObject, { indent }: Place): string {
  const inner = indent + STEP;
  const pad = " ".repeat(inner);
  if ("list" in source) {
    const lines = source.list.map((entry) => {
      const { comment, element } = isCommented(entry) ? entry : { comment: undefined, element: entry };
      const text = `${pad}${sourceText(element, { indent: inner, column: inner, after: 1 })},`;
      return comment === undefined ? text : `${pad}// ${comment}\n${text}`;
    });
    return `[\n${lines.join("\n")}\n${" ".repeat(indent)}]`;
  }
  const lines = source.object.map(([key, value]) => `${pad}${propertyText(key, value, inner)},`);
  return `{\n${lines.join("\n")}\n${" ".repeat(indent)}}`;
}

function propertyText(key: string, value: Source, indent: number): string {
  const start = `${key}: `;
  const column = indent + widthOf(start);
  if (typeof value === "string" && key.length > SHORT_KEY && /^["']/.test(value) && !fits(value, column, 1)) {
    return `${key}:\n${" ".repeat(indent + STEP)}${value}`;
  }
  return start + sourceText(value, { indent, column, after: 1 });
}

/** In one line; undefined for what never stands in one. */
function flatText(source: Source): string | undefined {
  if (typeof source === "string") return source;
  if ("list" in source) {
    if (isTable(source)) return undefined;
    const elements = source.list.map((entry) => (isCommented(entry) ? undefined : flatText(entry)));
    return elements.includes(undefined) ? undefined : `[${elements.join(", ")}]`;
  }
  if (source.isExpanded) return undefined;
  const properties = source.object.map(([key, value]) => {
    const text = flatText(value);
    return text === undefined ? undefined : `${key}: ${text}`;
  });
  return properties.includes(undefined) ? undefined : `{ ${properties.join(", ")} }`;
}

/** Formatters give each object a line of its own where a list has several, all of them with several properties. */
function isTable({ list }: SourceList): boolean {
  const isRow = (entry: Source | Commented) =>
    typeof entry === "object" && "object" in entry && entry.object.length > 1;
  return list.length > 1 && list.every(isRow);
}

function isCommented(entry: Source | Commented): entry is Commented {
  return typeof entry === "object" && "comment" in entry;
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
