import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { nameOfUrn } from "./state.ts";
import type { Properties, RefreshStep } from "./steps.ts";

/** What the engine tells of a resource that it has compared; undefined for its other events, the stack's own included. */
export function stepOfEvent({ resOutputsEvent }: EngineEvent): RefreshStep | undefined {
  if (resOutputsEvent === undefined) return undefined;
  const { urn, type, op, old, new: fresh, detailedDiff, diffs } = resOutputsEvent.metadata;
  if (type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:")) return undefined;
  const detailed = Object.entries(detailedDiff ?? {});
  return {
    resource: { urn, type, name: nameOfUrn(urn) },
    op,
    // Providers that don't go into detail name top-level properties at most.
    differences:
      detailed.length > 0
        ? detailed.map(([path, { inputDiff }]) => ({ path, isInput: inputDiff }))
        : (diffs ?? []).map((path) => ({ path, isInput: isIn(path, old?.inputs) || isIn(path, fresh?.inputs) })),
    before: sideOf(old),
    after: sideOf(fresh),
  };
}

function sideOf(state: { id: string; inputs: object; outputs: object } | undefined) {
  return {
    id: state?.id ?? "",
    inputs: (state?.inputs ?? {}) as Properties,
    outputs: (state?.outputs ?? {}) as Properties,
  };
}

function isIn(property: string, properties: object | undefined): boolean {
  return properties !== undefined && Object.hasOwn(properties, property);
}
