import { type Paint, plain } from "../terminal/paint.ts";
import { layOutTable } from "../terminal/table.ts";
import { visible, wrapped } from "../terminal/text.ts";
import type { Line, ReportDocument, Section, Table } from "./document.ts";

/** From here on two ids fit beside a name. */
const WIDE = 110;

/**
 * The report for people at a terminal.
 * @param width columns of the terminal: no line is longer, as long as there are 48.
 * @param paint leaves the text as it is where there are no colours.
 */
export function terminalText({ sections, summary }: ReportDocument, width: number, paint: Paint = plain): string {
  const parts = [
    ...sections.map((section) => sectionText(section, width, paint)),
    wrapped(painted(summary, paint), width),
  ];
  return `${parts.join("\n\n")}\n`;
}

function sectionText({ heading, table, remarks = [], errors = [] }: Section, width: number, paint: Paint): string {
  return [
    ...(heading === undefined ? [] : [wrapped(headingText(heading), width)]),
    ...(table === undefined ? [] : [tableText(table, width, paint)]),
    ...remarks.map(({ text, ...tone }) => wrapped(painted({ text: `– ${flat(text)}`, ...tone }, paint), width)),
    ...errors.map((error) => wrapped(`error: ${error.split("\n").map(visible).join("\n")}`, width)),
  ].join("\n");
}

function headingText({ kind, name, state }: NonNullable<Section["heading"]>): string {
  return `${kind === undefined ? "" : `${kind} `}${visible(name)}: ${state}`;
}

function tableText({ columns, rows, pairs }: Table, width: number, paint: Paint): string {
  const cells = rows.map((row) =>
    row.map((cell) => cell.map(({ text, ...tone }) => painted({ text: visible(text), ...tone }, paint)).join("\n")),
  );
  if (pairs === undefined || width >= WIDE) return layOutTable(columns, cells, width);
  const paired = cells.map((row) => pairs.map((_, index) => row.slice(2 * index, 2 * index + 2).join("\n")));
  return layOutTable(pairs, paired, width);
}

function painted({ text, tone }: Line, paint: Paint): string {
  return tone === undefined ? text : paint(tone, text);
}

function flat(text: string): string {
  return text.split("\n").map(visible).join(" ");
}
