import type { ApiOAuthClient } from "../../provider/api/api-types.ts";
import { Connection } from "../../provider/api/connection.ts";
import { OAuthApi } from "../../provider/api/oauth-api.ts";
import type { Configuration } from "../../provider/config/configuration.ts";
import type { OrganizationClients } from "../../provider/lifecycle/listing-channel.ts";
import { type Identity, Session } from "../../provider/lifecycle/session.ts";
import type { OrganizationRef } from "./report.ts";
import type { OrganizationListing } from "./unmanaged.ts";

interface Known {
  readonly organization: OrganizationRef;
  readonly apiUrl: string;
  readonly listedAt: number;
  readonly clients: Promise<readonly ApiOAuthClient[]>;
  readonly logins: Set<string>;
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
  async listings(): Promise<readonly OrganizationListing[]> {
    return Promise.all([...this.byId.values()].map(async (known) => ({ ...known, clients: await known.clients })));
  }

  /** Closes idle connections. */
  close(): void {
    for (const api of this.opened) api.close();
  }

  private async logIn(configuration: Configuration): Promise<Known> {
    const api = new OAuthApi(new Connection(configuration));
    this.opened.push(api);
    const identity = await new Session(api).identity();
    const known = this.byId.get(organizationKey(api, identity)) ?? {
      organization: { id: identity.organizationId, name: identity.organizationName },
      apiUrl: api.apiUrl,
      listedAt: Date.now(),
      clients: api.allClients(),
      logins: new Set<string>(),
    };
    this.byId.set(organizationKey(api, identity), known);
    if (identity.clientId !== undefined) known.logins.add(identity.clientId.toLowerCase());
    return known;
  }
}

function organizationKey(api: OAuthApi, { organizationId }: Identity): string {
  return organizationId === "" ? api.apiUrl : organizationId;
}
