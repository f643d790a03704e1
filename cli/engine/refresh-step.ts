import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { nameOfUrn, type ResourceRef } from "./resource-ref.ts";

/** Properties as engine and state show them: plain JSON, secrets as marked objects. */
type Properties = Readonly<Record<string, unknown>>;

/** What the engine found out about one resource. */
export interface RefreshStep {
  readonly resource: ResourceRef;
  /** `same`, `update`, `delete`. */
  readonly op: string;
  /** Paths of the differing properties, such as `scopes[1]`; whether each is one of the inputs. */
  readonly differences: readonly { readonly path: string; readonly isInput: boolean }[];
  readonly before: ResourceSide;
  /** As it is now. */
  readonly after: ResourceSide;
}

/** A resource at one of two moments. */
export interface ResourceSide {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

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
