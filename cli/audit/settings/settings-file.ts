import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { RULE_IDS } from "./rules.ts";
import { BOUNDS, type GivenSettings } from "./settings.ts";
import { insteadOf } from "./suggestion.ts";

/** The file that is read where none is named. */
export const SETTINGS_FILE = "genesyscloud-audit.yaml";

const wholeNumber = ({ min, max }: { readonly min: number; readonly max: number }) =>
  z
    .number(`must be a whole number from ${min} to ${max}`)
    .refine(
      (value) => Number.isInteger(value) && value >= min && value <= max,
      `must be a whole number from ${min} to ${max}`,
    )
    .optional();
const ruleId = z.enum(RULE_IDS, {
  error: ({ input }) => `${JSON.stringify(input)} is not a rule: ${insteadOf(String(input), RULE_IDS)}`,
});
const ruleIds = z.array(ruleId, "must be a list of rules").optional();

const shape = {
  unusedDays: wholeNumber(BOUNDS.unusedDays),
  secretDays: wholeNumber(BOUNDS.secretDays),
  maxValiditySeconds: wholeNumber(BOUNDS.maxValiditySeconds),
  maxRolePolicies: wholeNumber(BOUNDS.maxRolePolicies),
  broadRoles: z.array(z.string("must be a name"), "must be a list of names").optional(),
  rules: ruleIds,
  skipRules: ruleIds,
};
const settings = z.strictObject(shape, {
  error: ({ code }) => (code === "invalid_type" ? `write settings such as unusedDays: 90` : undefined),
});

/**
 * Reads the settings of a file.
 * @param given undefined: {@link SETTINGS_FILE} of the folder, if there is one.
 * @throws RangeError that names every fault, and what to write instead.
 */
export function readSettingsFile(given: string | undefined, folder: string): GivenSettings {
  const file = given ?? join(folder, SETTINGS_FILE);
  if (given === undefined && !existsSync(file)) return {};
  const result = settings.safeParse(contentOf(file) ?? {});
  if (result.success) {
    return Object.fromEntries(Object.entries(result.data).filter(([, value]) => value !== undefined));
  }
  const faults = result.error.issues.flatMap(faultsOf).join("; ");
  throw new RangeError(`${file}: ${faults}`);
}

function contentOf(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new RangeError(`${file} can't be read: ${reason}`);
  }
}

function faultsOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `unknown key ${JSON.stringify(key)}: ${insteadOf(key, Object.keys(shape))}`);
  }
  return [[...issue.path.slice(0, 1), issue.message].join(" ")];
}
