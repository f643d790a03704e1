import { type AuditReport, exitCodeOf, REPORT_VERSION, resultOf } from "./report.ts";

/**
 * The report for programs, as described by docs/audit-report.schema.json.
 * @see REPORT_VERSION for what a new version means.
 */
export function formatJson(report: AuditReport): string {
  const { checkedAt, thresholds, organizations, stacks, findings, errors } = report;
  const document = {
    version: REPORT_VERSION,
    checkedAt,
    result: resultOf(report),
    exitCode: exitCodeOf(report),
    thresholds,
    organizations,
    stacks,
    findings,
    errors,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
