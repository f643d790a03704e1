import * as pulumi from "@pulumi/pulumi";
import type {
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
  OAuthScope,
  Wrapped,
} from "../../index.ts";
import { pluginToken } from "../../model/plugin-tokens.ts";
import { requireUsablePlugin } from "./plugin-settings.ts";
import { withPluginVersion } from "./plugin-version.ts";

/** Asks the plugin, with the configuration of the option `provider` or of the default provider. */
type Ask<A extends object, R> = (args: A, opts?: pulumi.InvokeOptions) => Promise<R>;

/** Like {@link Ask}, for arguments that are Outputs. */
type AskOutput<A extends object, R> = (args: Wrapped<A>, opts?: pulumi.InvokeOutputOptions) => pulumi.Output<R>;

function ask<A extends object, R>(name: string): Ask<A, R> {
  return (args, opts = {}) => {
    const token = pluginToken(name);
    requireUsablePlugin(token, opts);
    return pulumi.runtime.invoke(token, args as pulumi.Inputs, withPluginVersion(opts));
  };
}

function askOutput<A extends object, R>(name: string): AskOutput<A, R> {
  return (args, opts = {}) => {
    const token = pluginToken(name);
    requireUsablePlugin(token, opts);
    return pulumi.runtime.invokeOutput<R>(token, args as pulumi.Inputs, withPluginVersion(opts));
  };
}

/** Lists the scopes that OAuth clients can request. See `getOAuthScopes` of the dynamic face. */
export const getOAuthScopes = (
  args: GetOAuthScopesArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetOAuthScopesResult> => ask<GetOAuthScopesArgs, GetOAuthScopesResult>("getOAuthScopes")(args, opts);

/** Output form of {@link getOAuthScopes}: takes Outputs and returns an Output. */
export const getOAuthScopesOutput = (
  args: Wrapped<GetOAuthScopesArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthScopesResult> =>
  askOutput<GetOAuthScopesArgs, GetOAuthScopesResult>("getOAuthScopes")(args, opts);

/** Reads one scope. See `getOAuthScope` of the dynamic face. */
export const getOAuthScope: Ask<GetOAuthScopeArgs, OAuthScope> = ask("getOAuthScope");

/** Output form of {@link getOAuthScope}: takes Outputs and returns an Output. */
export const getOAuthScopeOutput: AskOutput<GetOAuthScopeArgs, OAuthScope> = askOutput("getOAuthScope");

/** Reads one client, by its id or by its name. See `getOAuthClient` of the dynamic face. */
export const getOAuthClient: Ask<GetOAuthClientArgs, OAuthClientInfo> = ask("getOAuthClient");

/** Output form of {@link getOAuthClient}: takes Outputs and returns an Output. */
export const getOAuthClientOutput: AskOutput<GetOAuthClientArgs, OAuthClientInfo> = askOutput("getOAuthClient");

/** Lists the clients of the organisation that match a filter. See `getOAuthClients` of the dynamic face. */
export const getOAuthClients = (
  args: GetOAuthClientsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetOAuthClientsResult> => ask<GetOAuthClientsArgs, GetOAuthClientsResult>("getOAuthClients")(args, opts);

/** Output form of {@link getOAuthClients}: takes Outputs and returns an Output. */
export const getOAuthClientsOutput = (
  args: Wrapped<GetOAuthClientsArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthClientsResult> =>
  askOutput<GetOAuthClientsArgs, GetOAuthClientsResult>("getOAuthClients")(args, opts);

/** Lists the authorizations that the user of the token has granted. See `getOAuthAuthorizations` of the dynamic face. */
export const getOAuthAuthorizations = (
  args: GetOAuthAuthorizationsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetOAuthAuthorizationsResult> =>
  ask<GetOAuthAuthorizationsArgs, GetOAuthAuthorizationsResult>("getOAuthAuthorizations")(args, opts);

/** Output form of {@link getOAuthAuthorizations}: takes Outputs and returns an Output. */
export const getOAuthAuthorizationsOutput = (
  args: Wrapped<GetOAuthAuthorizationsArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthAuthorizationsResult> =>
  askOutput<GetOAuthAuthorizationsArgs, GetOAuthAuthorizationsResult>("getOAuthAuthorizations")(args, opts);

/** Reads one authorization. See `getOAuthAuthorization` of the dynamic face. */
export const getOAuthAuthorization: Ask<GetOAuthAuthorizationArgs, OAuthAuthorization> = ask("getOAuthAuthorization");

/** Output form of {@link getOAuthAuthorization}: takes Outputs and returns an Output. */
export const getOAuthAuthorizationOutput: AskOutput<GetOAuthAuthorizationArgs, OAuthAuthorization> =
  askOutput("getOAuthAuthorization");

/** Asks how much a client has used the API, and waits for the result. See `getOAuthClientUsage` of the dynamic face. */
export const getOAuthClientUsage: Ask<GetOAuthClientUsageArgs, GetOAuthClientUsageResult> = ask("getOAuthClientUsage");

/** Output form of {@link getOAuthClientUsage}: takes Outputs and returns an Output. */
export const getOAuthClientUsageOutput: AskOutput<GetOAuthClientUsageArgs, GetOAuthClientUsageResult> =
  askOutput("getOAuthClientUsage");

/** Asks for the summary of a client's usage, and waits for the result. See `getOAuthClientUsageSummary` of the dynamic face. */
export const getOAuthClientUsageSummary: Ask<GetOAuthClientUsageSummaryArgs, GetOAuthClientUsageSummaryResult> =
  ask("getOAuthClientUsageSummary");

/** Output form of {@link getOAuthClientUsageSummary}: takes Outputs and returns an Output. */
export const getOAuthClientUsageSummaryOutput: AskOutput<
  GetOAuthClientUsageSummaryArgs,
  GetOAuthClientUsageSummaryResult
> = askOutput("getOAuthClientUsageSummary");

/** Finds a role by its exact name. See `getAuthorizationRole` of the dynamic face. */
export const getAuthorizationRole: Ask<GetAuthorizationRoleArgs, AuthorizationRole> = ask("getAuthorizationRole");

/** Output form of {@link getAuthorizationRole}: takes Outputs and returns an Output. */
export const getAuthorizationRoleOutput: AskOutput<GetAuthorizationRoleArgs, AuthorizationRole> =
  askOutput("getAuthorizationRole");

/** Finds a division by its exact name, or the home division. See `getAuthorizationDivision` of the dynamic face. */
export const getAuthorizationDivision: Ask<GetAuthorizationDivisionArgs, AuthorizationDivision> =
  ask("getAuthorizationDivision");

/** Output form of {@link getAuthorizationDivision}: takes Outputs and returns an Output. */
export const getAuthorizationDivisionOutput: AskOutput<GetAuthorizationDivisionArgs, AuthorizationDivision> =
  askOutput("getAuthorizationDivision");
