import type { ApiOAuthClient } from "../api/api-types.ts";
import { requireClientId } from "../api/identifiers.ts";
import type { OAuthApi } from "../api/oauth-api.ts";
import { Listing } from "./listing.ts";
import { isListingWorthIt } from "./listing-choice.ts";

interface WaitingRead {
  readonly clientId: string;
  resolve(client: ApiOAuthClient | Promise<ApiOAuthClient>): void;
}

/** How long reads are gathered before they are served together, in milliseconds: the engine sends them side by side. */
const GATHERING_MS = 5;

/**
 * Reads clients for all resources of a process, from GETs or from the paged listing, whichever costs fewer requests.
 *
 * A client that is missing from the listing is asked for by itself before it counts as gone; a client that we wrote is never
 * read from a listing again. Where writes that wait for the rate limit outlast the listing, the next one is chosen anew.
 */
export class ClientReader {
  private readonly api: OAuthApi;
  private readonly sharesListing: boolean;
  private readonly now: () => number;
  private readonly written = new Set<string>();
  private waiting: WaitingRead[] = [];
  private serving: Promise<void> | undefined;
  private listing: Listing;
  private asked = 0;
  private gets = 0;
  private isUnavailable = false;
  private isDeleting = false;

  /**
   * @param sharesListing false: one GET for each read, always.
   * @param now clock in epoch milliseconds.
   */
  constructor(api: OAuthApi, sharesListing = true, now: () => number = Date.now) {
    this.api = api;
    this.sharesListing = sharesListing;
    this.now = now;
    this.listing = new Listing(api, now);
  }

  /** The client as it is. @throws NotFoundError only after the client's own GET answered 404. */
  async read(id: string): Promise<ApiOAuthClient> {
    const clientId = requireClientId(id);
    this.renewListing();
    this.asked++;
    if (!this.sharesListing || this.written.has(clientId)) return this.get(clientId);
    return this.listing.find(clientId) ?? this.enqueue(clientId);
  }

  /**
   * Like {@link read}, for clients that are deleted next. Deletions move the clients of later pages forward, past a walk that
   * goes on afterwards: a listing that is worth it is therefore read to its end first.
   */
  readBeforeDeletion(id: string): Promise<ApiOAuthClient> {
    this.isDeleting = true;
    return this.read(id);
  }

  /** Notes that we write to a client: what a listing says of it is history. */
  forget(id: string): void {
    this.written.add(id.toLowerCase());
  }

  /** Every client of the organisation, by id, as the listing has them. */
  wholeListing(): Promise<ReadonlyMap<string, ApiOAuthClient>> {
    this.renewListing();
    return this.listing.whole();
  }

  /** Never under reads that wait for a page: they would wait for ever where all pages take longer than a listing lives. */
  private renewListing(): void {
    if (!this.listing.isOutdated || this.serving !== undefined) return;
    this.listing = new Listing(this.api, this.now);
    this.asked = 0;
    this.gets = 0;
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
      if (this.wantsPage()) {
        do await this.fetchPage();
        while (this.isDeleting && this.wantsPage());
        this.serveListed();
      } else {
        for (const { clientId, resolve } of this.waiting.splice(0)) resolve(this.get(clientId));
      }
    }
  }

  private wantsPage(): boolean {
    const { asked, gets, listing } = this;
    if (listing.isComplete || this.isUnavailable) return false;
    return isListingWorthIt({ asked, gets, pages: listing.pages });
  }

  private async fetchPage(): Promise<void> {
    try {
      await this.listing.nextPage();
    } catch {
      // The GETs that follow fail or succeed on their own, each with its own error.
      this.isUnavailable = true;
    }
  }

  private serveListed(): void {
    this.waiting = this.waiting.filter(({ clientId, resolve }) => {
      const client = this.listing.find(clientId);
      if (client !== undefined) resolve(client);
      return client === undefined;
    });
  }

  private get(clientId: string): Promise<ApiOAuthClient> {
    this.gets++;
    return this.api.getClient(clientId);
  }
}
