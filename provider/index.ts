/**
 * OAuth clients of Genesys Cloud as code: the resource {@link OAuthClient}, the data sources, and their errors.
 *
 * Data sources run in the program, in previews too, and use the program's configuration. Asking the same question twice costs
 * one request. Nothing is kept from one run to the next. Each data source has an Output form, `getXOutput`, whose arguments
 * may be Outputs. The result is unknown while an argument is unknown or comes from a resource that has not been created yet.
 * Every failure is a {@link GenesysError} that says what to do.
 * @packageDocumentation
 */
import "./supported-node.cjs";

export type {
  GetOAuthAuthorizationArgs,
  GetOAuthAuthorizationsArgs,
  GetOAuthAuthorizationsResult,
  OAuthAuthorization,
} from "./data-sources/authorizations.ts";
export type {
  GetOAuthClientArgs,
  GetOAuthClientsArgs,
  GetOAuthClientsResult,
  OAuthClientInfo,
} from "./data-sources/clients.ts";
export type {
  AuthorizationDivision,
  AuthorizationRole,
  GetAuthorizationDivisionArgs,
  GetAuthorizationRoleArgs,
} from "./data-sources/roles-and-divisions.ts";
export type { GetOAuthScopeArgs, GetOAuthScopesArgs, GetOAuthScopesResult, OAuthScope } from "./data-sources/scopes.ts";
export type {
  GetOAuthClientUsageArgs,
  GetOAuthClientUsageResult,
  GetOAuthClientUsageSummaryArgs,
  GetOAuthClientUsageSummaryResult,
  OAuthClientUsageRow,
} from "./data-sources/usage.ts";
export {
  AmbiguousError,
  ApiError,
  AuthenticationError,
  ConfigurationError,
  type ErrorFacts,
  GenesysError,
  GuardError,
  InvalidInputError,
  isErrorOf,
  NoAnswerError,
  NotFoundError,
  PartialFailureError,
  RateLimitError,
} from "./errors/index.ts";
export type { ClientCredential, GrantType, Json, RoleAssignment, SecretStatus } from "./model/oauth-client.ts";
export type { UsageGranularity, UsageGroup, UsageMetric, UsageTotals } from "./model/usage-query.ts";
export {
  getOAuthAuthorization,
  getOAuthAuthorizationOutput,
  getOAuthAuthorizations,
  getOAuthAuthorizationsOutput,
} from "./program/authorizations.ts";
export {
  getOAuthClient,
  getOAuthClientOutput,
  getOAuthClients,
  getOAuthClientsOutput,
} from "./program/clients.ts";
export type { Wrapped } from "./program/data-source.ts";
export { IntegrationCredential, type IntegrationCredentialArgs } from "./program/integration-credential.ts";
export { OAuthClient } from "./program/oauth-client.ts";
export type { OAuthClientArgs, OAuthClientRole } from "./program/oauth-client-properties.ts";
export {
  getAuthorizationDivision,
  getAuthorizationDivisionOutput,
  getAuthorizationRole,
  getAuthorizationRoleOutput,
} from "./program/roles-and-divisions.ts";
export { RotatingOAuthClient } from "./program/rotating-oauth-client.ts";
export type { RotatingOAuthClientAdoption, RotatingOAuthClientArgs } from "./program/rotation-component.ts";
export { type RotationPeriodArgs, rotationPeriod } from "./program/rotation-period.ts";
export {
  getOAuthScope,
  getOAuthScopeOutput,
  getOAuthScopes,
  getOAuthScopesOutput,
} from "./program/scopes.ts";
export {
  getOAuthClientUsage,
  getOAuthClientUsageOutput,
  getOAuthClientUsageSummary,
  getOAuthClientUsageSummaryOutput,
} from "./program/usage.ts";
