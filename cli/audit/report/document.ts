import { type Line, lines, type ReportDocument, type Section } from "../../report/document.ts";
import type { Tone } from "../../terminal/paint.ts";
import { counted } from "../../terminal/text.ts";
import type { Severity } from "../settings/rules.ts";
import {
  type AuditedOrganization,
  type AuditFinding,
  type AuditReport,
  isFailed,
  remarkOn,
  resultOf,
  summaryLine,
} from "./report.ts";

const TONES: Readonly<Record<Severity, Tone>> = { error: "red", warning: "yellow", info: "neutral" };
const RESULT_TONES = { fine: "green", findings: "yellow", broken: "red" } as const;

/** The report as people read it. */
export function documentOf(report: AuditReport): ReportDocument {
  return {
    command: "audit",
    checkedAt: report.checkedAt,
    summary: { text: summaryLine(report), tone: RESULT_TONES[resultOf(report)] },
    sections: [
      ...report.organizations.map((organization) => organizationSection(report, organization)),
      ...report.stacks.flatMap(({ name, errors }) =>
        errors.length === 0 ? [] : [{ heading: { name, state: "could not be read completely" }, errors }],
      ),
      ...(report.errors.length === 0 ? [] : [{ errors: report.errors }]),
    ],
  };
}

function organizationSection(report: AuditReport, organization: AuditedOrganization): Section {
  const findings = report.findings.filter((finding) => finding.organization.id === organization.id);
  return {
    heading: { kind: "Organisation", name: organization.name, state: counted(organization.clients, "client") },
    ...(findings.length === 0
      ? {}
      : { table: { columns: ["Client", "Finding", "What to do"], rows: findings.map(findingRow) } }),
    remarks: organization.rules.flatMap((rule): readonly Line[] => {
      const text = remarkOn(rule);
      return text === undefined ? [] : [{ text, tone: isFailed(rule) ? "red" : "neutral" }];
    }),
  };
}

function findingRow({ client, managedBy, rule, severity, what, todo }: AuditFinding): readonly (readonly Line[])[] {
  const manager = managedBy === undefined ? [] : [`${managedBy.stack}: ${managedBy.resource}`];
  return [
    lines(client.name, client.id, ...manager),
    [{ text: `${rule} (${severity})`, tone: TONES[severity] }, { text: what }],
    lines(todo),
  ];
}
