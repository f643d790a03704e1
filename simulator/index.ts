/**
 * A local Genesys Cloud: the login and the OAuth part of the Platform API on a loopback port, to run, test and learn
 * without an account.
 *
 * @packageDocumentation
 */
export type { LoginSeed } from "./access.ts";
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
export type { SimulatorClock } from "./clock.ts";
export {
  DEFAULT_LOGIN,
  DEFAULT_ORGANIZATION,
  DIVISION_IDS,
  type DivisionSeed,
  OTHER_USER_ID,
  ROLE_IDS,
  type RoleSeed,
} from "./default-seed.ts";
export type { Divisions, Roles, SeedList } from "./directory.ts";
export type { FaultAction, FaultAnswer, FaultHandle, FaultRule, Faults } from "./faults.ts";
export type { AuthorizationSeed, ClientSeed, SeedData, SimulatorOptions } from "./options.ts";
export type { RateLimit } from "./rate-limit.ts";
export type { RequestLog, RequestLogEntry, RequestLogFilter } from "./request-log.ts";
export { type SimClient, type SimClients, type Simulator, startSimulator } from "./simulator.ts";
export { formatStartMessage, simulatorEnvironment } from "./start-message.ts";
export type { UsageControl } from "./usage-executions.ts";
export type { UsageSeed } from "./usage-rows.ts";
