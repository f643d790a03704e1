import { markdownTable } from "markdown-table";
import { counted, visible } from "../terminal/text.ts";
import type { ReportDocument, Section, Table } from "./document.ts";

/** The body of a GitHub issue holds 65,536 characters, a job summary 1 MiB: what is longer is refused as a whole. */
const MAX_CHARACTERS = 60_000;

/** The report as GitHub-flavoured markdown, for job summaries and issues. Never longer than those accept. */
export function markdownText({ command, checkedAt, summary, sections }: ReportDocument): string {
  let left = MAX_CHARACTERS;
  const fits = (text: string): boolean => {
    left -= text.length;
    return left > 0;
  };
  // Errors come before tables also when there is no room for both.
  const errors = sections.map((section) => (section.errors ?? []).map(errorItem).filter(fits));
  const parts = sections.flatMap(({ heading, table, remarks = [] }, index) => [
    heading === undefined ? "" : headingLine(heading),
    table === undefined ? "" : limitedTable(table, fits),
    remarks.map(({ text }) => `- ${code(text.replaceAll("\n", " "))}`).join("\n"),
    errors[index]?.join("\n") ?? "",
  ]);
  const title = `## ${command.charAt(0).toUpperCase()}${command.slice(1)}: ${summary.text}`;
  const end = `Checked on ${checkedAt} with \`genesyscloud-oauth ${command}\`.`;
  return `${[title, ...parts, end].filter((part) => part !== "").join("\n\n")}\n`;
}

function headingLine({ kind, name, state }: NonNullable<Section["heading"]>): string {
  return `### ${kind === undefined ? "" : `${kind} `}${code(name)}: ${state}`;
}

/** What a row of a table has beside its cells, at the most. */
const TABLE_FRAME = " ".repeat(10);

/** A table of the rows that fit. It says how many do not. */
function limitedTable({ columns, rows }: Table, fits: (text: string) => boolean): string {
  const written = rows.map((row) => row.map((cell) => cell.map(({ text }) => code(text)).join("<br>")));
  const within = written.filter((row) => fits(`${row.join(" | ")}${TABLE_FRAME}`));
  const drawn = markdownTable([columns, ...within], { alignDelimiters: false });
  const left = rows.length - within.length;
  return left === 0 ? drawn : `${drawn}\n\n… and ${counted(left, "more row")}: the JSON report has them all.`;
}

function errorItem(error: string): string {
  return `- error: ${code(error.replaceAll("\n", " ").slice(0, 1_000))}`;
}

/** Text from outside as a code span: nothing in it is markup, a link, a mention or the end of a cell. */
function code(text: string): string {
  const safe = visible(text).replaceAll("|", "\\|");
  if (safe.trim() === "") return "";
  const longestRun = Math.max(0, ...(safe.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longestRun + 1);
  const space = longestRun > 0 ? " " : "";
  return `${fence}${space}${safe}${space}${fence}`;
}
