import { z } from "zod";
import { withoutUndefined } from "./canonical.ts";
import { canonicalValue, eachField } from "./client-fields.ts";
import { pollutingKey, refusalOfExtraKey } from "./extra-properties.ts";
import { inputRules } from "./input-rules.ts";
import { nearWord } from "./near-word.ts";
import type { Json, OAuthClientInputs } from "./oauth-client.ts";
import { isOwner } from "./ownership-mark.ts";
import {
  aboutImportedSecret,
  type GivenInputs,
  rotationRemedy,
  rulesAcrossFields,
  rulesOfRotation,
} from "./rules-across-inputs.ts";

/** One fault of the inputs, as Pulumi's `check` reports it. */
export interface InputFailure {
  /** Path of the property, e.g. `roles[0].roleId`. */
  readonly property: string;
  /** What is wrong, and what to write instead. */
  readonly reason: string;
}

/**
 * Canonical inputs. Fields may be `UNKNOWN` during a preview. If there are failures, the inputs are the unchanged news. A
 * role that leaves out `divisionId` becomes canonical with {@link withHomeDivision}.
 */
export interface CheckedInputs {
  readonly inputs: OAuthClientInputs;
  readonly failures: readonly InputFailure[];
}

const { flag, known, text } = inputRules;

const fields = {
  ...eachField((_, { rule }) => rule(inputRules)),
  secretVersion: known(
    z.union([z.string(), z.number()], {
      error: "must be a string or a number: write a new value to regenerate the secret",
    }),
  ).optional(),
  extraProperties: known(
    z
      .custom<Readonly<Record<string, Json>>>()
      .superRefine(refuseExtraKeys)
      .pipe(z.record(z.string(), z.json(), { error: "must be an object of API fields: write { field: value }" })),
  ).optional(),
  allowSelf: flag().optional(),
  verifySecret: flag().optional(),
  importId: text("write the id of the client to adopt").optional(),
  importedClientSecret: text("write the secret of the adopted client").optional(),
  rotation: known(
    z
      .union([z.string(), z.number()], { error: `must be a text or a number: ${rotationRemedy}` })
      .refine((value) => String(value).trim() !== "", `must not be blank: ${rotationRemedy}`),
  ).optional(),
  retirePrevious: flag().optional(),
  // No properties for people: RotatingOAuthClient adds them.
  rotationSlot: z.enum(["first", "second"], { error: "is not a property: remove it" }).optional(),
  secondClientId: text("is not a property: remove it").optional(),
  // No property for people: the resource itself adds it if the setting is on.
  ownershipMark: z.custom<string>(isOwner, "is not a property: remove it").optional(),
};

/** Inputs that a program does not write. */
const HIDDEN = ["importId", "ownershipMark", "rotation", "retirePrevious", "rotationSlot", "secondClientId"];

/** Checks the value as it was given. Zod's own result has lost the key `__proto__`, but the value that is passed on has it. */
function refuseExtraKeys(properties: unknown, context: z.RefinementCtx): void {
  if (typeof properties !== "object" || properties === null || Array.isArray(properties)) return;
  for (const [key, value] of Object.entries(properties)) {
    const refusal = refusalOfExtraKey(key);
    const polluting = pollutingKey(value);
    if (refusal !== undefined) {
      context.addIssue({ code: "custom", path: [key], message: refusal });
    } else if (polluting !== undefined) {
      const message = `must not hold the key "${polluting}" at any depth: remove it`;
      context.addIssue({ code: "custom", path: [key], message });
    }
  }
}

const schema = z.strictObject(fields);

/**
 * Brings the inputs of a program into their one canonical form, or reports everything that is wrong with them.
 *
 * Never throws, whatever JSON it is given. Values that are not known yet pass through untouched.
 * @param isExisting whether the resource is in the state. What matters only when it is made is no fault then.
 */
export function checkInputs(news: Readonly<Record<string, unknown>>, isExisting = false): CheckedInputs {
  const { __provider, ...given } = news;
  const present = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  );
  const parsed = schema.safeParse(present);
  const failures = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap(failuresOf)),
    ...rulesAcrossFields(present, isExisting),
    ...rulesOfRotation(present),
  ];
  if (failures.length > 0 || !parsed.success) return { inputs: news as unknown as OAuthClientInputs, failures };
  return { inputs: canonicalInputs(parsed.data), failures: [] };
}

function canonicalInputs(given: GivenInputs): OAuthClientInputs {
  const { extraProperties, secretVersion } = given;
  return withoutUndefined({
    ...given,
    ...eachField((property, field) => canonicalValue(given[property], field)),
    secretVersion: secretVersion === undefined || secretVersion === "" ? undefined : String(secretVersion),
    extraProperties:
      typeof extraProperties === "object" && extraProperties !== null && Object.keys(extraProperties).length === 0
        ? undefined
        : extraProperties,
    allowSelf: given.allowSelf || undefined,
    verifySecret: given.verifySecret || undefined,
    rotation: given.rotation === undefined ? undefined : String(given.rotation),
    retirePrevious: given.retirePrevious || undefined,
    importId: given.importId || undefined,
    importedClientSecret: given.importedClientSecret || undefined,
  }) as OAuthClientInputs;
}

function failuresOf(issue: z.core.$ZodIssue): InputFailure[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownProperty(key, issue.path));
  if (issue.code === "invalid_union" && issue.path[0] === "extraProperties") {
    return [{ property: propertyPath(issue.path.slice(0, 2)), reason: "must be a JSON value" }];
  }
  if (issue.path[0] === "importedClientSecret") return [aboutImportedSecret(issue.message)];
  return [{ property: propertyPath(issue.path), reason: issue.message }];
}

function unknownProperty(key: string, path: readonly PropertyKey[]): InputFailure {
  const candidates =
    path.length === 0 ? Object.keys(fields).filter((name) => !HIDDEN.includes(name)) : ["roleId", "divisionId"];
  const near = nearWord(key, candidates);
  const remedy =
    near !== undefined
      ? `did you mean ${near}?`
      : path.length === 0
        ? "remove it, or move it into extraProperties if it is a field of the API"
        : "remove it";
  return { property: propertyPath([...path, key]), reason: `is not a property: ${remedy}` };
}

function propertyPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`))
    .join("");
}
