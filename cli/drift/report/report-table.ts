import type { ManagedElsewhere, UnmanagedFinding } from "../../organization/unmanaged.ts";
import { type Paint, plain, type Tone } from "../../terminal/paint.ts";
import { layOutTable } from "../../terminal/table.ts";
import { counted, day, visible, wrapped } from "../../terminal/text.ts";
import { describeFinding } from "./describe.ts";
import {
  type CheckedStack,
  type DriftReport,
  elsewhereByOrganization,
  type Finding,
  findingsOf,
  managedBy,
  resultOf,
  stateOf,
  summaryLine,
  UNMANAGED_UNKNOWN,
  unmanagedByOrganization,
} from "./report.ts";

const TONES: Readonly<Record<Finding["kind"], Tone>> = {
  changed: "yellow",
  deleted: "red",
  pendingDeletion: "red",
  disabled: "red",
  secretUnknown: "yellow",
  secretInvalid: "red",
  unmanaged: "yellow",
};
const RESULT_TONES = { none: "green", drift: "yellow", broken: "red" } as const;

/** From here on two ids fit beside a name. */
const WIDE = 110;

/**
 * The report for people at a terminal.
 * @param width columns of the terminal: no line is longer, as long as there are 48.
 * @param paint leaves the text as it is where there are no colours.
 */
export function formatTable(report: DriftReport, width: number, paint: Paint = plain): string {
  const parts = [
    ...report.stacks.map((stack) => stackPart(report, stack, width, paint)),
    ...unmanagedByOrganization(report).map(
      ({ organization, findings }) =>
        `${wrapped(`Organisation ${visible(organization.name)}: ${counted(findings.length, "client")} that no given stack has`, width)}\n${unmanagedTable(findings, width, paint)}`,
    ),
    ...elsewhereByOrganization(report).map(
      ({ organization, clients }) =>
        `${wrapped(`Organisation ${visible(organization.name)}: ${counted(clients.length, "client")} of other stacks`, width)}\n${elsewhereTable(clients, width)}`,
    ),
    ...(report.unmanaged === "unknown" ? [wrapped(UNMANAGED_UNKNOWN, width)] : []),
    wrapped(paint(RESULT_TONES[resultOf(report)], summaryLine(report)), width),
  ];
  return `${parts.join("\n\n")}\n`;
}

function stackPart(report: DriftReport, stack: CheckedStack, width: number, paint: Paint): string {
  const findings = findingsOf(report, stack);
  const rows = findings.map((finding) => {
    const { what, expected, actual } = describeFinding(finding);
    return [visible(finding.resource.name), paint(TONES[finding.kind], what), expected.join("\n"), actual.join("\n")];
  });
  return [
    wrapped(`${visible(stack.name)}: ${stateOf(report, stack)}`, width),
    ...(rows.length === 0 ? [] : [layOutTable(["Resource", "Finding", "Expected", "Actual"], rows, width)]),
    ...stack.errors.map((error) => wrapped(`error: ${error.split("\n").map(visible).join("\n")}`, width)),
  ].join("\n");
}

function unmanagedTable(findings: readonly UnmanagedFinding[], width: number, paint: Paint): string {
  const rows = findings.map(({ kind, client, createdBy = "", dateCreated = "", owner }) => [
    `${paint(TONES[kind], visible(client.name))}${owner === undefined ? "" : `\nmarked as ${visible(managedBy(owner))}`}`,
    visible(client.id),
    day(dateCreated),
    visible(createdBy),
  ]);
  if (width >= WIDE) return layOutTable(["Client", "Id", "Created", "Created by"], rows, width);
  const pairs = rows.map(([name, id, created, by]) => [`${name}\n${id}`, `${created}\n${by}`]);
  return layOutTable(["Client and its id", "Created on and by"], pairs, width);
}

function elsewhereTable(clients: readonly ManagedElsewhere[], width: number): string {
  const rows = clients.map(({ client, owner }) => [
    visible(client.name),
    visible(client.id),
    visible(managedBy(owner)),
  ]);
  if (width >= WIDE) return layOutTable(["Client", "Id", "Owner"], rows, width);
  const pairs = rows.map(([name, id, owner]) => [`${name}\n${id}`, owner ?? ""]);
  return layOutTable(["Client and its id", "Owner"], pairs, width);
}
