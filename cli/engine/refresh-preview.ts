import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { diagnosticFailures, EngineFailure } from "./engine-failure.ts";
import type { EngineProject } from "./engine-project.ts";
import { exitFailure } from "./pulumi-process.ts";
import { type RefreshStep, stepOfEvent } from "./refresh-step.ts";
import { stackOfUrn } from "./resource-ref.ts";
import { rememberSettings } from "./settings-files.ts";

/** The stack to compare. */
export interface ComparedStack {
  /** Undefined: the selected one. */
  readonly given: string | undefined;
  /** Its name; undefined where there is none. For the selected stack, it is found out while the comparison runs. */
  readonly name: Promise<string | undefined>;
  /** Variables for the engine and its providers. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Compares every resource of a stack with what it really is; writes nothing.
 *
 * It starts at once, because it takes longer than anything else that a check does. That is why it does not wait for the name of
 * the selected stack.
 * @param onStep called for each resource, as soon as it was compared.
 * @throws EngineFailure when not all could be compared.
 */
export async function previewRefresh(
  { pulumi, settingsFolder }: Pick<EngineProject, "pulumi" | "settingsFolder">,
  stack: ComparedStack,
  onStep: (step: RefreshStep) => void,
): Promise<void> {
  const args = ["refresh", "--preview-only", "--json", ...(stack.given === undefined ? [] : ["--stack", stack.given])];
  const diagnostics: EngineEvent[] = [];
  const stacks = new Set<string>();
  const onEvent = (event: EngineEvent) => {
    if (event.diagnosticEvent !== undefined) diagnostics.push(event);
    const step = stepOfEvent(event);
    if (step === undefined) return;
    stacks.add(stackOfUrn(step.resource.urn));
    onStep(step);
  };
  const restoreSettings = rememberSettings(settingsFolder);
  const printed = await pulumi.run(args, {
    // Without it, everything comes as one document when the comparison has ended.
    environment: { ...stack.environment, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" },
    onLine: (line) => {
      const event = eventOf(line);
      if (event !== undefined) onEvent(event);
    },
  });
  const name = await stack.name;
  if (name !== undefined) restoreSettings(name);
  if (printed.code !== 0) throw diagnosticFailures(diagnostics) ?? exitFailure(args, printed);
  if (stack.given === undefined && name !== undefined) requireOnly(name, stacks);
}

/** Undefined for a line that is no event: a plugin may have printed it. */
function eventOf(line: string): EngineEvent | undefined {
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === "object" && event !== null ? (event as EngineEvent) : undefined;
  } catch {
    return undefined;
  }
}

/** Somebody may select another stack between two commands: then the name is one stack's, and the comparison another's. */
function requireOnly(name: string, stacks: ReadonlySet<string>): void {
  if ([...stacks].every((stack) => stack === name.split("/").at(-1))) return;
  throw new EngineFailure("Another stack was selected during the check: check again, or name the stack.");
}
