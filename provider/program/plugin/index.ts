/**
 * The face of the provider plugin `genesyscloud-oauth`: the same names and the same arguments as the dynamic face, and {@link Provider}
 * for several organisations in one program.
 * @packageDocumentation
 */
import "../../supported-node.cjs";

export type {
  AuthorizationDivision,
  AuthorizationRole,
  GetAuthorizationDivisionArgs,
  GetAuthorizationRoleArgs,
  GetOAuthAuthorizationArgs,
  GetOAuthAuthorizationsArgs,
  GetOAuthAuthorizationsResult,
  GetOAuthClientArgs,
  GetOAuthClientsArgs,
  GetOAuthClientsResult,
  GetOAuthClientUsageArgs,
  GetOAuthClientUsageResult,
  GetOAuthClientUsageSummaryArgs,
  GetOAuthClientUsageSummaryResult,
  GetOAuthScopeArgs,
  GetOAuthScopesArgs,
  GetOAuthScopesResult,
  OAuthAuthorization,
  OAuthClientInfo,
  OAuthClientUsageRow,
  OAuthScope,
  UsageGranularity,
  UsageGroup,
  UsageMetric,
  UsageTotals,
  Wrapped,
} from "../../index.ts";
export type { ClientCredential, GrantType, Json, RoleAssignment, SecretStatus } from "../../model/oauth-client.ts";
export type { IntegrationCredentialArgs } from "../integration-credential.ts";
export type { OAuthClientArgs, OAuthClientRole } from "../oauth-client-properties.ts";
export type { RotatingOAuthClientAdoption, RotatingOAuthClientArgs } from "../rotation-component.ts";
export { type RotationPeriodArgs, rotationPeriod } from "../rotation-period.ts";
export * from "./data-sources.ts";
export { IntegrationCredential } from "./integration-credential.ts";
export { OAuthClient } from "./oauth-client.ts";
export { Provider, type ProviderArgs } from "./provider.ts";
export { RotatingOAuthClient } from "./rotating-oauth-client.ts";
