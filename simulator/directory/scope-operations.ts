import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { ApiOperation } from "../transport/operation.ts";
import { notFound } from "../transport/operation-error.ts";
import { type CatalogueScope, SCOPE_CATALOGUE, SCOPE_LANGUAGES, type ScopeLanguage } from "./scope-catalogue.ts";

const DEFAULT_LANGUAGE: ScopeLanguage = "en-us";

/** `de-AT` is served by `de`, and `en` by `en-us`: what RFC 4647 calls lookup, with the region optional on both sides. */
function serves(supported: string, wanted: string): boolean {
  return supported === wanted || wanted.startsWith(`${supported}-`) || supported.startsWith(`${wanted}-`);
}

function languageOf(context: Context): ScopeLanguage {
  const language = accepts(context, {
    header: "Accept-Language",
    supports: [...SCOPE_LANGUAGES],
    default: DEFAULT_LANGUAGE,
    match(wanted, { supports, default: fallback }) {
      const byQuality = wanted.filter(({ q }) => q > 0).sort((a, b) => b.q - a.q);
      for (const { type } of byQuality) {
        if (type === "*") return fallback;
        const base = type.toLowerCase();
        const found =
          supports.find((supported) => serves(supported, base)) ??
          supports.find((supported) => serves(supported, base.split("-", 1)[0] ?? base));
        if (found !== undefined) return found;
      }
      return fallback;
    },
  });
  return SCOPE_LANGUAGES.find((supported) => supported === language) ?? DEFAULT_LANGUAGE;
}

function toApiScope({ id, description }: CatalogueScope, language: ScopeLanguage): Record<string, string> {
  return { id, description: description[language], selfUri: `/api/v2/oauth/scopes/${id}` };
}

/** The scopes, described in the language of `Accept-Language` [doc]. */
export function scopeOperations(): ApiOperation[] {
  const byId = new Map(SCOPE_CATALOGUE.map((scope) => [scope.id, scope]));
  return [
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/oauth/scopes",
      answers: "OAuthScopeListing",
      handle({ context, path }) {
        const language = languageOf(context);
        const entities = SCOPE_CATALOGUE.map((scope) => toApiScope(scope, language));
        return { body: { total: entities.length, entities, selfUri: path } };
      },
    },
    {
      kind: "api",
      method: "GET",
      route: "/api/v2/oauth/scopes/{scopeId}",
      answers: "OAuthScope",
      handle({ context, param }) {
        const scope = byId.get(param("scopeId"));
        if (!scope) throw notFound("OAuthScope", param("scopeId"));
        return { body: toApiScope(scope, languageOf(context)) };
      },
    },
  ];
}
