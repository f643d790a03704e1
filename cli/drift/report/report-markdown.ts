import type { UnmanagedFinding } from "../../organization/unmanaged.ts";
import { type Budget, code, codes, errorLines, limitedTable, markdownBudget } from "../../report/markdown.ts";
import { counted, day } from "../../terminal/text.ts";
import { describeFinding } from "./describe.ts";
import {
  type CheckedStack,
  type DriftReport,
  elsewhereByOrganization,
  findingsOf,
  managedBy,
  stateOf,
  summaryLine,
  UNMANAGED_UNKNOWN,
  unmanagedByOrganization,
} from "./report.ts";

/** The report as GitHub-flavoured markdown, for job summaries and issues. Never longer than those accept. */
export function formatMarkdown(report: DriftReport): string {
  const budget = markdownBudget();
  const parts = [
    `## Drift: ${summaryLine(report)}`,
    ...report.stacks.flatMap((stack) => stackPart(report, stack, budget)),
    ...unmanagedByOrganization(report).flatMap(({ organization, findings }) => [
      `### Organisation ${code(organization.name)}: ${counted(findings.length, "client")} that no given stack has`,
      limitedTable(["Client", "Id", "Created", "Created by"], findings.map(unmanagedRow), budget),
    ]),
    ...elsewhereByOrganization(report).flatMap(({ organization, clients }) => [
      `### Organisation ${code(organization.name)}: ${counted(clients.length, "client")} of other stacks`,
      limitedTable(
        ["Client", "Id", "Owner"],
        clients.map(({ client, owner }) => [code(client.name), code(client.id), code(managedBy(owner))]),
        budget,
      ),
    ]),
    ...(report.unmanaged === "unknown" ? [UNMANAGED_UNKNOWN] : []),
    `Checked on ${report.checkedAt} with \`genesyscloud-oauth drift\`.`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function stackPart(report: DriftReport, stack: CheckedStack, budget: Budget): readonly string[] {
  const findings = findingsOf(report, stack);
  const rows = findings.map((finding) => {
    const { what, expected, actual } = describeFinding(finding);
    return [code(finding.resource.name), code(what), codes(expected), codes(actual)];
  });
  return [
    `### ${code(stack.name)}: ${stateOf(report, stack)}`,
    ...(rows.length === 0 ? [] : [limitedTable(["Resource", "Finding", "Expected", "Actual"], rows, budget)]),
    ...errorLines(stack.errors, budget),
  ];
}

function unmanagedRow({ client, createdBy, dateCreated, owner }: UnmanagedFinding): readonly string[] {
  const names = owner === undefined ? [client.name] : [client.name, `marked as ${managedBy(owner)}`];
  return [codes(names), code(client.id), code(day(dateCreated ?? "")), code(createdBy ?? "")];
}
