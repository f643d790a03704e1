import type { Json } from "../../../provider/model/oauth-client.ts";
import type { Owner } from "../../../provider/model/ownership-mark.ts";
import type { ResourceRef } from "../../engine/resource-ref.ts";
import type { ManagedElsewhere, UnmanagedFinding } from "../../organization/unmanaged.ts";
import { EXIT_CODES as CODES } from "../../report/exit-codes.ts";
import { byOrganization, type ClientRef, type OrganizationRef } from "../../report/subjects.ts";
import { counted } from "../../terminal/text.ts";

/** Version of the JSON report. It rises when a reader of the previous version could misunderstand the report. */
export const REPORT_VERSION = 1;

/** Printed if unmanaged clients were requested but could not be determined. */
export const UNMANAGED_UNKNOWN = "Unmanaged clients: unknown, because not every stack could be checked.";

interface StackFinding {
  /** {@link CheckedStack.name} of the stack that has the resource. */
  readonly stack: string;
  readonly resource: ResourceRef;
  /** Absent for resources of other types. */
  readonly client?: ClientRef;
}

/** A property differs from what the stack last applied. If a value is absent, the property does not exist on that side. */
interface ChangedFinding extends StackFinding {
  readonly kind: "changed";
  /** Top-level property; absent if the engine names none. */
  readonly property?: string;
  readonly expected?: Json;
  readonly actual?: Json;
  /** The values are secret in the stack: both are hidden. */
  readonly secret?: true;
}

/** The resource is gone. */
interface DeletedFinding extends StackFinding {
  readonly kind: "deleted";
}

/** The client was deleted, and Genesys Cloud keeps it until a date. */
interface PendingDeletionFinding extends StackFinding {
  readonly kind: "pendingDeletion";
  /** ISO 8601. */
  readonly dateToDelete: string;
}

/** The client was locked by Genesys Cloud support. */
interface DisabledFinding extends StackFinding {
  readonly kind: "disabled";
}

/** The stack has the client, but not its secret. */
interface SecretUnknownFinding extends StackFinding {
  readonly kind: "secretUnknown";
}

/** The secret in the stack no longer works. Found only with `verifySecret`. */
interface SecretInvalidFinding extends StackFinding {
  readonly kind: "secretInvalid";
}

/** Something that is not as the stacks say. */
export type Finding =
  | ChangedFinding
  | DeletedFinding
  | PendingDeletionFinding
  | DisabledFinding
  | SecretUnknownFinding
  | SecretInvalidFinding
  | UnmanagedFinding;

/** A finding about a resource of a stack. */
export type ResourceFinding = Exclude<Finding, UnmanagedFinding>;

/** One stack of the run. */
export interface CheckedStack {
  /** `project/stack`; the folder in place of a project that can't be read. */
  readonly name: string;
  readonly project?: string;
  readonly stack?: string;
  /** As given on the command line. */
  readonly directory: string;
  /** Known only if unmanaged clients were looked for. */
  readonly organization?: OrganizationRef;
  /** Every resource that was compared. */
  readonly checked: readonly ResourceRef[];
  /** Why the stack could not be checked completely; empty if it was. */
  readonly errors: readonly string[];
}

/** The result of a run: the one model behind every form of output. */
export interface DriftReport {
  /** ISO 8601. */
  readonly checkedAt: string;
  readonly stacks: readonly CheckedStack[];
  readonly findings: readonly Finding[];
  /** Clients of stacks that were not given, by their ownership marks. Empty unless unmanaged clients were looked for. */
  readonly managedElsewhere: readonly ManagedElsewhere[];
  /** Whether unmanaged clients were looked for. `unknown` means that they were requested but could not be determined. */
  readonly unmanaged: "searched" | "notAskedFor" | "unknown";
}

/** `none`, `drift` or `broken`. A stack that could not be checked outweighs findings in the others. */
export function resultOf({ stacks, findings }: DriftReport): "none" | "drift" | "broken" {
  if (stacks.some(({ errors }) => errors.length > 0)) return "broken";
  return findings.length > 0 ? "drift" : "none";
}

/** Exit codes by result. The engine also uses 7 for unexpected changes, so this number means drift everywhere. */
export const EXIT_CODES = { none: CODES.fine, drift: CODES.findings, broken: CODES.broken } as const;

/** The findings about resources of a stack. */
export function findingsOf(report: DriftReport, stack: CheckedStack): readonly ResourceFinding[] {
  return report.findings.filter(
    (finding): finding is ResourceFinding => finding.kind !== "unmanaged" && finding.stack === stack.name,
  );
}

/** The unmanaged clients, by organisation. */
export function unmanagedByOrganization(
  report: DriftReport,
): readonly { readonly organization: OrganizationRef; readonly findings: readonly UnmanagedFinding[] }[] {
  const unmanaged = report.findings.filter((finding) => finding.kind === "unmanaged");
  return byOrganization(unmanaged).map(({ organization, entries }) => ({ organization, findings: entries }));
}

/** The clients of other stacks, by organisation. */
export function elsewhereByOrganization({
  managedElsewhere,
}: DriftReport): readonly { readonly organization: OrganizationRef; readonly clients: readonly ManagedElsewhere[] }[] {
  return byOrganization(managedElsewhere).map(({ organization, entries }) => ({ organization, clients: entries }));
}

/** Whom an ownership mark names, in words: `managed by project/stack (resource)`. */
export function managedBy({ project, stack, resource }: Owner): string {
  return `managed by ${project}/${stack} (${resource})`;
}

/** The last line of every report for people: `3 findings in 2 stacks`, or `No drift in 1 stack`. */
export function summaryLine({ stacks, findings }: DriftReport): string {
  const broken = stacks.filter(({ errors }) => errors.length > 0).length;
  const all = counted(stacks.length, "stack");
  const unfinished = `${broken} of ${all} could not be checked completely`;
  if (findings.length === 0) return broken === 0 ? `No drift in ${all}` : unfinished;
  return `${counted(findings.length, "finding")} in ${all}${broken === 0 ? "" : `; ${unfinished}`}`;
}

/** How one stack fared, in a few words. */
export function stateOf(report: DriftReport, stack: CheckedStack): string {
  const findings = findingsOf(report, stack).length;
  if (stack.errors.length > 0) {
    return findings === 0 ? "could not be checked" : `${counted(findings, "finding")}, not checked completely`;
  }
  return findings === 0 ? `no drift in ${counted(stack.checked.length, "resource")}` : counted(findings, "finding");
}
