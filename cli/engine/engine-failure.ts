import { stripVTControlCharacters } from "node:util";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { counted } from "../terminal/text.ts";
import { nameOfUrn } from "./resource-ref.ts";

/** The engine could not do what was asked. The message is for people; `reasons` holds it reason by reason. */
export class EngineFailure extends Error {
  override readonly name = "EngineFailure";
  readonly reasons: readonly string[];

  constructor(...reasons: readonly string[]) {
    super(reasons.join("\n"));
    this.reasons = reasons;
  }
}

/** How many resources are named for one reason that many share. */
const NAMED_RESOURCES = 3;

/**
 * The reason why a `pulumi` command failed, from its own `error:` lines. Nothing else of its output is used: a command that
 * shows secrets may have printed some before it failed.
 */
export function commandFailure(error: unknown): EngineFailure {
  if (error instanceof EngineFailure) return error;
  const text = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
  const reasons = reasonsIn(text.split("\n").map((line) => line.trim()));
  if (reasons.length > 0) return new EngineFailure(...new Set(reasons));
  const command = /Command failed with exit code (\d+): pulumi ([a-z]+)/.exec(text);
  return new EngineFailure(
    command === null ? "pulumi could not be run." : `pulumi ${command[2]} ended with exit code ${command[1]}.`,
  );
}

/** Why something failed, reason by reason. */
export function reasonsOf(error: unknown): readonly string[] {
  if (error instanceof EngineFailure) return error.reasons;
  return [error instanceof Error ? error.message : String(error)];
}

/** The texts of `error:` lines. Several errors at once are numbered below a line that counts them. */
function reasonsIn(lines: readonly string[]): readonly string[] {
  let isList = false;
  return lines.flatMap((line) => {
    const reason = /^error: (.+)$/.exec(line)?.[1];
    const entry = isList ? /^\d+\) (.+)$/.exec(line)?.[1] : undefined;
    isList = entry !== undefined || /^\d+ errors? occurred:$/.test(reason ?? "");
    return entry ?? (isList ? [] : (reason ?? []));
  });
}

/** The reasons that the engine gave as events, with the resources that they concern; undefined when it gave none. */
export function diagnosticFailures(events: readonly EngineEvent[]): EngineFailure | undefined {
  const resourcesByReason = new Map<string, Set<string>>();
  for (const { diagnosticEvent } of events) {
    if (diagnosticEvent?.severity !== "error") continue;
    const reason = cleaned(diagnosticEvent.message);
    if (reason === "") continue;
    const resources = resourcesByReason.get(reason) ?? new Set();
    // The stack itself only says that something failed.
    if (diagnosticEvent.urn) resources.add(nameOfUrn(diagnosticEvent.urn));
    resourcesByReason.set(reason, resources);
  }
  const reasons = [...resourcesByReason].filter(([reason]) => reason !== "preview failed");
  if (reasons.length === 0) return undefined;
  return new EngineFailure(...reasons.map(([reason, resources]) => `${listed([...resources].sort())}${reason}`));
}

/** Each reason once, also where only the correlation id differs, or one names resources and another does not. */
export function distinctReasons(reasons: readonly string[]): readonly string[] {
  const plain = reasons.map((reason) => reason.replaceAll(/,? ?correlation id [\w-]+/g, ""));
  return reasons.filter((_, index) => {
    const own = plain[index] ?? "";
    return !plain.some((other, at) => at !== index && other.endsWith(own) && (other !== own || at < index));
  });
}

function listed(resources: readonly string[]): string {
  if (resources.length === 0) return "";
  const named = resources.slice(0, NAMED_RESOURCES).join(", ");
  const rest = resources.length - NAMED_RESOURCES;
  return `${named}${rest > 0 ? ` and ${counted(rest, "more resource")}` : ""}: `;
}

/** Without the engine's colour directives and what every message of a preview begins with. */
function cleaned(message: string): string {
  return stripVTControlCharacters(message.replaceAll(/<\{%[^%]*%\}>/g, ""))
    .trim()
    .replace(/^Preview failed: /, "");
}
