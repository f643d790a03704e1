import type { ManagedElsewhere, UnmanagedFinding } from "../../organization/unmanaged.ts";
import { type Line, lines, type ReportDocument, type Section } from "../../report/document.ts";
import type { Tone } from "../../terminal/paint.ts";
import { counted, day } from "../../terminal/text.ts";
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

/** The report as people read it. */
export function documentOf(report: DriftReport): ReportDocument {
  return {
    command: "drift",
    checkedAt: report.checkedAt,
    summary: { text: summaryLine(report), tone: RESULT_TONES[resultOf(report)] },
    sections: [
      ...report.stacks.map((stack) => stackSection(report, stack)),
      ...unmanagedByOrganization(report).map(({ organization, findings }) => ({
        heading: organizationHeading(
          organization.name,
          `${counted(findings.length, "client")} that no given stack has`,
        ),
        table: {
          columns: ["Client", "Id", "Created", "Created by"],
          pairs: ["Client and its id", "Created on and by"],
          rows: findings.map(unmanagedRow),
        },
      })),
      ...elsewhereByOrganization(report).map(({ organization, clients }) => ({
        heading: organizationHeading(organization.name, `${counted(clients.length, "client")} of other stacks`),
        table: {
          columns: ["Client", "Id", "Owner"],
          pairs: ["Client and its id", "Owner"],
          rows: clients.map(elsewhereRow),
        },
      })),
      ...(report.unmanaged === "unknown" ? [{ remarks: lines(UNMANAGED_UNKNOWN) }] : []),
    ],
  };
}

function stackSection(report: DriftReport, stack: CheckedStack): Section {
  const rows = findingsOf(report, stack).map((finding) => {
    const { what, expected, actual } = describeFinding(finding);
    return [
      lines(finding.resource.name),
      [{ text: what, tone: TONES[finding.kind] }],
      lines(...expected),
      lines(...actual),
    ];
  });
  return {
    heading: { name: stack.name, state: stateOf(report, stack) },
    ...(rows.length === 0 ? {} : { table: { columns: ["Resource", "Finding", "Expected", "Actual"], rows } }),
    errors: stack.errors,
  };
}

function organizationHeading(name: string, state: string): NonNullable<Section["heading"]> {
  return { kind: "Organisation", name, state };
}

function unmanagedRow(finding: UnmanagedFinding): readonly (readonly Line[])[] {
  const { kind, client, createdBy = "", dateCreated = "", owner } = finding;
  const mark = owner === undefined ? [] : lines(`marked as ${managedBy(owner)}`);
  return [
    [{ text: client.name, tone: TONES[kind] }, ...mark],
    lines(client.id),
    lines(day(dateCreated)),
    lines(createdBy),
  ];
}

function elsewhereRow({ client, owner }: ManagedElsewhere): readonly (readonly Line[])[] {
  return [lines(client.name), lines(client.id), lines(managedBy(owner))];
}
