import { RULE_IDS, type RuleId } from "./rules.ts";

/** The numbers and names that rules compare with. */
export interface Thresholds {
  /** Days without a request from which on a client counts as unused, 1 to 365. */
  readonly unusedDays: number;
  /** Days from which on a secret counts as old. */
  readonly secretDays: number;
  /** Seconds; a longer validity of tokens is a finding. */
  readonly maxValiditySeconds: number;
  /** A role with more permission policies counts as too broad. */
  readonly maxRolePolicies: number;
  /** Names of roles that count as too broad whatever they permit. Case does not matter. */
  readonly broadRoles: readonly string[];
}

/** What an audit looks at. */
export interface AuditSettings extends Thresholds {
  readonly rules: ReadonlySet<RuleId>;
}

/** What a file or the flags say. Absent: the default. */
export type GivenSettings = { readonly [Name in keyof Thresholds]?: Thresholds[Name] | undefined } & {
  /** Only these rules. */
  readonly rules?: readonly RuleId[] | undefined;
  /** Not these rules. */
  readonly skipRules?: readonly RuleId[] | undefined;
};

/**
 * The thresholds where nothing is set.
 *
 * Assumed: a role of its own for one integration has a few dozen permission policies, and an administrator's role has hundreds.
 * "admin" and "Master Admin" are the administrators' roles that Genesys Cloud gives to every organisation.
 */
export const DEFAULT_THRESHOLDS: Thresholds = {
  unusedDays: 90,
  secretDays: 365,
  maxValiditySeconds: 172_800,
  maxRolePolicies: 100,
  broadRoles: ["admin", "Master Admin"],
};

/** Bounds of each number. Genesys Cloud keeps no usage that is older than a year. */
export const BOUNDS = {
  unusedDays: { min: 1, max: 365 },
  secretDays: { min: 1, max: 36_500 },
  maxValiditySeconds: { min: 300, max: 38_880_000 },
  maxRolePolicies: { min: 1, max: 10_000 },
} as const;

/** Puts flags over the file, and the file over the defaults. Rules that the flags name are on, whatever the file skips. */
export function settingsOf(flags: GivenSettings, file: GivenSettings): AuditSettings {
  const skipped = new Set([...(flags.rules === undefined ? (file.skipRules ?? []) : []), ...(flags.skipRules ?? [])]);
  const named = flags.rules ?? file.rules ?? RULE_IDS;
  return {
    unusedDays: flags.unusedDays ?? file.unusedDays ?? DEFAULT_THRESHOLDS.unusedDays,
    secretDays: flags.secretDays ?? file.secretDays ?? DEFAULT_THRESHOLDS.secretDays,
    maxValiditySeconds: flags.maxValiditySeconds ?? file.maxValiditySeconds ?? DEFAULT_THRESHOLDS.maxValiditySeconds,
    maxRolePolicies: flags.maxRolePolicies ?? file.maxRolePolicies ?? DEFAULT_THRESHOLDS.maxRolePolicies,
    broadRoles: flags.broadRoles ?? file.broadRoles ?? DEFAULT_THRESHOLDS.broadRoles,
    rules: new Set(named.filter((rule) => !skipped.has(rule))),
  };
}
