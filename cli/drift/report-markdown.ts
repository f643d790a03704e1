import { markdownTable } from "markdown-table";
import { counted, visible } from "../terminal/text.ts";
import { day, describeFinding } from "./describe.ts";
import {
  type CheckedStack,
  type DriftReport,
  elsewhereByOrganization,
  findingsOf,
  managedBy,
  stateOf,
  summaryLine,
  UNMANAGED_UNKNOWN,
  type UnmanagedFinding,
  unmanagedByOrganization,
} from "./report.ts";

/** The body of a GitHub issue holds 65,536 characters, a job summary 1 MiB: what is longer is refused as a whole. */
const MAX_CHARACTERS = 60_000;

/** The report as GitHub-flavoured markdown, for job summaries and issues. Never longer than those accept. */
export function formatMarkdown(report: DriftReport): string {
  const budget = { left: MAX_CHARACTERS };
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

interface Budget {
  left: number;
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
    ...errorLines(stack, budget),
  ];
}

function errorLines({ errors }: CheckedStack, budget: Budget): readonly string[] {
  return errors
    .map((error) => `- error: ${code(error.replaceAll("\n", " ").slice(0, 1_000))}`)
    .filter((line) => {
      budget.left -= line.length;
      return budget.left > 0;
    });
}

function unmanagedRow({ client, createdBy, dateCreated, owner }: UnmanagedFinding): readonly string[] {
  const names = owner === undefined ? [client.name] : [client.name, `marked as ${managedBy(owner)}`];
  return [codes(names), code(client.id), code(day(dateCreated ?? "")), code(createdBy ?? "")];
}

function limitedTable(head: readonly string[], rows: readonly (readonly string[])[], budget: Budget): string {
  const within = rows.filter((row) => {
    budget.left -= row.join(" | ").length + 10;
    return budget.left > 0;
  });
  const drawn = markdownTable([head, ...within], { alignDelimiters: false });
  const left = rows.length - within.length;
  return left === 0 ? drawn : `${drawn}\n\n… and ${counted(left, "more row")}: the JSON report has them all.`;
}

function codes(lines: readonly string[]): string {
  return lines.map(code).join("<br>");
}

/** Text from outside as a code span: nothing in it is markup, a link, a mention or the end of a cell. */
function code(text: string): string {
  const safe = visible(text).replaceAll("|", "\\|");
  if (safe.trim() === "") return "";
  const longestRun = Math.max(0, ...(safe.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longestRun + 1);
  const space = longestRun > 0 ? " " : "";
  return `${fence}${space}${safe}${space}${fence}`;
}
