import type { ApiOAuthScope } from "../api/api-types.ts";
import { InvalidInputError } from "../errors/index.ts";
import { answer } from "./answer.ts";
import { foundOr } from "./found.ts";

/**
 * A scope that an OAuth client may request from its users.
 * @group Scopes
 */
export interface OAuthScope {
  /** Id of the scope, for example `analytics:readonly`. */
  readonly id: string;
  /** Description in the requested language. */
  readonly description: string;
  /** Path of the scope in the API. */
  readonly selfUri: string;
}

/**
 * The arguments of {@link getOAuthScopes}.
 * @group Scopes
 */
export interface GetOAuthScopesArgs {
  /** Language of the descriptions, a BCP 47 tag such as `de`. Default `en-us`. */
  readonly acceptLanguage?: string | undefined;
}

/**
 * The result of {@link getOAuthScopes}.
 * @group Scopes
 */
export interface GetOAuthScopesResult {
  /** All scopes, in the order of the API. */
  readonly scopes: readonly OAuthScope[];
}

/**
 * The arguments of {@link getOAuthScope}.
 * @group Scopes
 */
export interface GetOAuthScopeArgs extends GetOAuthScopesArgs {
  /** Id of the scope, for example `analytics:readonly`. */
  readonly scopeId: string;
}

/** The answer of `getOAuthScopes`. */
export const oauthScopes = answer(
  "getOAuthScopes",
  ["acceptLanguage"],
  async ({ api }, { acceptLanguage }: GetOAuthScopesArgs) => {
    const scopes = await api.listScopes(languageTag(acceptLanguage));
    return { scopes: scopes.map(scopeOf) };
  },
);

/** The answer of `getOAuthScope`. */
export const oauthScope = answer(
  "getOAuthScope",
  ["scopeId", "acceptLanguage"],
  async ({ api }, { scopeId, acceptLanguage }: GetOAuthScopeArgs) =>
    scopeOf(
      await foundOr(
        api.getScope(scopeId, languageTag(acceptLanguage)),
        "there is no such scope",
        "getOAuthScopes lists the ids of all scopes.",
      ),
    ),
);

function scopeOf({ id, description = "", selfUri = "" }: ApiOAuthScope): OAuthScope {
  return { id, description, selfUri };
}

/**
 * Passes a BCP 47 tag on as it was written. @throws InvalidInputError for anything else.
 * @group Scopes
 */
export function languageTag(tag: string | undefined): string | undefined {
  if (tag === undefined || isLanguageTag(tag)) return tag;
  throw new InvalidInputError(
    `acceptLanguage ${JSON.stringify(tag)} is not a language tag: write one such as de or en-us.`,
  );
}

function isLanguageTag(tag: unknown): boolean {
  try {
    return typeof tag === "string" && Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
