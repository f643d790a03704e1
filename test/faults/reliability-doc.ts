import { readFileSync, writeFileSync } from "node:fs";

const PATH = new URL("../../docs/reliability.md", import.meta.url);
const BEGIN = "<!-- matrix: made by npm run faults -- --write -->";
const END = "<!-- end of the matrix -->";

/** The table that docs/reliability.md shows. */
export function documentedTable(): string {
  return split().table;
}

/** Puts the table into docs/reliability.md. */
export function documentTable(table: string): void {
  const { before, after } = split();
  writeFileSync(PATH, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}

function split(): { before: string; table: string; after: string } {
  const text = readFileSync(PATH, "utf8");
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error("docs/reliability.md has lost the marks of its table");
  const table = text.slice(begin + BEGIN.length, end).trim();
  return { before: text.slice(0, begin), table, after: text.slice(end + END.length) };
}
