import type { ApiOAuthClient } from "../../../provider/api/api-types.ts";
import type { Owner } from "../../../provider/model/ownership-mark.ts";
import type { RuleStatus } from "../report/report.ts";
import { type RuleId, ruleOf } from "../settings/rules.ts";

/** A finding before it is known whose client it is about. */
export interface Hit {
  readonly client: ApiOAuthClient;
  /** What is the case. One sentence. */
  readonly what: string;
  /** Default: what the rule says. */
  readonly todo?: string;
  readonly owner?: Owner;
}

/** What one rule has found in one organisation. */
export interface RuleOutcome {
  readonly id: RuleId;
  readonly status: RuleStatus;
  readonly hits: readonly Hit[];
  /** How many clients it has judged. */
  readonly clients: number;
  /** How many clients it could not judge, because something about them is not recorded. */
  readonly unknown: number;
  readonly reason?: string;
  readonly permission?: string;
}

/** The outcome of a rule that was checked for all clients that it is about. */
export function checked(id: RuleId, clients: number, hits: readonly Hit[], unknown = 0): RuleOutcome {
  return { id, status: "checked", hits, clients, unknown };
}

/** The outcome of a rule that found out nothing. */
export function notDone(
  id: RuleId,
  status: RuleStatus,
  facts: { reason?: string; permission?: string } = {},
): RuleOutcome {
  return { id, status, hits: [], clients: 0, unknown: 0, ...facts };
}

/** The outcome of a rule that the login may not check. */
export function notPermitted(id: RuleId): RuleOutcome {
  const permission = ruleOf(id).permission ?? "oauth:client:view";
  return notDone(id, "notChecked", {
    permission,
    reason: `the login does not have the permission ${permission}. Add it to a role of the client that you log in with, or leave the rule out with --skip-rule ${id}.`,
  });
}
