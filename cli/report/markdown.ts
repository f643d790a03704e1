import { markdownTable } from "markdown-table";
import { counted, visible } from "../terminal/text.ts";

/** The body of a GitHub issue holds 65,536 characters, a job summary 1 MiB: what is longer is refused as a whole. */
const MAX_CHARACTERS = 60_000;

/** How many characters a report may still have. */
export interface Budget {
  left: number;
}

/** The budget of a whole report. */
export function markdownBudget(): Budget {
  return { left: MAX_CHARACTERS };
}

/** A table of the rows that fit into the budget. It says how many do not. */
export function limitedTable(head: readonly string[], rows: readonly (readonly string[])[], budget: Budget): string {
  const within = rows.filter((row) => {
    budget.left -= row.join(" | ").length + 10;
    return budget.left > 0;
  });
  const drawn = markdownTable([head, ...within], { alignDelimiters: false });
  const left = rows.length - within.length;
  return left === 0 ? drawn : `${drawn}\n\n… and ${counted(left, "more row")}: the JSON report has them all.`;
}

/** The errors that fit into the budget, an entry of a list each. */
export function errorLines(errors: readonly string[], budget: Budget): readonly string[] {
  return errors
    .map((error) => `- error: ${code(error.replaceAll("\n", " ").slice(0, 1_000))}`)
    .filter((line) => {
      budget.left -= line.length;
      return budget.left > 0;
    });
}

/** Several texts in one cell, each on a line of its own. */
export function codes(lines: readonly string[]): string {
  return lines.map(code).join("<br>");
}

/** Text from outside as a code span: nothing in it is markup, a link, a mention or the end of a cell. */
export function code(text: string): string {
  const safe = visible(text).replaceAll("|", "\\|");
  if (safe.trim() === "") return "";
  const longestRun = Math.max(0, ...(safe.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longestRun + 1);
  const space = longestRun > 0 ? " " : "";
  return `${fence}${space}${safe}${space}${fence}`;
}
