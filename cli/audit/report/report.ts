import type { Owner } from "../../../provider/model/ownership-mark.ts";
import { EXIT_CODES } from "../../report/exit-codes.ts";
import type { ClientRef, OrganizationRef } from "../../report/subjects.ts";
import { counted } from "../../terminal/text.ts";
import type { RuleId, Severity } from "../settings/rules.ts";
import type { Thresholds } from "../settings/settings.ts";

/** Version of the JSON report. It rises when a reader of the previous version could misunderstand the report. */
export const REPORT_VERSION = 1;

/** The resource that manages a client. */
export interface ManagingResource {
  /** `project/stack`. */
  readonly stack: string;
  /** Its name in the program. */
  readonly resource: string;
  /** Folder of the project, as given. */
  readonly directory: string;
}

/** One thing about one client that somebody should look at. */
export interface AuditFinding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly organization: OrganizationRef;
  readonly client: ClientRef;
  /** What is the case. One sentence. */
  readonly what: string;
  /** What to do. One sentence. */
  readonly todo: string;
  /** Absent if no stack of the run has the client. */
  readonly managedBy?: ManagingResource;
  /** Of an unmanaged client: whom its ownership mark names, a resource of a given stack that does not have it. */
  readonly owner?: Owner;
}

/**
 * How far a rule got in an organisation. `incomplete`: not for all clients. `notChecked`: it could not be checked.
 * `needsStack`: no stack was given. `off`: it was left out.
 */
export type RuleStatus = "checked" | "incomplete" | "notChecked" | "needsStack" | "off";

/** One rule in one organisation. */
export interface RuleRecord {
  readonly id: RuleId;
  readonly status: RuleStatus;
  /** How many clients it has judged. */
  readonly clients: number;
  /** How many clients it could not judge, because something about them is not recorded. No failure. */
  readonly unknown: number;
  readonly findings: number;
  /** Why it is incomplete or could not be checked. */
  readonly reason?: string;
  /** The permission that is missing. */
  readonly permission?: string;
}

/** One organisation of the run. */
export interface AuditedOrganization extends OrganizationRef {
  /** How many clients were looked at. */
  readonly clients: number;
  readonly rules: readonly RuleRecord[];
}

/** One stack of the run. */
export interface AuditedStack {
  /** `project/stack`; the stack as given where the project can't be read. */
  readonly name: string;
  readonly directory: string;
  /** How many clients it manages. */
  readonly clients: number;
  readonly organization?: OrganizationRef;
  /** Why it could not be read completely; empty if it was. */
  readonly errors: readonly string[];
}

/** The result of a run: the one model behind every form of output. */
export interface AuditReport {
  /** ISO 8601. */
  readonly checkedAt: string;
  readonly thresholds: Thresholds;
  readonly organizations: readonly AuditedOrganization[];
  readonly stacks: readonly AuditedStack[];
  readonly findings: readonly AuditFinding[];
  /** Why something could not be checked that belongs to no stack. */
  readonly errors: readonly string[];
}

/** Whether a rule could not do what was asked of it. */
export function isFailed({ status }: Pick<RuleRecord, "status">): boolean {
  return status === "incomplete" || status === "notChecked";
}

/** `fine`, `findings` or `broken`. What could not be checked outweighs findings; those of severity info do not count. */
export function resultOf(report: AuditReport): "fine" | "findings" | "broken" {
  const rules = report.organizations.flatMap((organization) => organization.rules);
  const errors = [...report.errors, ...report.stacks.flatMap((stack) => stack.errors)];
  if (errors.length > 0 || rules.some(isFailed)) return "broken";
  return report.findings.some(({ severity }) => severity !== "info") ? "findings" : "fine";
}

/** The exit code of a report. */
export function exitCodeOf(report: AuditReport): 0 | 7 | 1 {
  return EXIT_CODES[resultOf(report)];
}

/** `2 errors, 1 warning`. */
export function countsOf(findings: readonly AuditFinding[]): string {
  const counts = (["error", "warning"] as const).map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? "" : counted(count, severity);
  });
  const infos = findings.filter(({ severity }) => severity === "info").length;
  return [...counts, infos === 0 ? "" : `${infos} for information`].filter((part) => part !== "").join(", ");
}

/** The last line of every report for people: `3 findings (1 error, 2 warnings) in 40 clients`, or `No findings in 40 clients`. */
export function summaryLine(report: AuditReport): string {
  const { findings, organizations } = report;
  const clients = counted(
    organizations.reduce((sum, organization) => sum + organization.clients, 0),
    "client",
  );
  const found =
    findings.length === 0
      ? `No findings in ${clients}`
      : `${counted(findings.length, "finding")} (${countsOf(findings)}) in ${clients}`;
  return resultOf(report) === "broken" ? `${found}; not everything could be checked` : found;
}

/** What people must know of a rule beside its findings; undefined for a rule that was checked for all clients. */
export function remarkOn({ id, status, unknown, reason }: RuleRecord): string | undefined {
  switch (status) {
    case "checked":
      return unknown === 0
        ? undefined
        : `${id}: unknown for ${counted(unknown, "client")}, because the state does not record when the secret was made`;
    case "incomplete":
      return `${id} is not complete: ${reason}`;
    case "notChecked":
      return `${id} was not checked: ${reason}`;
    case "needsStack":
      return `${id} was not checked, because no stack was given`;
    case "off":
      return undefined;
  }
}
