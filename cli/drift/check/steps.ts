import type { Json } from "../../../provider/model/oauth-client.ts";
import { isOAuthClientType } from "../../../provider/model/plugin-tokens.ts";
import { isMarkedSecret, SECRET } from "../../engine/marked-secrets.ts";
import type { RefreshStep, ResourceSide } from "../../engine/refresh-step.ts";
import type { ResourceFinding } from "../report/report.ts";

/** Operations of a refresh that tell of no difference. */
const IDLE = new Set(["same", "refresh", "read"]);

/** The findings that one step of a refresh preview amounts to. */
export function findingsOfStep(stack: string, step: RefreshStep): readonly ResourceFinding[] {
  const { resource, before, after } = step;
  if (!isOAuthClientType(resource.type)) return changesOfStep({ stack, resource }, step);
  const { dateToDelete, state, secretStatus } = after.outputs;
  const about = { stack, resource, client: { id: before.id || after.id, name: textOf(after, before) } };
  // Each explains the difference in a property better than the bare values would.
  const explaining: { readonly property: string; readonly finding: ResourceFinding }[] = [];
  if (typeof dateToDelete === "string" && dateToDelete !== "") {
    explaining.push({ property: "state", finding: { kind: "pendingDeletion", ...about, dateToDelete } });
  } else if (state === "disabled") {
    explaining.push({ property: "state", finding: { kind: "disabled", ...about } });
  }
  if (secretStatus === "invalid") {
    explaining.push({ property: "secretStatus", finding: { kind: "secretInvalid", ...about } });
  }
  const explained = explaining.map(({ property }) => property);
  return [...explaining.map(({ finding }) => finding), ...changesOfStep(about, step, explained)];
}

/** Whether a value is secret, or holds one. */
function holdsSecret(value: unknown): boolean {
  if (value === SECRET) return true;
  if (typeof value !== "object" || value === null) return false;
  return isMarkedSecret(value) || Object.values(value).some(holdsSecret);
}

type About = Pick<ResourceFinding, "stack" | "resource" | "client">;

function changesOfStep(about: About, step: RefreshStep, explained: readonly string[] = []): readonly ResourceFinding[] {
  if (IDLE.has(step.op)) return [];
  if (step.op === "delete") return [{ kind: "deleted", ...about }];
  const isInput = new Map<string, boolean>();
  for (const difference of step.differences) {
    const property = topLevelProperty(difference.path);
    isInput.set(property, difference.isInput || isInput.get(property) === true);
  }
  if (isInput.size === 0) return [{ kind: "changed", ...about }];
  return [...isInput]
    .filter(([property]) => !explained.includes(property) && property !== "__provider")
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
