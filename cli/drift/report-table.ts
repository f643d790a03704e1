import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { drawTable, FRAME, fitColumns } from "./box.ts";
import { day, describeFinding, visible } from "./describe.ts";
import {
  type CheckedStack,
  counted,
  type DriftReport,
  findingsOf,
  stateOf,
  summaryLine,
  UNMANAGED_UNKNOWN,
  type UnmanagedFinding,
  unmanagedByOrganization,
} from "./report.ts";

/** From here on two ids fit beside a name. */
const WIDE = 110;

/**
 * The report for people at a terminal.
 * @param width columns of the terminal: no line is longer, as long as there are 48.
 */
export function formatTable(report: DriftReport, width: number): string {
  const parts = [
    ...report.stacks.map((stack) => stackPart(report, stack, width)),
    ...unmanagedByOrganization(report).map(
      ({ organization, findings }) =>
        `${wrapped(`Organisation ${visible(organization.name)}: ${counted(findings.length, "client")} that no given stack has`, width)}\n${unmanagedTable(findings, width)}`,
    ),
    ...(report.unmanaged === "unknown" ? [wrapped(UNMANAGED_UNKNOWN, width)] : []),
    wrapped(summaryLine(report), width),
  ];
  return `${parts.join("\n\n")}\n`;
}

function stackPart(report: DriftReport, stack: CheckedStack, width: number): string {
  const findings = findingsOf(report, stack);
  const rows = findings.map((finding) => {
    const { what, expected, actual } = describeFinding(finding);
    return [visible(finding.resource.name), what, expected.join("\n"), actual.join("\n")];
  });
  return [
    wrapped(`${visible(stack.name)}: ${stateOf(report, stack)}`, width),
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

function wrapped(text: string, width: number): string {
  return wrapAnsi(text, width, { hard: true, trim: true });
}
