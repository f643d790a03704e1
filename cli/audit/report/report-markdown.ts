import { code, codes, errorLines, limitedTable, markdownBudget } from "../../report/markdown.ts";
import { counted } from "../../terminal/text.ts";
import { type AuditReport, remarkOn, summaryLine } from "./report.ts";

/** The report as GitHub-flavoured markdown, for job summaries and issues. Never longer than those accept. */
export function formatMarkdown(report: AuditReport): string {
  const budget = markdownBudget();
  const parts = [
    `## Audit: ${summaryLine(report)}`,
    ...report.stacks.flatMap(({ name, errors }) =>
      errors.length === 0 ? [] : [`### ${code(name)}`, errorLines(errors, budget).join("\n")],
    ),
    ...(report.errors.length === 0 ? [] : [errorLines(report.errors, budget).join("\n")]),
    ...report.organizations.flatMap((organization) => {
      const findings = report.findings.filter((finding) => finding.organization.id === organization.id);
      const rows = findings.map(({ client, managedBy, severity, rule, what, todo }) => [
        codes([client.name, client.id, ...(managedBy ? [`${managedBy.stack}: ${managedBy.resource}`] : [])]),
        `${severity} ${code(rule)}`,
        code(what),
        code(todo),
      ]);
      const remarks = organization.rules.flatMap((rule) => {
        const remark = remarkOn(rule);
        return remark === undefined ? [] : [`- ${code(remark.replaceAll("\n", " "))}`];
      });
      return [
        `### Organisation ${code(organization.name)}: ${counted(organization.clients, "client")}`,
        ...(rows.length === 0 ? [] : [limitedTable(["Client", "Rule", "Finding", "What to do"], rows, budget)]),
        ...(remarks.length === 0 ? [] : [remarks.join("\n")]),
      ];
    }),
    `Checked on ${report.checkedAt} with \`genesyscloud-oauth audit\`.`,
  ];
  return `${parts.join("\n\n")}\n`;
}
