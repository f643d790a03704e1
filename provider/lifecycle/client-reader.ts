import type { ApiOAuthClient } from "../api/api-types.ts";
import { requireClientId } from "../api/identifiers.ts";
import type { OAuthApi } from "../api/oauth-api.ts";
import { isListingWorthIt } from "./listing-choice.ts";

interface WaitingRead {
  readonly clientId: string;
  resolve(client: ApiOAuthClient | Promise<ApiOAuthClient>): void;
}

/** How long an entry of the listing may stand for the client, in milliseconds. */
const LISTING_LIFETIME_MS = 5 * 60_000;
/** How long reads are gathered before they are served together, in milliseconds: the engine sends them side by side. */
const GATHERING_MS = 5;

/**
 * Reads clients for all resources of a process, from GETs or from the paged listing, whichever costs fewer requests.
 *
 * A client that is missing from the listing is asked for by itself before it counts as gone; a client that we wrote is never
 * read from the listing again.
 */
export class ClientReader {
  private readonly api: OAuthApi;
  private readonly sharesListing: boolean;
  private readonly listed = new Map<string, { readonly client: ApiOAuthClient; readonly at: number }>();
  private readonly written = new Set<string>();
  private waiting: WaitingRead[] = [];
  private serving: Promise<void> | undefined;
  private fetching: Promise<void> | undefined;
  private pageIterator: ReturnType<OAuthApi["clientPages"]> | undefined;
  private pages: number | undefined;
  private pagesFetched = 0;
  private asked = 0;
  private gets = 0;
  private isComplete = false;
  private isUnavailable = false;

  /** @param sharesListing false: one GET for each read, always. */
  constructor(api: OAuthApi, sharesListing = true) {
    this.api = api;
    this.sharesListing = sharesListing;
  }

  /** The client as it is. @throws NotFoundError only after the client's own GET answered 404. */
  async read(id: string): Promise<ApiOAuthClient> {
    const clientId = requireClientId(id);
    this.asked++;
    if (!this.sharesListing || this.written.has(clientId)) return this.get(clientId);
    return this.fromListing(clientId) ?? this.enqueue(clientId);
  }

  /** Notes that we write to a client: what the listing says of it is history. */
  forget(id: string): void {
    this.written.add(id.toLowerCase());
  }

  /** Every client of the organisation, by id, as the listing had them when this process first read it. */
  async wholeListing(): Promise<ReadonlyMap<string, ApiOAuthClient>> {
    while (!this.isComplete) await this.fetchPage();
    return new Map([...this.listed.values()].map(({ client }) => [client.id, client]));
  }

  private fromListing(clientId: string): ApiOAuthClient | undefined {
    const entry = this.listed.get(clientId);
    return entry !== undefined && Date.now() - entry.at < LISTING_LIFETIME_MS ? entry.client : undefined;
  }

  private enqueue(clientId: string): Promise<ApiOAuthClient> {
    const read = new Promise<ApiOAuthClient>((resolve) => {
      this.waiting.push({ clientId, resolve });
    });
    this.serving ??= this.serve().finally(() => {
      this.serving = undefined;
    });
    return read;
  }

  private async serve(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, GATHERING_MS));
    while (this.waiting.length > 0) {
      const isListable = !this.isComplete && !this.isUnavailable;
      if (isListable && isListingWorthIt({ asked: this.asked, gets: this.gets, pages: this.pages })) {
        // The GETs that follow fail or succeed on their own, each with its own error.
        await this.fetchPage().catch(() => {
          this.isUnavailable = true;
        });
        this.serveListed();
      } else {
        for (const { clientId, resolve } of this.waiting.splice(0)) resolve(this.get(clientId));
      }
    }
  }

  private serveListed(): void {
    this.waiting = this.waiting.filter(({ clientId, resolve }) => {
      const client = this.fromListing(clientId);
      if (client !== undefined) resolve(client);
      return client === undefined;
    });
  }

  private get(clientId: string): Promise<ApiOAuthClient> {
    this.gets++;
    return this.api.getClient(clientId);
  }

  private fetchPage(): Promise<void> {
    this.fetching ??= this.fetchNextPage().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  private async fetchNextPage(): Promise<void> {
    this.pageIterator ??= this.api.clientPages();
    try {
      const next = await this.pageIterator.next();
      this.isComplete = next.done === true || next.value.isLast;
      if (next.done) return;
      this.pagesFetched++;
      this.pages = next.value.pageCount ?? this.pagesFetched + (next.value.isLast ? 0 : 1);
      for (const client of next.value.entities) this.listed.set(client.id.toLowerCase(), { client, at: Date.now() });
    } catch (error) {
      // A generator that threw is at its end: without a new one, the listing would look complete.
      this.pageIterator = undefined;
      throw error;
    }
  }
}
