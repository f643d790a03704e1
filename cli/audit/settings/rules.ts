/** How bad a finding is. `info` alone does not change the exit code. */
export type Severity = "error" | "warning" | "info";

/** A rule, as documents and reports describe it. */
export interface Rule {
  readonly severity: Severity;
  /** What a finding of it says, in a few words. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do about a finding. One sentence. */
  readonly todo: string;
  /** Permission that it needs beside `oauth:client:view`. */
  readonly permission?: string;
}

/** Every rule, in the order of the report. Ids stay the same across versions. */
export const RULES = {
  "broad-role": {
    severity: "error",
    title: "role that permits too much",
    why: "Whoever gets hold of the secret can do everything that the role permits.",
    todo: "Make a role with only the permissions that the client needs, and grant that one instead.",
    permission: "authorization:role:view",
  },
  "http-redirect-uri": {
    severity: "error",
    title: "redirect URI without encryption",
    why: "The code or the token of a login travels in clear, and anyone on the way can use it.",
    todo: "Use https in the redirect URI; http is fine on the own machine only (localhost, 127.0.0.1, [::1]).",
  },
  unused: {
    severity: "warning",
    title: "not used",
    why: "A client that nobody uses can only be misused.",
    todo: "Ask its owner, then set it to inactive, and delete it when nobody misses it.",
  },
  "old-secret": {
    severity: "warning",
    title: "old secret",
    why: "The longer a secret is in use, the more people and systems have seen it.",
    todo: "Rotate it: raise secretVersion, or the rotation of a RotatingOAuthClient.",
  },
  "token-grant": {
    severity: "warning",
    title: "grant type TOKEN",
    why: "Genesys Cloud is retiring the implicit grant: its tokens travel in addresses.",
    todo: "Move the application to CODE with PKCE.",
  },
  "long-validity": {
    severity: "warning",
    title: "tokens valid for long",
    why: "A stolen token stays valid just as long.",
    todo: "Lower accessTokenValiditySeconds; only SCIM integrations need more than two days.",
  },
  "all-divisions": {
    severity: "warning",
    title: "role in all divisions",
    why: "The role also counts in divisions that do not exist yet.",
    todo: "Name the divisions that the client works in.",
  },
  "no-redirect-uri": {
    severity: "warning",
    title: "no redirect URI",
    why: "Nobody can complete a login with the client.",
    todo: "Add the redirect URI of the application, or delete the client.",
  },
  "pending-deletion": {
    severity: "warning",
    title: "deleted, and kept for some days",
    why: "A deletion by mistake can be undone until the date, and not after it.",
    todo: "Restore it before the date if that was a mistake; otherwise there is nothing to do.",
  },
  unmanaged: {
    severity: "warning",
    title: "in no stack",
    why: "Nobody reviews its changes, and nobody rotates its secret.",
    todo: "Adopt it with the resource option import, or delete it.",
  },
  inactive: {
    severity: "info",
    title: "inactive",
    why: "Nobody can log in with it, but anyone who may edit it can activate it again.",
    todo: "Delete it if it is not needed any more.",
  },
} as const satisfies Record<string, Rule>;

/** Id of a rule. */
export type RuleId = keyof typeof RULES;

/** The ids in the order of the report. */
export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];

/** What is known of a rule. */
export function ruleOf(id: RuleId): Rule {
  return RULES[id];
}
