import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { Connection } from "../../provider/api/connection.ts";
import { OAuthApi } from "../../provider/api/oauth-api.ts";
import { PermissionProbes } from "../../provider/api/permission-probes.ts";
import type { Configuration } from "../../provider/config/configuration.ts";
import type { ClientReader } from "../../provider/lifecycle/client-reader.ts";
import type { OrganizationClients } from "../../provider/lifecycle/listing-channel.ts";
import { type Identity, Session } from "../../provider/lifecycle/session.ts";
import type { OrganizationRef } from "../report/subjects.ts";
import type { OrganizationListing } from "./unmanaged.ts";

/** How an organisation is reached: with the login of the first configuration that led to it. */
export interface OrganizationAccess {
  readonly api: OAuthApi;
  readonly probes: PermissionProbes;
  /** Reads clients, from the listing where it tells all that a GET tells. */
  readonly reader: ClientReader;
  /** Requests that can be sent in a minute, with as many tokens as the configuration allows. */
  readonly requestsPerMinute: number;
}

interface Known {
  readonly organization: OrganizationRef;
  readonly access: OrganizationAccess;
  readonly apiUrl: string;
  readonly listedAt: number;
  readonly clients: Promise<readonly ApiOAuthClient[]>;
  readonly logins: Set<string>;
}

/** A listing, and how to ask for more. */
export interface OpenedOrganization extends OrganizationListing {
  readonly access: OrganizationAccess;
}

/** An organisation with its clients, as a provider process may use them. */
export interface ListedOrganization {
  readonly organization: OrganizationRef;
  readonly handed: OrganizationClients;
}

/**
 * The organisations that the stacks of a run belong to, each listed once: one login for each distinct configuration, one
 * `GET /api/v2/tokens/me` for it, and the pages of one listing for each organisation.
 */
export class Organizations {
  private readonly logins = new Map<string, Promise<Known>>();
  private readonly byId = new Map<string, Known>();
  private readonly opened: OAuthApi[] = [];

  /** The organisation that a configuration leads to, listed by now. @throws GenesysError */
  async listed(configuration: Configuration): Promise<ListedOrganization> {
    const key = JSON.stringify(configuration);
    const login = this.logins.get(key) ?? this.logIn(configuration);
    this.logins.set(key, login);
    const { organization, apiUrl, listedAt, clients } = await login;
    const handed = { apiUrl, organizationId: organization.id, listedAt, clients: await clients };
    return { organization, handed };
  }

  /** What was listed. */
  async listings(): Promise<readonly OpenedOrganization[]> {
    return Promise.all([...this.byId.values()].map(async (known) => ({ ...known, clients: await known.clients })));
  }

  /** Closes idle connections. */
  close(): void {
    for (const api of this.opened) api.close();
  }

  private async logIn(configuration: Configuration): Promise<Known> {
    const connection = new Connection(configuration);
    const api = new OAuthApi(connection);
    this.opened.push(api);
    const session = new Session(api);
    const identity = await session.identity();
    const known = this.byId.get(organizationKey(api, identity)) ?? {
      organization: { id: identity.organizationId, name: identity.organizationName },
      access: {
        api,
        probes: new PermissionProbes(connection),
        reader: session.reader,
        requestsPerMinute: budgetOf(configuration),
      },
      apiUrl: api.apiUrl,
      listedAt: Date.now(),
      clients: listed(session.reader),
      logins: new Set<string>(),
    };
    this.byId.set(organizationKey(api, identity), known);
    if (identity.clientId !== undefined) known.logins.add(identity.clientId.toLowerCase());
    return known;
  }
}

async function listed(reader: ClientReader): Promise<readonly ApiOAuthClient[]> {
  return [...(await reader.wholeListing()).values()];
}

function budgetOf({ credentials, requestsPerMinute, maxTokens }: Configuration): number {
  return requestsPerMinute * (credentials.kind === "token" ? 1 : maxTokens);
}

function organizationKey(api: OAuthApi, { organizationId }: Identity): string {
  return organizationId === "" ? api.apiUrl : organizationId;
}
