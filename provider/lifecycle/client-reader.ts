import { debuglog } from "node:util";
import type { ApiOAuthClient } from "../api/api-types.ts";
import { requireClientId } from "../api/identifiers.ts";
import type { OAuthApi } from "../api/oauth-api.ts";
import { type HandedListing, Listing } from "./listing.ts";
import { isListingWorthIt } from "./listing-choice.ts";
import { isWhole, type ListingProof, proofOf } from "./listing-proof.ts";

const debug = debuglog("genesyscloud");

interface WaitingRead {
  readonly clientId: string;
  /** Further fields of the API that the reader looks at. */
  readonly wanted: readonly string[];
  resolve(client: ApiOAuthClient | Promise<ApiOAuthClient>): void;
}

/** How long reads are gathered before they are served together, in milliseconds. The engine sends them in parallel. */
const GATHERING_MS = 5;

/**
 * Reads clients for all resources of a process, from GETs or from the paged listing, whichever costs fewer requests.
 *
 * What the entries of the listing tell is not certain. So the first client that is served from it is also read by a GET. If the
 * two differ, the listing is not used again; NODE_DEBUG=genesyscloud says so. A client that is missing from the listing is
 * fetched individually before it counts as deleted. A client that we have written is never read from a listing again. If writes wait for the rate limit until the listing is outdated, the choice is
 * made again.
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
  private proof: Promise<ListingProof | undefined> | undefined;

  /**
   * @param sharesListing if false, every read is a GET of its own.
   * @param now clock in epoch milliseconds.
   * @param handed a listing that another process may have for us. It takes the place of the first one.
   */
  constructor(
    api: OAuthApi,
    sharesListing = true,
    now: () => number = Date.now,
    handed?: () => Promise<HandedListing | undefined>,
  ) {
    this.api = api;
    this.sharesListing = sharesListing;
    this.now = now;
    this.listing = new Listing(api, now, handed);
  }

  /**
   * The client as it is.
   * @param wanted fields of the API, beside those that we manage, that the caller looks at.
   * @throws NotFoundError only after the client's own GET answered 404.
   */
  async read(id: string, wanted: readonly string[] = []): Promise<ApiOAuthClient> {
    const clientId = requireClientId(id);
    this.renewListing();
    this.asked++;
    if (!this.sharesListing || this.written.has(clientId)) return this.get(clientId);
    const entry = this.listing.find(clientId);
    return entry === undefined ? this.enqueue(clientId, wanted) : this.fromEntry(entry, wanted);
  }

  /**
   * Like {@link read}, for clients that are about to be deleted. A deletion moves the clients of later pages forward, and a
   * walk that continues afterwards would miss some. If the listing is worth it, it is therefore read to its end first.
   */
  readBeforeDeletion(id: string): Promise<ApiOAuthClient> {
    this.isDeleting = true;
    return this.read(id);
  }

  /** Notes that we write to a client. From then on, listings are not used for it. */
  forget(id: string): void {
    this.written.add(id.toLowerCase());
  }

  /** Every client of the organisation by id, from the listing. */
  wholeListing(): Promise<ReadonlyMap<string, ApiOAuthClient>> {
    this.renewListing();
    return this.listing.whole();
  }

  /** Replaces an outdated listing, but not while reads are waiting for one of its pages, or they could wait forever. */
  private renewListing(): void {
    if (!this.listing.isOutdated || this.serving !== undefined) return;
    this.listing = new Listing(this.api, this.now);
    this.asked = 0;
    this.gets = 0;
  }

  private enqueue(clientId: string, wanted: readonly string[]): Promise<ApiOAuthClient> {
    const read = new Promise<ApiOAuthClient>((resolve) => {
      this.waiting.push({ clientId, wanted, resolve });
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
      // GETs follow instead. Each succeeds, or fails with its own error.
      this.isUnavailable = true;
    }
  }

  private serveListed(): void {
    this.waiting = this.waiting.filter(({ clientId, wanted, resolve }) => {
      const entry = this.listing.find(clientId);
      if (entry !== undefined) resolve(this.fromEntry(entry, wanted));
      return entry === undefined;
    });
  }

  /** The client of an entry: the entry itself, once the listing has proved to tell the same as a GET. */
  private async fromEntry(entry: ApiOAuthClient, wanted: readonly string[]): Promise<ApiOAuthClient> {
    if (this.proof === undefined) {
      const read = this.get(entry.id);
      this.proof = this.prove(entry, read);
      return read;
    }
    const proof = await this.proof;
    const isUsable = this.isDeleting ? proof?.tellsAll : proof?.tellsTheSame;
    return isUsable && isWhole(entry, this.listing.shownFields, wanted) ? entry : this.get(entry.id);
  }

  private async prove(entry: ApiOAuthClient, read: Promise<ApiOAuthClient>): Promise<ListingProof | undefined> {
    try {
      const proof = proofOf(entry, await read);
      this.isUnavailable ||= !(this.isDeleting ? proof.tellsAll : proof.tellsTheSame);
      if (!proof.tellsTheSame)
        debug("The listing tells OAuth client %s otherwise than its GET: it is not used.", entry.id);
      return proof;
    } catch {
      // Nothing is proved. The read fails with its own error, and the next one tries again.
      this.proof = undefined;
      return undefined;
    }
  }

  private get(clientId: string): Promise<ApiOAuthClient> {
    this.gets++;
    return this.api.getClient(clientId);
  }
}
