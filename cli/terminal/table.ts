import stringWidth from "string-width";
import { drawTable, FRAME, fitColumns } from "./box.ts";
import { wrapped } from "./text.ts";

/** A table that is no wider than so many columns, as long as each of its own columns can have eight. */
export function layOutTable(head: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const lines = [head, ...rows];
  const widest = (measure: (text: string) => number) =>
    head.map((_, column) => lines.reduce((most, row) => Math.max(most, measure(row[column] ?? "")), 0));
  const columns = fitColumns(widest(widestLine), widest(longestWord), width - 1 - FRAME * head.length);
  const [top = [], ...body] = lines.map((row) =>
    row.map((cell, column) => wrapped(cell, columns[column] ?? 0).split("\n")),
  );
  return drawTable(top, body, columns);
}

function longestWord(text: string): number {
  return widestLine(text.replaceAll(/\s+/g, "\n"));
}

function widestLine(text: string): number {
  return Math.max(...text.split("\n").map((line) => stringWidth(line)));
}
