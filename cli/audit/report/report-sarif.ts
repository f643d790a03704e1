import { projectFile } from "../../report/project-file.ts";
import { type SarifLevel, sarifLog } from "../../report/sarif.ts";
import { visible } from "../../terminal/text.ts";
import { RULE_IDS, ruleOf, type Severity } from "../settings/rules.ts";
import { SETTINGS_FILE } from "../settings/settings-file.ts";
import { type AuditFinding, type AuditReport, isFailed, remarkOn } from "./report.ts";

const LEVELS: Readonly<Record<Severity, SarifLevel>> = { error: "error", warning: "warning", info: "note" };

/** The report as SARIF. A finding is shown at the Pulumi.yaml of the stack that has the client, others at the settings of the audit. */
export function formatSarif(report: AuditReport): string {
  return sarifLog({
    command: "audit",
    checkedAt: report.checkedAt,
    rules: RULE_IDS.map((id) => {
      const { severity, title, why, todo } = ruleOf(id);
      return { id, title, help: `${why} ${todo}`, level: LEVELS[severity] };
    }),
    results: report.findings.map((finding) => ({
      rule: finding.rule,
      level: LEVELS[finding.severity],
      message: messageOf(finding),
      file: fileOf(finding),
      subject: { name: visible(finding.client.name), id: `${finding.organization.id}/${finding.client.id}` },
    })),
    failures: [
      ...report.errors.map((message) => ({ message })),
      ...report.stacks.flatMap(({ name, errors }) => errors.map((error) => ({ message: `${name}: ${error}` }))),
      ...report.organizations.flatMap(({ rules }) =>
        rules.filter(isFailed).map((rule) => ({ rule: rule.id, message: remarkOn(rule) ?? rule.status })),
      ),
    ],
  });
}

function messageOf({ client, managedBy, what, todo }: AuditFinding): string {
  const place = managedBy ? `, ${managedBy.stack}: ${managedBy.resource}` : "";
  return visible(`OAuth client ${client.name} (${client.id}${place}): ${what} ${todo}`);
}

function fileOf({ managedBy }: AuditFinding): string {
  if (managedBy === undefined) return SETTINGS_FILE;
  return projectFile(managedBy.directory);
}
