import { projectFile } from "../../report/project-file.ts";
import { type SarifResult, type SarifRule, sarifLog } from "../../report/sarif.ts";
import { visible } from "../../terminal/text.ts";
import { describeFinding } from "./describe.ts";
import { type DriftReport, type Finding, managedBy, UNMANAGED_UNKNOWN } from "./report.ts";

/** What each kind of finding says, and whether it is an error. */
const KINDS: Readonly<Record<Finding["kind"], Omit<SarifRule, "id">>> = {
  changed: {
    title: "changed outside",
    help: "A property differs from what the stack last applied. Run pulumi up --refresh, or change the program.",
    level: "warning",
  },
  deleted: {
    title: "deleted outside",
    help: "The client no longer exists. Run pulumi up --refresh to create a new one.",
    level: "error",
  },
  pendingDeletion: {
    title: "pending deletion",
    help: "The client was deleted, and is kept until a date. Run pulumi up --refresh to restore it.",
    level: "error",
  },
  disabled: {
    title: "disabled by Genesys Cloud",
    help: "Genesys Cloud support has locked the client. Ask Customer Care.",
    level: "error",
  },
  secretUnknown: {
    title: "secret unknown",
    help: "The stack has the client, but not its secret. Set or change secretVersion.",
    level: "warning",
  },
  secretInvalid: {
    title: "secret no longer valid",
    help: "Somebody has generated another secret outside. Change secretVersion to get a new one.",
    level: "error",
  },
  unmanaged: {
    title: "unmanaged client",
    help: "None of the given stacks has the client. Adopt it with the resource option import, or delete it.",
    level: "warning",
  },
};

/** The report as SARIF. A finding is shown at the Pulumi.yaml of its stack, an unmanaged client at that of the first stack. */
export function formatSarif(report: DriftReport): string {
  return sarifLog({
    command: "drift",
    checkedAt: report.checkedAt,
    rules: Object.entries(KINDS).map(([id, kind]) => ({ id, ...kind })),
    results: report.findings.map((finding) => resultOf(report, finding)),
    failures: [
      ...report.stacks.flatMap(({ name, errors }) => errors.map((error) => ({ message: `${name}: ${error}` }))),
      ...(report.unmanaged === "unknown" ? [{ message: UNMANAGED_UNKNOWN, rule: "unmanaged" }] : []),
    ],
  });
}

function resultOf({ stacks }: DriftReport, finding: Finding): SarifResult {
  const { kind } = finding;
  const { level } = KINDS[kind];
  if (kind === "unmanaged") {
    const { client, organization, owner } = finding;
    const marked = owner === undefined ? "" : ` It is marked as ${managedBy(owner)}.`;
    return {
      rule: kind,
      level,
      message: visible(`None of the given stacks has the OAuth client ${client.name} (${client.id}).${marked}`),
      file: projectFile(stacks[0]?.directory ?? "."),
      subject: { name: visible(client.name), id: `${organization.id}/${client.id}` },
    };
  }
  const { what, expected, actual } = describeFinding(finding);
  const property = kind === "changed" ? ` ${finding.property ?? ""}` : "";
  return {
    rule: kind,
    level,
    message: `${visible(finding.stack)}, ${visible(finding.resource.name)}: ${what}. Expected: ${expected.join(", ")}. Actual: ${actual.join(", ")}.`,
    file: projectFile(stacks.find(({ name }) => name === finding.stack)?.directory ?? "."),
    subject: { name: visible(finding.resource.name), id: visible(`${finding.resource.urn}${property}`) },
  };
}
