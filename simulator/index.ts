/**
 * A local Genesys Cloud: the login, the OAuth part and the integration credentials of the Platform API on a loopback port. Use it to run, test and learn
 * without an account.
 *
 * @packageDocumentation
 */
export type { LoginSeed } from "./access/access.ts";
export type {
  ApiDivision,
  ApiEntityRef,
  ApiErrorBody,
  ApiOAuthAuthorization,
  ApiOAuthClient,
  ApiOAuthClientWithSecret,
  ApiRole,
  ApiRoleDivision,
  ApiUsageRow,
  ClientState,
  GrantType,
} from "./api-types.ts";
export type { SimulatorClock } from "./controls/clock.ts";
export type { FaultAction, FaultAnswer, FaultHandle, FaultRule, Faults } from "./controls/faults.ts";
export type { RequestLog, RequestLogEntry, RequestLogFilter } from "./controls/request-log.ts";
export { formatStartMessage, simulatorEnvironment } from "./controls/start-message.ts";
export {
  DEFAULT_LOGIN,
  DEFAULT_ORGANIZATION,
  DIVISION_IDS,
  type DivisionSeed,
  OTHER_USER_ID,
  ROLE_IDS,
  type RoleSeed,
} from "./directory/default-seed.ts";
export type { Divisions, Roles, SeedList } from "./directory/directory.ts";
export type { CredentialBody } from "./integrations/credential-store.ts";
export type { SimCredential, SimCredentials } from "./integrations/direct-credentials.ts";
export type { AuthorizationSeed, ClientSeed, SeedData, SimulatorOptions } from "./options.ts";
export { type SimClient, type SimClients, type Simulator, startSimulator } from "./simulator.ts";
export type { RateLimit } from "./transport/rate-limit.ts";
export type { UsageControl } from "./usage/usage-executions.ts";
export type { UsageSeed } from "./usage/usage-rows.ts";
export type { Variants } from "./variants/active-variants.ts";
export { isVariant, VARIANTS, type Variant } from "./variants/catalogue.ts";
