import Table from "cli-table3";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { day, describeFinding, visible } from "./describe.ts";
import {
  type CheckedStack,
  counted,
  type DriftReport,
  findingsOf,
  summaryLine,
  type UnmanagedFinding,
  unmanagedByOrganization,
} from "./report.ts";

/** Of a column: its borders and padding. */
const FRAME = 3;
const NARROWEST_COLUMN = 8;
/** From here on two ids fit beside a name. */
const WIDE = 110;
/** As long as an id. */
const LONGEST_UNBROKEN_WORD = 36;

/**
 * The report for people at a terminal.
 * @param width columns of the terminal: no line is longer, as long as there are 48.
 */
export function formatTable(report: DriftReport, width: number): string {
  const parts = [
    ...report.stacks.map((stack) => stackPart(report, stack, width)),
    ...unmanagedByOrganization(report).map(
      ({ organization, findings }) =>
        `Organisation ${visible(organization.name)}: ${counted(findings.length, "client")} that no given stack has\n${unmanagedTable(findings, width)}`,
    ),
    ...(report.unmanaged === "unknown"
      ? ["Unmanaged clients: unknown, because not every stack could be checked."]
      : []),
    summaryLine(report),
  ];
  return `${parts.join("\n\n")}\n`;
}

function stackPart(report: DriftReport, stack: CheckedStack, width: number): string {
  const findings = findingsOf(report, stack);
  const state =
    findings.length > 0
      ? counted(findings.length, "finding")
      : stack.errors.length > 0
        ? "could not be checked"
        : `no drift in ${counted(stack.checked.length, "resource")}`;
  const rows = findings.map((finding) => {
    const { what, expected, actual } = describeFinding(finding);
    return [visible(finding.resource.name), what, expected.join("\n"), actual.join("\n")];
  });
  return [
    `${visible(stack.name)}: ${state}`,
    ...(rows.length === 0 ? [] : [table(["Resource", "Finding", "Expected", "Actual"], rows, width)]),
    ...stack.errors.map((error) => wrapped(`error: ${error.split("\n").map(visible).join("\n")}`, width)),
  ].join("\n");
}

function unmanagedTable(findings: readonly UnmanagedFinding[], width: number): string {
  const rows = findings.map(({ client, createdBy = "", dateCreated = "" }) => [
    visible(client.name),
    visible(client.id),
    day(dateCreated),
    visible(createdBy),
  ]);
  if (width >= WIDE) return table(["Client", "Id", "Created", "Created by"], rows, width);
  const pairs = rows.map(([name, id, created, by]) => [`${name}\n${id}`, `${created}\n${by}`]);
  return table(["Client and its id", "Created on and by"], pairs, width);
}

function table(head: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const lines = [head, ...rows];
  const widest = (measure: (text: string) => number) =>
    head.map((_, column) => Math.max(...lines.map((row) => measure(row[column] ?? ""))));
  const columns = fitColumns(widest(widestLine), widest(longestWord), width - 1 - FRAME * head.length);
  const fitted = (row: readonly string[]) => row.map((cell, column) => wrapped(cell, columns[column] ?? 0));
  const drawn = new Table({
    head: fitted(head),
    colWidths: columns.map((content) => content + FRAME - 1),
    style: { head: [], border: [], compact: !rows.some((row) => fitted(row).some((cell) => cell.includes("\n"))) },
  });
  drawn.push(...rows.map(fitted));
  return drawn.toString();
}

/**
 * Narrows the widest columns until all fit: first without breaking words, then as far as it takes.
 * @param words width of each column's longest word.
 */
export function fitColumns(natural: readonly number[], words: readonly number[], available: number): readonly number[] {
  const columns = [...natural];
  const floors = words.map((word) => Math.max(NARROWEST_COLUMN, Math.min(word, LONGEST_UNBROKEN_WORD)));
  for (const floor of [(column: number) => floors[column] ?? NARROWEST_COLUMN, () => NARROWEST_COLUMN]) {
    for (let excess = columns.reduce((sum, width) => sum + width, 0) - available; excess > 0; excess--) {
      const widest = Math.max(...columns.filter((width, column) => width > floor(column)));
      if (widest === Number.NEGATIVE_INFINITY) break;
      const column = columns.findLastIndex((width, index) => width === widest && width > floor(index));
      columns[column] = widest - 1;
    }
  }
  return columns;
}

function longestWord(text: string): number {
  return widestLine(text.replaceAll(/\s+/g, "\n"));
}

function widestLine(text: string): number {
  return Math.max(...text.split("\n").map((line) => stringWidth(line)));
}

function wrapped(text: string, width: number): string {
  return wrapAnsi(text, width, { hard: true, trim: true });
}
