import { z } from "zod";
import type { CommandResult } from "./engine-command.ts";

const properties = z.record(z.string(), z.unknown());
const detailedDiff = z.record(z.string(), z.object({ kind: z.string(), inputDiff: z.boolean().optional() }));

const plan = z.object({
  steps: z.array(
    z.object({
      op: z.string(),
      urn: z.string(),
      oldState: z.object({ inputs: properties.optional(), outputs: properties.optional() }).optional(),
      newState: z.object({ inputs: properties.optional(), outputs: properties.optional() }).optional(),
      diffReasons: z.array(z.string()).nullish(),
      detailedDiff: detailedDiff.nullish(),
    }),
  ),
  changeSummary: z.record(z.string(), z.number()),
});

const deployment = z.object({
  deployment: z.object({
    resources: z
      .array(
        z.object({
          urn: z.string(),
          type: z.string(),
          id: z.string().optional(),
          inputs: properties.optional(),
          outputs: properties.optional(),
          initErrors: z.array(z.string()).optional(),
          /** Where in the program the resource stands: `project:///file#line,column`. */
          sourcePosition: z.string().optional(),
          protect: z.boolean().optional(),
        }),
      )
      .optional(),
  }),
});

// A log of events tells the kind of a difference under another name than a plan; only the paths are wanted here.
const stepMetadata = z.object({
  op: z.string(),
  urn: z.string(),
  detailedDiff: z.record(z.string(), z.unknown()).nullish(),
  /** null where the resource is gone. */
  new: z.unknown(),
});

const event = z.looseObject({
  sequence: z.number(),
  resourcePreEvent: z.object({ metadata: stepMetadata }).optional(),
  resOutputsEvent: z.object({ metadata: stepMetadata }).optional(),
  resOpFailedEvent: z.object({ metadata: stepMetadata }).optional(),
  diagnosticEvent: z.object({ urn: z.string().optional(), severity: z.string(), message: z.string() }).optional(),
  summaryEvent: z.object({ resourceChanges: z.record(z.string(), z.number()) }).optional(),
});

export type PlannedStep = z.infer<typeof plan>["steps"][number];
export type StoredResource = NonNullable<z.infer<typeof deployment>["deployment"]["resources"]>[number];
export type EngineEvent = z.infer<typeof event>;

/** One resource that an operation would change, or did. */
export interface Change {
  name: string;
  op: string;
  /** Paths of the changed properties as the engine names them (`scopes[1]`), sorted. */
  properties: string[];
}

/** Operations that change nothing. `refresh` and `read` are listed for resources that merely were looked at. */
const IDLE = new Set(["same", "refresh", "read"]);

const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

const toChange = (step: Pick<z.infer<typeof stepMetadata>, "op" | "urn" | "detailedDiff">): Change => ({
  name: nameOf(step.urn),
  op: step.op,
  properties: Object.keys(step.detailedDiff ?? {}).sort(),
});

/** Every step in the output of `preview --json` or `refresh --preview-only --json`, the stack's own included. */
export function plannedSteps(result: CommandResult): PlannedStep[] {
  return plan.parse(result.json()).steps;
}

/** What `preview --json` or `refresh --preview-only --json` proposes to change, without the stack itself. */
export function plannedChanges(result: CommandResult): Change[] {
  return plannedSteps(result)
    .filter((step) => !IDLE.has(step.op) && !step.urn.includes("::pulumi:pulumi:Stack::"))
    .map(toChange);
}

/** The log that `up`, `refresh` and `destroy` write with `json: true`: one event a line, only as they are executed. */
export function engineEvents(result: CommandResult): EngineEvent[] {
  const lines = result.stdout.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => event.parse(JSON.parse(line)));
}

/** What an operation run with `json: true` really changed, in the order in which the changes were finished. */
export function executedChanges(result: CommandResult): Change[] {
  return engineEvents(result)
    .flatMap((entry) => (entry.resOutputsEvent === undefined ? [] : [entry.resOutputsEvent.metadata]))
    .filter((step) => !IDLE.has(step.op) && !step.urn.includes("::pulumi:pulumi:Stack::"))
    .map(toChange);
}

/** What the refresh within a run with `json: true` and `refresh: true` found to differ from the state. */
export function refreshedChanges(result: CommandResult): Change[] {
  return engineEvents(result)
    .flatMap((entry) => (entry.resOutputsEvent === undefined ? [] : [entry.resOutputsEvent.metadata]))
    .filter(({ op }) => op === "refresh")
    .map((step) => (step.new === null ? { ...toChange(step), op: "delete" } : toChange(step)))
    .filter(({ op, properties }) => op === "delete" || properties.length > 0);
}

/** The resources in the output of `stack export`. */
export function storedResources(result: CommandResult): StoredResource[] {
  return deployment.parse(result.json()).deployment.resources ?? [];
}

/** The resource with this logical name. */
export function storedResource(result: CommandResult, name: string): StoredResource {
  const found = storedResources(result).filter((resource) => nameOf(resource.urn) === name);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} resources are named ${name}`);
  return only;
}

export function parseOutputs(result: CommandResult): Record<string, unknown> {
  return properties.parse(result.json());
}
