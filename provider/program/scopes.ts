import type * as pulumi from "@pulumi/pulumi";
import type { ApiOAuthScope } from "../api/api-types.ts";
import { InvalidInputError } from "../errors/index.ts";
import { ask, outputOf } from "./ask.ts";

/** A scope that an OAuth client may ask its users for. */
export interface OAuthScope {
  /** For example `analytics:readonly`. */
  readonly id: string;
  /** In the language asked for. */
  readonly description: string;
  readonly selfUri: string;
}

export interface GetOAuthScopesArgs {
  /** Language of the descriptions, a BCP 47 tag such as `de` or `en-us` (default). */
  readonly acceptLanguage?: string | undefined;
}

export interface GetOAuthScopesResult {
  /** All scopes, in the order of the API. */
  readonly scopes: readonly OAuthScope[];
}

export interface GetOAuthScopeArgs extends GetOAuthScopesArgs {
  /** For example `analytics:readonly`. */
  readonly scopeId: string;
}

/**
 * Lists the scopes that OAuth clients can ask for. One request: `GET /api/v2/oauth/scopes`; no permission needed.
 * @throws InvalidInputError if `acceptLanguage` is no language tag.
 */
export function getOAuthScopes(
  args: GetOAuthScopesArgs = {},
  _opts?: pulumi.InvokeOptions,
): Promise<GetOAuthScopesResult> {
  return ask("getOAuthScopes", args, async (api, { acceptLanguage }) => {
    const { entities = [] } = await api.listScopes(languageTag(acceptLanguage));
    return { scopes: entities.map(scopeOf) };
  });
}

/** Output form of {@link getOAuthScopes}. */
export function getOAuthScopesOutput(
  args: { readonly acceptLanguage?: pulumi.Input<string | undefined> } = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthScopesResult> {
  return outputOf<GetOAuthScopesArgs, GetOAuthScopesResult>(getOAuthScopes, args, opts);
}

/**
 * Reads one scope. One request: `GET /api/v2/oauth/scopes/{scopeId}`; no permission needed.
 * @throws NotFoundError if there is no such scope; InvalidInputError if the id or the language tag is malformed.
 */
export function getOAuthScope(args: GetOAuthScopeArgs, _opts?: pulumi.InvokeOptions): Promise<OAuthScope> {
  return ask("getOAuthScope", args, async (api, { scopeId, acceptLanguage }) =>
    scopeOf(await api.getScope(scopeId, languageTag(acceptLanguage))),
  );
}

/** Output form of {@link getOAuthScope}. */
export function getOAuthScopeOutput(
  args: { readonly scopeId: pulumi.Input<string>; readonly acceptLanguage?: pulumi.Input<string | undefined> },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<OAuthScope> {
  return outputOf<GetOAuthScopeArgs, OAuthScope>(getOAuthScope, args, opts);
}

function scopeOf({ id, description = "", selfUri = "" }: ApiOAuthScope): OAuthScope {
  return { id, description, selfUri };
}

/** Passes a BCP 47 tag on as it was written. @throws InvalidInputError for anything else. */
export function languageTag(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined;
  try {
    Intl.getCanonicalLocales(tag);
    return tag;
  } catch {
    throw new InvalidInputError(
      `acceptLanguage ${JSON.stringify(tag)} is not a language tag: write one such as de or en-us.`,
    );
  }
}
