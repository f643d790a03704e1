import type { Answer } from "./answer.ts";
import { oauthAuthorization, oauthAuthorizations } from "./authorizations.ts";
import { oauthClient, oauthClients } from "./clients.ts";
import { authorizationDivision, authorizationRole } from "./roles-and-divisions.ts";
import { oauthScope, oauthScopes } from "./scopes.ts";
import { oauthClientUsage, oauthClientUsageSummary } from "./usage.ts";

/** All data sources, for a caller that does not know their types. */
export const DATA_SOURCES: readonly Answer<object, object>[] = [
  oauthScopes,
  oauthScope,
  oauthClient,
  oauthClients,
  oauthAuthorizations,
  oauthAuthorization,
  oauthClientUsage,
  oauthClientUsageSummary,
  authorizationRole,
  authorizationDivision,
] as readonly Answer<never, object>[] as readonly Answer<object, object>[];
