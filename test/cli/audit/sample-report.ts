import type { AuditFinding, AuditReport, RuleRecord } from "../../../cli/audit/report/report.ts";
import { RULE_IDS, type RuleId, ruleOf } from "../../../cli/audit/settings/rules.ts";
import { DEFAULT_THRESHOLDS } from "../../../cli/audit/settings/settings.ts";

const organization = { id: "0c4b7d6e-92a1-4f58-8d3c-6e7f8a9b0c1d", name: "Simulated Organization" };

/** A finding of a rule. */
export function finding(rule: RuleId, name: string, what: string, more: Partial<AuditFinding> = {}): AuditFinding {
  const { severity, todo } = ruleOf(rule);
  return {
    rule,
    severity,
    organization,
    client: { id: "91d5a0f4-2f1c-4d8e-9a57-6cfae1b2a3b4", name },
    what,
    todo,
    ...more,
  };
}

export const MANAGED = { managedBy: { stack: "quickstart/dev", resource: "nightly", directory: "." } };

/** One finding of each rule. */
export const FINDINGS: readonly AuditFinding[] = RULE_IDS.map((rule) =>
  finding(rule, `client-${rule}`, `Finding of ${rule}.`, rule === "old-secret" ? MANAGED : {}),
);

/** The report of one organisation and one stack with these findings. */
export function reportOf(
  findings: readonly AuditFinding[],
  changes: Partial<AuditReport> = {},
  rule: Partial<Record<RuleId, Partial<RuleRecord>>> = {},
): AuditReport {
  const rules = RULE_IDS.map((id): RuleRecord => {
    const count = findings.filter((one) => one.rule === id).length;
    return { id, status: "checked", clients: 12, unknown: 0, findings: count, ...rule[id] };
  });
  return {
    checkedAt: "2026-11-22T04:00:00.000Z",
    thresholds: DEFAULT_THRESHOLDS,
    organizations: [{ ...organization, clients: 12, rules }],
    stacks: [{ name: "quickstart/dev", directory: ".", clients: 3, organization, errors: [] }],
    findings,
    errors: [],
    ...changes,
  };
}

/** {@link reportOf} with a rule that is forbidden, and a stack that could not be read. */
export function brokenReport(findings: readonly AuditFinding[] = FINDINGS): AuditReport {
  const { stacks, ...report } = reportOf(findings, {}, { unused: FORBIDDEN });
  const broken = { name: "nope", directory: ".", clients: 0, errors: ["no stack named 'nope' found"] };
  return { ...report, stacks: [...stacks, broken] };
}

const FORBIDDEN: Partial<RuleRecord> = {
  status: "notChecked",
  clients: 0,
  permission: "oauth:client:view",
  reason: "the login does not have the permission oauth:client:view.",
};
