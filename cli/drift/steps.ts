import type { Json } from "../../provider/model/oauth-client.ts";
import { OAUTH_CLIENT_TYPE } from "../../provider/model/oauth-client.ts";
import { isMarkedSecret } from "../engine/marked-secrets.ts";
import type { RefreshStep, ResourceSide } from "../engine/refresh-step.ts";
import { type ResourceFinding, SECRET } from "./report.ts";

/** Operations of a refresh that tell of no difference. */
const IDLE = new Set(["same", "refresh", "read"]);

/** The findings that one step of a refresh preview amounts to. */
export function findingsOfStep(stack: string, step: RefreshStep): readonly ResourceFinding[] {
  const { resource, before, after } = step;
  if (resource.type !== OAUTH_CLIENT_TYPE) return changesOfStep({ stack, resource }, step);
  const { dateToDelete, state } = after.outputs;
  const about = { stack, resource, client: { id: before.id || after.id, name: textOf(after, before) } };
  // Each explains its difference in `state` better than the bare values would.
  if (typeof dateToDelete === "string" && dateToDelete !== "") {
    return [{ kind: "pendingDeletion", ...about, dateToDelete }, ...changesOfStep(about, step, "state")];
  }
  if (state === "disabled") return [{ kind: "disabled", ...about }, ...changesOfStep(about, step, "state")];
  return changesOfStep(about, step);
}

/** Whether a value is secret, or holds one. */
function holdsSecret(value: unknown): boolean {
  if (value === SECRET) return true;
  if (typeof value !== "object" || value === null) return false;
  return isMarkedSecret(value) || Object.values(value).some(holdsSecret);
}

type About = Pick<ResourceFinding, "stack" | "resource" | "client">;

function changesOfStep(about: About, step: RefreshStep, explained?: string): readonly ResourceFinding[] {
  if (IDLE.has(step.op)) return [];
  if (step.op === "delete") return [{ kind: "deleted", ...about }];
  const isInput = new Map<string, boolean>();
  for (const difference of step.differences) {
    const property = topLevelProperty(difference.path);
    isInput.set(property, difference.isInput || isInput.get(property) === true);
  }
  if (isInput.size === 0) return [{ kind: "changed", ...about }];
  return [...isInput]
    .filter(([property]) => property !== explained && property !== "__provider")
    .map(([property, input]) => {
      const side = input ? "inputs" : "outputs";
      return { kind: "changed", ...about, property, ...shown(step.before[side][property], step.after[side][property]) };
    });
}

/** Both sides are hidden where one is secret: a list that is secret as a whole shares elements with the other one. */
function shown(expected: unknown, actual: unknown) {
  const secret = holdsSecret(expected) || holdsSecret(actual);
  const value = (given: unknown): Json => (secret ? SECRET : (given as Json));
  return {
    ...(expected === undefined ? {} : { expected: value(expected) }),
    ...(actual === undefined ? {} : { actual: value(actual) }),
    ...(secret ? { secret } : {}),
  };
}

/** `scopes[1]` → `scopes`, `["a.b"].c` → `a.b`. */
function topLevelProperty(path: string): string {
  return /^\["((?:[^"\\]|\\.)*)"\]/.exec(path)?.[1] ?? /^[^.[]*/.exec(path)?.[0] ?? path;
}

function textOf(...sides: readonly ResourceSide[]): string {
  const name = sides.map(({ inputs }) => inputs.name).find((value) => value !== undefined);
  return typeof name === "string" ? name : SECRET;
}
