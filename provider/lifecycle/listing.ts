import type { ApiOAuthClient } from "../api/api-types.ts";
import type { OAuthApi } from "../api/oauth-api.ts";

/** How long an entry of the listing may be used for its client, in milliseconds. */
const LIFETIME_MS = 5 * 60_000;

/**
 * The variable in which the drift command tells the provider processes that it starts where to get its listing. It is no
 * setting: nothing else sets it.
 */
export const LISTING_CHANNEL = "GENESYSCLOUD_LISTING_CHANNEL";

/** A listing that another process has read. */
export interface HandedListing {
  readonly clients: readonly ApiOAuthClient[];
  /** When its first page was asked for, in epoch milliseconds. */
  readonly listedAt: number;
}

/** One walk through the pages of the organisation's clients. Each page is fetched once, however many reads wait for it. */
export class Listing {
  private readonly api: OAuthApi;
  private readonly now: () => number;
  private readonly handed: (() => Promise<HandedListing | undefined>) | undefined;
  private readonly entries = new Map<string, { readonly client: ApiOAuthClient; readonly at: number }>();
  private iterator: ReturnType<OAuthApi["clientPages"]> | undefined;
  private fetching: Promise<void> | undefined;
  private fetched = 0;
  private startedAt: number | undefined;
  private complete = false;
  private knownPages: number | undefined;
  private total: number | undefined;
  private readonly shown = new Set<string>();

  /** @param handed a listing that takes the place of a walk, unless it is too old. Asked before the first page. */
  constructor(api: OAuthApi, now: () => number, handed?: () => Promise<HandedListing | undefined>) {
    this.api = api;
    this.now = now;
    this.handed = handed;
  }

  /** Number of pages; undefined until the first page has arrived. */
  get pages(): number | undefined {
    return this.knownPages;
  }

  get isComplete(): boolean {
    return this.complete;
  }

  /** Whether its first entries are too old to be used. */
  get isOutdated(): boolean {
    return this.startedAt !== undefined && this.now() - this.startedAt >= LIFETIME_MS;
  }

  /** The client from one of the fetched pages, unless the entry is too old. */
  find(clientId: string): ApiOAuthClient | undefined {
    const entry = this.entries.get(clientId.toLowerCase());
    return entry !== undefined && this.now() - entry.at < LIFETIME_MS ? entry.client : undefined;
  }

  /** The fields that at least one of the fetched entries has. */
  get shownFields(): ReadonlySet<string> {
    return this.shown;
  }

  /**
   * Every client, by id. Entries can move from one page to another during a walk, so that some are missed: where the API counts more clients than have
   * come, the pages are read once more.
   */
  async whole(): Promise<ReadonlyMap<string, ApiOAuthClient>> {
    while (!this.isComplete) await this.nextPage();
    if (this.fetched > 1 && this.total !== undefined && this.total > this.entries.size) {
      for await (const { entities } of this.api.clientPages()) this.keep(entities);
      this.total = undefined;
    }
    return new Map([...this.entries.values()].map(({ client }) => [client.id, client]));
  }

  nextPage(): Promise<void> {
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    if (this.handed !== undefined && this.startedAt === undefined && (await this.takeHanded())) return;
    this.iterator ??= this.api.clientPages();
    this.startedAt ??= this.now();
    try {
      const { done, value } = await this.iterator.next();
      if (done !== true) {
        this.fetched++;
        this.knownPages = value.pageCount ?? this.fetched + (value.isLast ? 0 : 1);
        this.total = value.total;
        this.keep(value.entities);
      }
      this.complete = done === true || value.isLast;
    } catch (error) {
      // A generator that has thrown is finished. Without a new one, the listing would look complete.
      this.iterator = undefined;
      throw error;
    }
  }

  private async takeHanded(): Promise<boolean> {
    const handed = await this.handed?.();
    if (handed === undefined || this.now() - handed.listedAt >= LIFETIME_MS) return false;
    this.startedAt = handed.listedAt;
    this.keep(handed.clients, handed.listedAt);
    this.complete = true;
    return true;
  }

  private keep(clients: readonly ApiOAuthClient[], at = this.now()): void {
    for (const client of clients) {
      this.entries.set(client.id, { client, at });
      for (const field of Object.keys(client)) this.shown.add(field);
    }
  }
}
