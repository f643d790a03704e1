import { type DriftReport, EXIT_CODES, findingsOf, REPORT_VERSION, resultOf } from "./report.ts";

/**
 * The report for programs, as described by docs/drift-report.schema.json.
 * @see REPORT_VERSION for what a new version means.
 */
export function formatJson(report: DriftReport): string {
  const result = resultOf(report);
  const document = {
    version: REPORT_VERSION,
    checkedAt: report.checkedAt,
    result,
    exitCode: EXIT_CODES[result],
    stacks: report.stacks.map((stack) => {
      const { checked, errors, ...names } = stack;
      return { ...names, resources: checked.length, findings: findingsOf(report, stack).length, errors };
    }),
    findings: report.findings,
    managedElsewhere: report.managedElsewhere,
    unmanaged: report.unmanaged,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
