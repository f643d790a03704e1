import { z } from "zod";
import { resourceShape } from "./deployment.ts";
import { EngineFailure } from "./engine-failure.ts";

/** A resource of an export. Only what is looked at is described. */
export const resourceText = z.looseObject({
  ...resourceShape,
  parent: z.string().optional(),
  provider: z.string().optional(),
  dependencies: z.array(z.string()).nullish(),
});

const pendingOperation = z.looseObject({ type: z.string(), resource: resourceText });

const exported = z.looseObject({
  version: z.literal([3, 4], "the version of the export is not known"),
  deployment: z.looseObject({
    manifest: z.looseObject({ time: z.string() }),
    resources: z.array(resourceText).nullish(),
    pending_operations: z.array(pendingOperation).nullish(),
  }),
});

export type ResourceText = Readonly<z.infer<typeof resourceText>>;
/** An operation that the engine has begun, and whose end it has not recorded. */
export type PendingOperation = Readonly<z.infer<typeof pendingOperation>>;
/** What `pulumi stack export` prints. */
export type ExportedState = Readonly<z.infer<typeof exported>>;

/**
 * Reads an export, and checks the parts that are looked at. Everything else stays as it is.
 * @throws EngineFailure when it is not an export, or one that contradicts itself.
 */
export function parseExport(text: string): ExportedState {
  const state = exportOf(text);
  const urns = resourcesOf(state).flatMap((resource) => (resource.delete === true ? [] : [resource.urn]));
  const seen = new Set<string>();
  for (const urn of urns) {
    if (seen.has(urn)) throw new EngineFailure(`The state has the resource ${urn} twice.`);
    seen.add(urn);
  }
  return state;
}

function exportOf(text: string): ExportedState {
  try {
    const state: unknown = JSON.parse(text);
    exported.parse(state);
    // The parsed text itself, not the copy that the check has made: nothing of it may get lost.
    return state as ExportedState;
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error).split("\n").join(" ") : "it is not JSON";
    throw new EngineFailure(`The exported state can't be used: ${reason}.`);
  }
}

export function resourcesOf({ deployment }: ExportedState): readonly ResourceText[] {
  return deployment.resources ?? [];
}

export function pendingOperationsOf({ deployment }: ExportedState): readonly PendingOperation[] {
  return deployment.pending_operations ?? [];
}

/** When the state was written last, in epoch milliseconds; undefined where that can't be read. */
export function writtenAt({ deployment }: ExportedState): number | undefined {
  const time = Date.parse(deployment.manifest.time);
  // A state that nothing has written yet has the first day of the calendar.
  return Number.isNaN(time) || time <= 0 ? undefined : time;
}
