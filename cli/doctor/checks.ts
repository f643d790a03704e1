import { withoutDoctor } from "../../provider/errors/doctor.ts";
import { GenesysError } from "../../provider/errors/index.ts";
import { EngineFailure } from "../engine/engine-failure.ts";
import type { Check, Facts } from "./report.ts";

/** A check that passed. */
export function green(id: string, title: string, text: string, facts: Facts = {}): Check {
  return { id, level: "green", title, text, ...facts };
}

/** A check that could not be made, or something to know. */
export function neutral(id: string, title: string, text: string, todo?: string, facts: Facts = {}): Check {
  return { id, level: "neutral", title, text, ...(todo === undefined ? {} : { todo }), ...facts };
}

/** Something that works and should be changed. */
export function yellow(id: string, title: string, text: string, todo: string, facts: Facts = {}): Check {
  return { id, level: "yellow", title, text, todo, ...facts };
}

/** Something that does not work. */
export function red(id: string, title: string, text: string, todo: string, facts: Facts = {}): Check {
  return { id, level: "red", title, text, todo, ...facts };
}

/** What an error says and what it tells to do, without the hint at this very command. */
export function explained(error: unknown): { readonly text: string; readonly todo: string } {
  if (error instanceof GenesysError) {
    const { nextStep = "", operation } = error;
    const whole = error.message.endsWith(nextStep)
      ? error.message.slice(0, -nextStep.length || undefined)
      : error.message;
    const text = whole.replace(`Cannot ${operation}: `, "").trim();
    return { text, todo: withoutDoctor(nextStep) || "Correct it, then run this again." };
  }
  if (error instanceof EngineFailure)
    return { text: error.reasons.join(" "), todo: todoOfEngine(error.reasons.join(" ")) };
  return {
    text: error instanceof Error ? error.message : String(error),
    todo: "This is unexpected. Run it again; if it stays, report it with this line.",
  };
}

function todoOfEngine(reasons: string): string {
  if (/passphrase/i.test(reasons))
    return "Set PULUMI_CONFIG_PASSPHRASE (or PULUMI_CONFIG_PASSPHRASE_FILE) to the stack's passphrase.";
  if (/no stack named/i.test(reasons)) return "`pulumi stack ls` shows the stacks; name one with --stack.";
  if (/logged in|access.?token|PULUMI_ACCESS_TOKEN|pulumi login/i.test(reasons))
    return "Log in to the backend with `pulumi login`.";
  return "Try `pulumi stack` in this folder; it must work first.";
}

/**
 * Runs a part of the checks. What it throws becomes a red check in its place, so that the other parts are still shown.
 */
export async function attempt(
  id: string,
  title: string,
  part: () => Promise<readonly Check[]> | readonly Check[],
): Promise<readonly Check[]> {
  try {
    return await part();
  } catch (error) {
    const { text, todo } = explained(error);
    return [red(id, title, `could not be checked: ${text}`, todo)];
  }
}
