import stringWidth from "string-width";

/** Of a column: its border and padding. One more border closes the row. */
export const FRAME = 3;

const NARROWEST_COLUMN = 8;
/** Words that stay whole as long as possible: ids, and longer still the names of properties. */
const LONGEST_ID = 36;
const LONGEST_PROPERTY = 24;

/** A cell as the lines that it takes, none wider than its column. */
export type Cell = readonly string[];

/**
 * Narrows the widest columns until all fit: first without breaking words, then as it takes.
 * @param words width of each column's longest word.
 */
export function fitColumns(natural: readonly number[], words: readonly number[], available: number): readonly number[] {
  const columns = [...natural];
  const floors = [
    (word: number) => Math.min(word, LONGEST_ID),
    (word: number) => (word <= LONGEST_PROPERTY ? word : 0),
    () => 0,
  ];
  for (const floorOf of floors) {
    const floor = (column: number) => Math.max(floorOf(words[column] ?? 0), NARROWEST_COLUMN);
    for (let excess = columns.reduce((sum, width) => sum + width, 0) - available; excess > 0; excess--) {
      const widest = Math.max(...columns.filter((width, column) => width > floor(column)));
      if (widest === Number.NEGATIVE_INFINITY) break;
      const column = columns.findLastIndex((width, index) => width === widest && width > floor(index));
      columns[column] = widest - 1;
    }
  }
  return columns;
}

/** Draws lines around cells; between rows only where a row takes several lines. */
export function drawTable(
  head: readonly Cell[],
  body: readonly (readonly Cell[])[],
  columns: readonly number[],
): string {
  const rule = (left: string, cross: string, right: string) =>
    `${left}${columns.map((width) => "─".repeat(width + FRAME - 1)).join(cross)}${right}`;
  const between = rule("├", "┼", "┤");
  const isSpaced = body.some((row) => row.some((cell) => cell.length > 1));
  const rows = body.map((row) => drawRow(row, columns)).join(isSpaced ? `\n${between}\n` : "\n");
  return [rule("┌", "┬", "┐"), drawRow(head, columns), between, rows, rule("└", "┴", "┘")].join("\n");
}

function drawRow(row: readonly Cell[], columns: readonly number[]): string {
  const height = Math.max(...row.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) => {
    const cells = columns.map((width, column) => padded(row[column]?.[line] ?? "", width));
    return `│ ${cells.join(" │ ")} │`;
  }).join("\n");
}

/** By width on the screen: some characters take two columns. */
function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}
