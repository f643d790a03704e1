/** What is known when reads are waiting. All counts are for the lifetime of one listing. */
export interface ReadSituation {
  /** Reads requested so far, including those that are waiting. */
  readonly asked: number;
  /** GETs of single clients sent so far. */
  readonly gets: number;
  /** Pages of the whole listing; undefined until the first page has arrived. */
  readonly pages: number | undefined;
}

/**
 * Whether fetching the next page of the listing is better than one `GET` per waiting client.
 *
 * The engine asks for clients one by one and never says how many will come. After n reads, there may be no more or thousands
 * more. If the total n were known in advance, the cheapest way would cost min(n, pages) requests. We fetch the listing (all
 * its pages, on top of the GETs already sent) as soon as that costs at most twice the cheapest way for the reads requested so
 * far. Until then, each read costs one GET, which is the cheapest way as long as n is below pages.
 *
 * Bound: never more than 2 × min(reads, pages) + 2 requests in the lifetime of a listing, however many reads come. The extra
 * requests are the first page, which is fetched when the third read arrives, and the GET that proves the listing. The first page
 * tells the number of pages, and serves the clients on it. One or two reads cost a GET each. This is the ski-rental rule, a little sharper because
 * the waiting reads are known to be coming.
 */
export function isListingWorthIt({ asked, gets, pages }: ReadSituation): boolean {
  if (pages === undefined) return asked >= 3;
  return gets + pages <= 2 * Math.min(asked, pages);
}
