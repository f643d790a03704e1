import type { ResourceRef } from "../engine/resource-ref.ts";
import type { Origin } from "./creations.ts";

/** Version of the JSON report. It rises when a reader of the previous version could misunderstand the report. */
export const REPORT_VERSION = 1;

/** Exit codes. The engine also uses 7 for unexpected changes. */
export const EXIT_CODES = { nothing: 0, found: 7, broken: 1, usage: 2 } as const;

/** A client that could be left over. */
export interface CandidateReport {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** ISO 8601. */
  readonly dateCreated?: string;
  /** Id of the user or client that created it. */
  readonly createdBy?: string;
  readonly match: "equal" | "similar";
  /** The properties in which a similar client differs. */
  readonly differs: readonly string[];
  /** Whether it carries the ownership mark of the resource. */
  readonly isMarked: boolean;
}

/**
 * What becomes of a creation. `take`: the client goes into the state, with a new secret. `drop`: nothing is left over, so the pending
 * operation goes. `undecided`: a person has to decide.
 */
export type VerdictKind = "take" | "drop" | "undecided";

/** A creation that may have left a client behind. */
export interface CreationReport {
  readonly resource: ResourceRef;
  readonly origin: Origin;
  /** The record that tells of it. */
  readonly recordedIn?: string;
  readonly candidates: readonly CandidateReport[];
  readonly verdict: VerdictKind;
  /** The client that is taken, and whether a person has named it. */
  readonly clientId?: string;
  readonly isNamed?: boolean;
  /** The client that the resource has by now, from a later run. */
  readonly existingId?: string;
  /** Why it is undecided. */
  readonly reasons: readonly string[];
  /** Whether the verdict has been carried out. */
  readonly isDone: boolean;
  /** Present if the client is in the state, and its new secret could not be recorded: the next `pulumi up` generates one. */
  readonly isSecretDue?: true;
}

/** A client that was chosen to be deleted. */
export interface DeletionReport {
  readonly id: string;
  readonly isDone: boolean;
}

/** Files of the engine's file backend that are cut short. */
export interface BrokenStateReport {
  /** Name of the stack. */
  readonly stack: string;
  readonly part: "attributes" | "state";
  readonly file: string;
  /** Where the broken file goes. */
  readonly movedTo: string;
  /** The copy that takes its place. Only for a state. */
  readonly copiedFrom?: string;
  readonly isDone: boolean;
}

/** The result of a run: the one model behind every form of output. */
export interface RecoverReport {
  /** ISO 8601. */
  readonly checkedAt: string;
  /** `project/stack`; the argument where the stack could not be opened. */
  readonly stack: string;
  readonly organization?: { readonly id: string; readonly name: string };
  /** The stacks whose clients were left alone. */
  readonly otherStacks: readonly string[];
  readonly brokenStates: readonly BrokenStateReport[];
  readonly creations: readonly CreationReport[];
  readonly deletions: readonly DeletionReport[];
  /** URNs of other resources whose pending operations are dropped when the state is replaced. */
  readonly otherPendingOperations: readonly string[];
  /** The state as it was before. */
  readonly backup?: string;
  /** Whether anything was to be changed, that is, `--yes` was given. */
  readonly isConfirmed: boolean;
  readonly errors: readonly string[];
}

/** `nothing`, `found` or `broken`. What has been done is nothing that is left to find. */
export function resultOf(report: RecoverReport): "nothing" | "found" | "broken" {
  if (report.errors.length > 0) return "broken";
  const isLeft = [...report.creations, ...report.deletions, ...report.brokenStates].some(({ isDone }) => !isDone);
  return isLeft ? "found" : "nothing";
}

/** The report for programs. */
export function formatJson(report: RecoverReport): string {
  const result = resultOf(report);
  return `${JSON.stringify({ version: REPORT_VERSION, result, exitCode: EXIT_CODES[result], ...report }, null, 2)}\n`;
}
