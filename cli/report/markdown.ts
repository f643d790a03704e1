import { markdownTable } from "markdown-table";
import { counted, visible } from "../terminal/text.ts";
import type { ReportDocument, Section, Table } from "./document.ts";

/** The body of a GitHub issue holds 65,536 characters, a job summary 1 MiB: what is longer is refused as a whole. */
const MAX_CHARACTERS = 60_000;

/** Headings and errors come before the rows of tables where there is no room for all, but they leave some. */
const MAX_CHARACTERS_OF_FRAMES = 20_000;
const MAX_CHARACTERS_OF_ERRORS = 20_000;

type Fits = (text: string) => boolean;

/** The report as GitHub-flavoured markdown, for job summaries and issues. Never longer than those accept. */
export function markdownText({ command, checkedAt, summary, sections }: ReportDocument): string {
  const title = `## ${command.charAt(0).toUpperCase()}${command.slice(1)}: ${summary.text}`;
  const end = `Checked on ${checkedAt} with \`genesyscloud-oauth ${command}\`.`;
  const fits = budget(MAX_CHARACTERS - title.length - end.length);
  const frameFits = both(fits, budget(MAX_CHARACTERS_OF_FRAMES));
  const errorFits = both(fits, budget(MAX_CHARACTERS_OF_ERRORS));
  const framed = sections
    .map((section) => ({ ...section, frame: frameOf(section) }))
    .filter(({ frame }) => frameFits(`${frame.join("")}${SECTION_FRAME}`));
  const errors = framed.map((section) => limitedErrors(section.errors ?? [], errorFits));
  const parts = framed.flatMap(({ frame: [heading = "", remarks = ""], table }, index) => [
    heading,
    table === undefined ? "" : limitedTable(table, fits),
    remarks,
    errors[index] ?? "",
  ]);
  const left = sections.length - framed.length;
  const more = left === 0 ? "" : `… and ${counted(left, "more part")}: the JSON report has them all.`;
  return `${[title, ...parts, more, end].filter((part) => part !== "").join("\n\n")}\n`;
}

function budget(characters: number): Fits {
  let left = characters;
  return (text) => {
    left -= text.length;
    return left > 0;
  };
}

function both(one: Fits, other: Fits): Fits {
  return (text) => other(text) && one(text);
}

/** What a section has in any case: heading, remarks, and the head of its table. */
function frameOf({ heading, remarks = [], table }: Section): readonly [heading: string, remarks: string, head: string] {
  return [
    heading === undefined ? "" : headingLine(heading),
    remarks.map(({ text }) => `- ${code(text.replaceAll("\n", " "))}`).join("\n"),
    table === undefined ? "" : markdownTable([table.columns], { alignDelimiters: false }),
  ];
}

function headingLine({ kind, name, state }: NonNullable<Section["heading"]>): string {
  return `### ${kind === undefined ? "" : `${kind} `}${code(name)}: ${state}`;
}

/** What a section has beside its texts, at the most: empty lines, and how much of it is left out. */
const SECTION_FRAME = " ".repeat(120);

/** What a row of a table has beside its cells, at the most. */
const TABLE_FRAME = " ".repeat(10);

/** A table of the rows that fit. It says how many do not. */
function limitedTable({ columns, rows }: Table, fits: Fits): string {
  const written = rows.map((row) => row.map((cell) => cell.map(({ text }) => code(text)).join("<br>")));
  const within = written.filter((row) => fits(`${row.join(" | ")}${TABLE_FRAME}`));
  const drawn = markdownTable([columns, ...within], { alignDelimiters: false });
  const left = rows.length - within.length;
  return left === 0 ? drawn : `${drawn}\n\n… and ${counted(left, "more row")}: the JSON report has them all.`;
}

/** A list of the errors that fit. It says how many do not. */
function limitedErrors(errors: readonly string[], fits: Fits): string {
  const within = errors.map((error) => `- error: ${code(error.replaceAll("\n", " ").slice(0, 1_000))}`).filter(fits);
  const left = errors.length - within.length;
  return [...within, ...(left === 0 ? [] : [`- … and ${counted(left, "more error")}`])].join("\n");
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
