import type * as pulumi from "@pulumi/pulumi";
import {
  type GetOAuthClientArgs,
  type GetOAuthClientsArgs,
  type GetOAuthClientsResult,
  type OAuthClientInfo,
  oauthClient,
  oauthClients,
} from "../data-sources/clients.ts";
import { dataSource, type Wrapped } from "./data-source.ts";

const client = dataSource(oauthClient);
const clients = dataSource(oauthClients);

/**
 * Finds one client by its id, or by its exact name.
 *
 * By id, it sends one request, `GET /api/v2/oauth/clients/{clientId}`. By name, it reads the same listing as
 * {@link getOAuthClients}, once per program. Needs the permission `oauth:client:view`.
 *
 * @throws
 * - {@link NotFoundError} if there is no such client.
 * - {@link AmbiguousError} if several clients have the name. The error lists their ids, states and dates.
 * - {@link InvalidInputError} unless exactly one of `clientId` and `name` is given.
 * @group Clients
 */
export function getOAuthClient(args: GetOAuthClientArgs, opts?: pulumi.InvokeOptions): Promise<OAuthClientInfo> {
  return client.get(args, opts);
}

/**
 * Output form of {@link getOAuthClient}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const { clientId, state } = getOAuthClientOutput({ name: "Reporting service" });
 * ```
 * @group Clients
 */
export function getOAuthClientOutput(
  args: Wrapped<GetOAuthClientArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<OAuthClientInfo> {
  return client.getOutput(args, opts);
}

/**
 * Lists the clients of the organisation. Filters narrow the list.
 *
 * Sends one request per page, `GET /api/v2/oauth/clients`, once per program, whatever the filters are. Needs the permission
 * `oauth:client:view`.
 *
 * @throws
 * - {@link InvalidInputError} if a filter is malformed: an unknown grant type or state, or an invalid regular expression.
 * @group Clients
 */
export function getOAuthClients(
  args: GetOAuthClientsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetOAuthClientsResult> {
  return clients.get(args, opts);
}

/**
 * Output form of {@link getOAuthClients}: takes Outputs and returns an Output.
 *
 * @example
 * ```ts
 * const { clients } = getOAuthClientsOutput({ authorizedGrantType: "CLIENT-CREDENTIALS", state: "active" });
 * ```
 * @group Clients
 */
export function getOAuthClientsOutput(
  args: Wrapped<GetOAuthClientsArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetOAuthClientsResult> {
  return clients.getOutput(args, opts);
}
