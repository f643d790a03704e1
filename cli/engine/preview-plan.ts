import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { type ResourceText, resourceText } from "./exported-state.ts";

const plan = z.object({
  steps: z.array(z.looseObject({ op: z.string(), newState: resourceText.optional() })).nullish(),
  diagnostics: z
    .array(z.looseObject({ urn: z.string().optional(), message: z.string(), severity: z.string() }))
    .nullish(),
});

/** A resource that `pulumi up` would create, as the state would have it. Secrets read `[secret]`. */
export type PlannedCreation = ResourceText;

/** Reads the resources that would be created from the output of `pulumi preview --json`. */
export function plannedCreations(output: string): readonly PlannedCreation[] {
  const steps = plan.parse(JSON.parse(output)).steps ?? [];
  return steps.flatMap(({ op, newState }) => (op === "create" && newState !== undefined ? [newState] : []));
}

/** The diagnostics of a preview that failed, in the form in which an operation reports them. Empty if the output is not JSON. */
export function diagnosticsOfPreview(output: string): readonly EngineEvent[] {
  const document = plan.safeParse(parsedOrNothing(output));
  return (document.data?.diagnostics ?? []).flatMap(({ urn = "", message, severity }, sequence) =>
    severity === "error"
      ? [
          {
            sequence,
            timestamp: 0,
            diagnosticEvent: { urn, message: message.replace(/^error: /, ""), color: "never", severity },
          },
        ]
      : [],
  );
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
