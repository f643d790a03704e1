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
  type GetOAuthAuthorizationArgs,
  type GetOAuthAuthorizationsArgs,
  type GetOAuthAuthorizationsResult,
  getOAuthAuthorization,
  getOAuthAuthorizationOutput,
  getOAuthAuthorizations,
  getOAuthAuthorizationsOutput,
  type OAuthAuthorization,
} from "./program/authorizations.ts";
export {
  type GetOAuthClientArgs,
  type GetOAuthClientsArgs,
  type GetOAuthClientsResult,
  getOAuthClient,
  getOAuthClientOutput,
  getOAuthClients,
  getOAuthClientsOutput,
  type OAuthClientInfo,
} from "./program/clients.ts";
export type { Wrapped } from "./program/data-source.ts";
export { IntegrationCredential, type IntegrationCredentialArgs } from "./program/integration-credential.ts";
export { OAuthClient, type OAuthClientArgs, type OAuthClientRole } from "./program/oauth-client.ts";
export {
  type AuthorizationDivision,
  type AuthorizationRole,
  type GetAuthorizationDivisionArgs,
  type GetAuthorizationRoleArgs,
  getAuthorizationDivision,
  getAuthorizationDivisionOutput,
  getAuthorizationRole,
  getAuthorizationRoleOutput,
} from "./program/roles-and-divisions.ts";
export {
  RotatingOAuthClient,
  type RotatingOAuthClientAdoption,
  type RotatingOAuthClientArgs,
} from "./program/rotating-oauth-client.ts";
export { type RotationPeriodArgs, rotationPeriod } from "./program/rotation-period.ts";
export {
  type GetOAuthScopeArgs,
  type GetOAuthScopesArgs,
  type GetOAuthScopesResult,
  getOAuthScope,
  getOAuthScopeOutput,
  getOAuthScopes,
  getOAuthScopesOutput,
  type OAuthScope,
} from "./program/scopes.ts";
export {
  type GetOAuthClientUsageArgs,
  type GetOAuthClientUsageResult,
  type GetOAuthClientUsageSummaryArgs,
  type GetOAuthClientUsageSummaryResult,
  getOAuthClientUsage,
  getOAuthClientUsageOutput,
  getOAuthClientUsageSummary,
  getOAuthClientUsageSummaryOutput,
  type OAuthClientUsageRow,
} from "./program/usage.ts";
