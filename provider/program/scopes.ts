import type * as pulumi from "@pulumi/pulumi";
import type { ApiOAuthScope } from "../api/api-types.ts";
import { InvalidInputError } from "../errors/index.ts";
import { dataSource, type Wrapped } from "./data-source.ts";
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

const scopes = dataSource("getOAuthScopes", async ({ api }, { acceptLanguage }: GetOAuthScopesArgs) => {
  const scopes = await api.listScopes(languageTag(acceptLanguage));
  return { scopes: scopes.map(scopeOf) };
});

const scope = dataSource("getOAuthScope", async ({ api }, { scopeId, acceptLanguage }: GetOAuthScopeArgs) =>
  scopeOf(
    await foundOr(
      api.getScope(scopeId, languageTag(acceptLanguage)),
      "there is no such scope",
      "getOAuthScopes lists the ids of all scopes.",
    ),
  ),
);

/**
 * Lists the scopes that OAuth clients can request.
 *
 * Sends one request, `GET /api/v2/oauth/scopes`. Needs no permission.
 *
 * @throws
 * - {@link InvalidInputError} if `acceptLanguage` is not a language tag.
 * @group Scopes
 */
export function getOAuthScopes(
  args: GetOAuthScopesArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetOAuthScopesResult> {
  return scopes.get(args, opts);
}

/**
 * Output form of {@link getOAuthScopes}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const { scopes } = getOAuthScopesOutput();
 * const readOnly = scopes.apply((all) => all.map(({ id }) => id).filter((id) => id.endsWith(":readonly")));
 * ```
 * @group Scopes
 */
export function getOAuthScopesOutput(
  args: Wrapped<GetOAuthScopesArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthScopesResult> {
  return scopes.getOutput(args, opts);
}

/**
 * Reads one scope.
 *
 * Sends one request, `GET /api/v2/oauth/scopes/{scopeId}`. Needs no permission.
 *
 * @throws
 * - {@link NotFoundError} if there is no such scope.
 * - {@link InvalidInputError} if the id or the language tag is malformed.
 * @group Scopes
 */
export function getOAuthScope(args: GetOAuthScopeArgs, opts?: pulumi.InvokeOptions): Promise<OAuthScope> {
  return scope.get(args, opts);
}

/**
 * Output form of {@link getOAuthScope}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const { description } = getOAuthScopeOutput({ scopeId: "users:readonly", acceptLanguage: "de" });
 * ```
 * @group Scopes
 */
export function getOAuthScopeOutput(
  args: Wrapped<GetOAuthScopeArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<OAuthScope> {
  return scope.getOutput(args, opts);
}

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
