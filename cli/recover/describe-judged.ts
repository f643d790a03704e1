import type { Candidate } from "./candidates.ts";
import type { Choices } from "./choices.ts";
import type { CandidateReport, CreationReport, RecoverReport } from "./report.ts";
import type { Settlement } from "./settle.ts";
import type { Judged } from "./verdicts.ts";

/**
 * The part of the report about creations and clients to delete.
 * @param settlement undefined if nothing has been done.
 */
export function describeJudged(
  judged: readonly Judged[],
  { deletes }: Choices,
  settlement: Settlement | undefined,
): Pick<RecoverReport, "creations" | "deletions"> {
  return {
    creations: judged.map((one) => describe(one, settlement)),
    deletions: [...deletes].map((id) => ({ id, isDone: settlement?.deleted.has(id) === true })),
  };
}

function describe({ creation, candidates, verdict }: Judged, settlement: Settlement | undefined): CreationReport {
  const { resource, origin, recordedIn, existingId } = creation;
  const isTaken = settlement?.taken.has(resource.urn) === true;
  const isStateChanged = settlement?.backup !== undefined && settlement.isImported;
  return {
    resource,
    origin,
    ...(recordedIn === undefined ? {} : { recordedIn }),
    candidates: candidates.map(describeCandidate),
    verdict: verdict.kind,
    ...(verdict.kind === "take" ? { clientId: verdict.candidate.client.id, isNamed: verdict.isNamed } : {}),
    ...(existingId === undefined ? {} : { existingId }),
    reasons: verdict.kind === "undecided" ? verdict.reasons : [],
    isDone: verdict.kind === "take" ? isTaken : verdict.kind === "drop" && isStateChanged === true,
    ...(settlement?.secretsDue.has(resource.urn) ? { isSecretDue: true } : {}),
  };
}

function describeCandidate({ client, match, differs, isMarked }: Candidate): CandidateReport {
  const { id, name = "", state = "active", dateCreated, createdBy } = client;
  return {
    id,
    name,
    state,
    ...(dateCreated === undefined ? {} : { dateCreated }),
    ...(createdBy?.id === undefined ? {} : { createdBy: createdBy.id }),
    match,
    differs,
    isMarked,
  };
}
