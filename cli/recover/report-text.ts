import { type Paint, plain } from "../terminal/paint.ts";
import { layOutTable } from "../terminal/table.ts";
import { counted, visible, wrapped } from "../terminal/text.ts";
import type { BrokenStateReport, CandidateReport, CreationReport, RecoverReport } from "./report.ts";
import { resultOf } from "./report.ts";

/** Before a command that a person may copy: such a line is not broken. */
const COMMAND = "  ";

const TONES = { nothing: "green", found: "yellow", broken: "red" } as const;

/**
 * The report for people at a terminal.
 * @param width columns of the terminal: no line is longer, as long as there are 48.
 * @param paint leaves the text as it is where there are no colours.
 */
export function formatText(report: RecoverReport, width: number, paint: Paint = plain): string {
  const { creations, deletions, backup, errors, otherStacks, otherPendingOperations } = report;
  const paragraphs = [
    ...report.brokenStates.map(describeBroken),
    ...(creations.length === 0 ? [] : [creationsPart(report, width)]),
    ...(otherStacks.length === 0 || creations.length === 0
      ? []
      : [`Clients of these stacks were left out: ${otherStacks.map(visible).join(", ")}.`]),
    ...(deletions.length === 0
      ? []
      : [deletions.map(({ id, isDone }) => `${isDone ? "Deleted" : "To be deleted"}: ${id}`).join("\n")]),
    ...(otherPendingOperations.length === 0 || creations.length === 0 ? [] : [describeOtherOperations(report)]),
    ...(backup === undefined
      ? []
      : [`The state as it was before is in ${visible(backup)}. Its secrets are encrypted.`]),
    ...errors.map((error) => `error: ${error.split("\n").map(visible).join("\n")}`),
    paint(TONES[resultOf(report)], summaryOf(report)),
  ];
  return `${paragraphs.map((text) => (text.includes("┌") ? text : wrappedText(text, width))).join("\n\n")}\n`;
}

function wrappedText(text: string, width: number): string {
  const lines = text.split("\n");
  return lines.map((line) => (line.startsWith(COMMAND) ? line : wrapped(line, width))).join("\n");
}

function creationsPart(report: RecoverReport, width: number): string {
  const rows = report.creations.map((creation) => [
    visible(creation.resource.name),
    describeOrigin(creation),
    creation.candidates.map(describeCandidate).join("\n\n") || "none",
    describeVerdict(creation),
  ]);
  const table = layOutTable(["Resource", "Its creation", "Left-over clients", "What becomes of it"], rows, width);
  return `${wrapped(titleOf(report), width)}\n${table}`;
}

function titleOf({ stack, organization }: RecoverReport): string {
  const where = organization === undefined || organization.name === "" ? "" : `, in organisation ${organization.name}`;
  return visible(`${stack}${where}`);
}

function describeOrigin({ origin, recordedIn }: CreationReport): string {
  if (origin === "pending") return "interrupted: pending in the state";
  if (origin === "planned") return "`pulumi up` would create it";
  return `interrupted: pending in an earlier state, recorded in ${visible(recordedIn ?? "")}`;
}

function describeCandidate(candidate: CandidateReport): string {
  const { id, name, state, dateCreated, createdBy, match, differs, isMarked } = candidate;
  const facts = [
    JSON.stringify(visible(name)),
    visible(state),
    `created ${dateCreated === undefined ? "at an unknown time" : visible(dateCreated)}`,
    createdBy === undefined ? "creator unknown" : `by ${visible(createdBy)}`,
  ];
  const kind = match === "equal" ? "equal" : `similar, differs in ${differs.map(visible).join(", ")}`;
  return `${visible(id)}\n${facts.join(", ")}\n${kind}${isMarked ? ", with the ownership mark of this resource" : ""}`;
}

function describeVerdict(creation: CreationReport): string {
  const { verdict, isDone, isNamed, isSecretDue, reasons, candidates, clientId = "", existingId } = creation;
  if (verdict === "undecided") return `undecided: ${reasons.map(visible).join("; ")}`;
  if (verdict === "drop") {
    const then =
      existingId === undefined ? "`pulumi up` creates the client" : `the resource has client ${visible(existingId)}`;
    return isDone
      ? `the pending operation was removed; ${then}`
      : `certain: nothing is left over; --yes removes the pending operation; ${then}`;
  }
  const which = candidates.length > 1 ? `client ${visible(clientId)}` : "the client";
  if (isDone) {
    return `${which} is in the state; ${isSecretDue ? "the next `pulumi up` generates its new secret" : "its secret is new"}`;
  }
  return `${isNamed ? "named" : "certain"}: --yes takes ${which} into the state, with a new secret`;
}

function describeOtherOperations({ otherPendingOperations, backup }: RecoverReport): string {
  const list = otherPendingOperations.map(visible).join(", ");
  return backup === undefined
    ? `The state has more pending operations. If the state is replaced, the engine drops them: check these resources first. ${list}`
    : `The engine has dropped more pending operations. Check these resources: ${list}`;
}

function describeBroken({ stack, part, file, movedTo, copiedFrom, isDone }: BrokenStateReport): string {
  const unreadable = `The engine can't read stack ${visible(stack)}, because`;
  const move = `${COMMAND}mv ${quoted(file)} ${quoted(movedTo)}`;
  if (part === "attributes") {
    const what = `${unreadable} the file of attributes beside its state is cut short. The state itself is whole.`;
    if (isDone) return `${what} The file was moved to ${visible(movedTo)}.`;
    return `${what} To go on, move the file away. --yes does it.\n${move}`;
  }
  const what = `${unreadable} its state is cut short.`;
  if (copiedFrom === undefined) return `${what} The engine has kept no copy of ${visible(file)}.`;
  if (isDone) {
    return `${what} It was moved to ${visible(movedTo)}, and replaced by the newest copy, ${visible(copiedFrom)}.`;
  }
  return `${what} Go back to the newest copy. --yes does it.\n${move}\n${COMMAND}cp ${quoted(copiedFrom)} ${quoted(file)}`;
}

/** A path for a shell. */
function quoted(path: string): string {
  return `'${visible(path).replaceAll("'", "'\\''")}'`;
}

/** The last line, and what to do next. */
function summaryOf(report: RecoverReport): string {
  const { creations, brokenStates, isConfirmed, errors } = report;
  if (errors.length > 0) return "Not everything could be done.";
  const undecided = creations.filter(({ verdict }) => verdict === "undecided").length;
  const isUnread = brokenStates.some(({ isDone }) => !isDone);
  if (isUnread) return "The state can't be read. Add --yes to do what is described above, then see what else is left.";
  const done = creations.filter(({ isDone }) => isDone).length;
  const certain = creations.length - undecided - done;
  const hint =
    undecided === 0
      ? ""
      : " Settle what is undecided by name: --take <resource>=<id> takes a client into the state. If a stack of another project could have it, name that stack: --other-stack <path>#<stack>.";
  if (isConfirmed) {
    const next = done === 0 ? "" : `${counted(done, "creation")} settled. Run \`pulumi up\` next.`;
    const left = undecided === 0 ? "" : `${counted(undecided, "creation")} undecided.${hint}`;
    return [next, left].filter((text) => text !== "").join(" ") || "Nothing to recover.";
  }
  if (creations.length === 0) return "Nothing to recover.";
  const todo = certain === 0 ? "" : `Add --yes to settle ${counted(certain, "creation")}. Nothing has been changed.`;
  return `${todo}${hint}`.trim();
}
