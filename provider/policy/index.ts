/**
 * Rules for Pulumi's policy as code about OAuth clients of both faces, to put into a policy pack of your own.
 * @packageDocumentation
 */
import "../supported-node.cjs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { withoutUndefined } from "../model/canonical.ts";
import { requireKnown } from "./known-names.ts";
import { policyOf, type RuleOptions } from "./rule.ts";
import {
  ALL_DIVISIONS,
  INSECURE_REDIRECT_URI,
  type InsecureRedirectUriSettings,
  LONG_VALIDITY,
  type LongValiditySettings,
  TOKEN_GRANT,
  UNROTATED_SECRET,
} from "./rules.ts";

export type { RuleOptions } from "./rule.ts";
export type { InsecureRedirectUriSettings, LongValiditySettings } from "./rules.ts";

/** What {@link oauthClientPolicies} can be told. The configuration of the policy pack wins over it. */
export interface OAuthClientPolicyOptions {
  /** What a violation of a rule does that does not say so itself. Default: what the policy pack says. */
  readonly enforcementLevel?: RuleOptions["enforcementLevel"];
  /** `oauth-client-token-grant`: no grant type `TOKEN`. */
  readonly tokenGrant?: RuleOptions;
  /** `oauth-client-long-validity`: a limit for `accessTokenValiditySeconds`. */
  readonly longValidity?: RuleOptions & LongValiditySettings;
  /** `oauth-client-all-divisions`: no role with the division `*`. */
  readonly allDivisions?: RuleOptions;
  /** `oauth-client-insecure-redirect-uri`: only https in `registeredRedirectUris`. */
  readonly insecureRedirectUri?: RuleOptions & InsecureRedirectUriSettings;
  /** `oauth-client-unrotated-secret`: `secretVersion`, or the component `RotatingOAuthClient`. */
  readonly unrotatedSecret?: RuleOptions;
}

const NAMES = [
  "enforcementLevel",
  "tokenGrant",
  "longValidity",
  "allDivisions",
  "insecureRedirectUri",
  "unrotatedSecret",
] as const satisfies readonly (keyof OAuthClientPolicyOptions)[];

/**
 * The rules, for the `policies` of a `PolicyPack`. Each is about one client at a time, and is checked before that client is created or
 * changed. A value that is not known yet during the preview is checked when the update runs.
 *
 * @throws Error if an option does not exist.
 * @example
 * ```ts
 * new PolicyPack("oauth-clients", {
 *   enforcementLevel: "mandatory",
 *   policies: oauthClientPolicies({ longValidity: { maximumSeconds: 3600 } }),
 * });
 * ```
 */
export function oauthClientPolicies(options: OAuthClientPolicyOptions = {}): ResourceValidationPolicy[] {
  requireKnown("oauthClientPolicies", options, NAMES);
  const { enforcementLevel, tokenGrant, longValidity, allDivisions, insecureRedirectUri, unrotatedSecret } = options;
  const level = enforcementLevel === undefined ? {} : { enforcementLevel };
  return [
    policyOf(TOKEN_GRANT, { ...level, ...withoutUndefined(tokenGrant ?? {}) }),
    policyOf(LONG_VALIDITY, { ...level, ...withoutUndefined(longValidity ?? {}) }),
    policyOf(ALL_DIVISIONS, { ...level, ...withoutUndefined(allDivisions ?? {}) }),
    policyOf(INSECURE_REDIRECT_URI, { ...level, ...withoutUndefined(insecureRedirectUri ?? {}) }),
    policyOf(UNROTATED_SECRET, { ...level, ...withoutUndefined(unrotatedSecret ?? {}) }),
  ];
}
