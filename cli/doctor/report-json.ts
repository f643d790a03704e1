import { countLevels, type DoctorReport, exitCodeOf, REPORT_VERSION, resultOf } from "./report.ts";

/**
 * The report for programs, as described by docs/doctor-report.schema.json.
 * @see REPORT_VERSION for what a new version means.
 */
export function formatJson(report: DoctorReport): string {
  const document = {
    version: REPORT_VERSION,
    checkedAt: report.checkedAt,
    result: resultOf(report),
    exitCode: exitCodeOf(report),
    counts: countLevels(report),
    groups: report.groups,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
