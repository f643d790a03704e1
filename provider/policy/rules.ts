import { isLoopback } from "../config/configuration.ts";
import { isAllDivisions } from "../model/advice.ts";
import { VALIDITY_SECONDS } from "../model/oauth-client.ts";
import { UNKNOWN } from "../model/unknown.ts";
import type { Rule } from "./rule.ts";

/** What the rule about the lifetime of tokens can be told. */
export interface LongValiditySettings {
  /** Most seconds that a token may be valid for, 300 to 38,880,000. Default 172,800 (two days). */
  readonly maximumSeconds?: number;
}

/** What the rule about redirect URIs can be told. */
export interface InsecureRedirectUriSettings {
  /** Whether `http:` is fine on the own machine: `localhost`, `127.0.0.1` and `[::1]`. Default true. */
  readonly allowLoopback?: boolean;
}

export const TOKEN_GRANT: Rule<object> = {
  name: "oauth-client-token-grant",
  severity: "high",
  description: "OAuth clients must not use the grant type TOKEN, which Genesys Cloud is retiring.",
  settings: {},
  judge: ({ inputs: { authorizedGrantType } }) =>
    authorizedGrantType === "TOKEN"
      ? "authorizedGrantType is TOKEN. Write CODE, and log in with PKCE in the application."
      : undefined,
};

export const LONG_VALIDITY: Rule<LongValiditySettings> = {
  name: "oauth-client-long-validity",
  severity: "medium",
  description: "Tokens of OAuth clients must not be valid for long: a stolen token stays valid just as long.",
  settings: {
    maximumSeconds: {
      description: "Most seconds that a token may be valid for.",
      type: "integer",
      minimum: VALIDITY_SECONDS.min,
      maximum: VALIDITY_SECONDS.max,
      default: VALIDITY_SECONDS.maxBeyondScim,
    },
  },
  judge: ({ inputs: { accessTokenValiditySeconds: seconds } }, { maximumSeconds }) =>
    typeof seconds === "number" && seconds > maximumSeconds
      ? `accessTokenValiditySeconds is ${seconds}. Write ${maximumSeconds} or less.`
      : undefined,
};

export const ALL_DIVISIONS: Rule<object> = {
  name: "oauth-client-all-divisions",
  severity: "medium",
  description: "Roles of OAuth clients must be granted in named divisions, not in all divisions.",
  settings: {},
  judge: ({ inputs: { roles } }) =>
    Array.isArray(roles) && roles.some(isAllDivisions)
      ? 'roles grants a role in all divisions, because its divisionId is "*". Write the ids of the divisions instead.'
      : undefined,
};

export const INSECURE_REDIRECT_URI: Rule<InsecureRedirectUriSettings> = {
  name: "oauth-client-insecure-redirect-uri",
  severity: "high",
  description: "Logins must return to https: without it, anyone on the way can read the code or the token.",
  settings: {
    allowLoopback: {
      description: "Whether http is fine on the own machine: localhost, 127.0.0.1 and [::1].",
      type: "boolean",
      default: true,
    },
  },
  // A URI may hold a secret, and a policy can't see which values are secrets. So the violation only counts them.
  judge: ({ inputs: { registeredRedirectUris: uris } }, { allowLoopback }) => {
    const count = Array.isArray(uris) ? uris.filter((uri) => isInsecure(uri, allowLoopback)).length : 0;
    if (count === 0) return undefined;
    return count === 1
      ? "registeredRedirectUris has a URI that does not begin with https. Write https in it."
      : `registeredRedirectUris has ${count} URIs that do not begin with https. Write https in them.`;
  },
};

export const UNROTATED_SECRET: Rule<object> = {
  name: "oauth-client-unrotated-secret",
  severity: "medium",
  description:
    "OAuth clients must have a way to rotate the secret: secretVersion, or the component RotatingOAuthClient.",
  settings: {},
  // Nobody logs in with the secret of a TOKEN client.
  judge: ({ kind, inputs: { authorizedGrantType, secretVersion } }) =>
    kind === "OAuthClient" &&
    secretVersion === undefined &&
    authorizedGrantType !== "TOKEN" &&
    authorizedGrantType !== UNKNOWN
      ? "secretVersion is not set. Write one, such as rotationPeriod({ days: 90, startingAt }), or use RotatingOAuthClient."
      : undefined,
};

function isInsecure(uri: unknown, allowLoopback: boolean): boolean {
  if (typeof uri !== "string" || uri === UNKNOWN) return false;
  const url = URL.parse(uri);
  if (url?.protocol === "https:") return false;
  return !(allowLoopback && url?.protocol === "http:" && isLoopback(url.hostname));
}
