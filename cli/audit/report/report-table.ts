import { type Paint, plain, type Tone } from "../../terminal/paint.ts";
import { layOutTable } from "../../terminal/table.ts";
import { counted, visible, wrapped } from "../../terminal/text.ts";
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

/**
 * The report for people at a terminal.
 * @param width columns of the terminal: no line is longer, as long as there are 48.
 * @param paint leaves the text as it is where there are no colours.
 */
export function formatTable(report: AuditReport, width: number, paint: Paint = plain): string {
  const errors = [
    ...report.stacks.flatMap(({ name, errors }) => errors.map((error) => `error: ${visible(name)}: ${lines(error)}`)),
    ...report.errors.map((error) => `error: ${lines(error)}`),
  ];
  const parts = [
    ...report.organizations.map((organization) => organizationPart(report, organization, width, paint)),
    ...(errors.length === 0 ? [] : [errors.map((error) => wrapped(error, width)).join("\n")]),
    wrapped(paint(RESULT_TONES[resultOf(report)], summaryLine(report)), width),
  ];
  return `${parts.join("\n\n")}\n`;
}

function organizationPart(report: AuditReport, organization: AuditedOrganization, width: number, paint: Paint): string {
  const findings = report.findings.filter((finding) => finding.organization.id === organization.id);
  const rows = findings.map((finding) => [
    clientCell(finding),
    `${paint(TONES[finding.severity], finding.rule)}\n${visible(finding.what)}`,
    visible(finding.todo),
  ]);
  const remarks = organization.rules.flatMap((rule) => {
    const remark = remarkOn(rule);
    return remark === undefined ? [] : [paint(isFailed(rule) ? "red" : "neutral", `– ${lines(remark)}`)];
  });
  return [
    wrapped(`Organisation ${visible(organization.name)}: ${counted(organization.clients, "client")}`, width),
    ...(rows.length === 0 ? [] : [layOutTable(["Client", "Finding", "What to do"], rows, width)]),
    ...remarks.map((remark) => wrapped(remark, width)),
  ].join("\n");
}

function clientCell({ client, managedBy }: AuditFinding): string {
  const names = [visible(client.name), visible(client.id)];
  return [...names, ...(managedBy ? [visible(`${managedBy.stack}: ${managedBy.resource}`)] : [])].join("\n");
}

function lines(text: string): string {
  return text.split("\n").map(visible).join(" ");
}
