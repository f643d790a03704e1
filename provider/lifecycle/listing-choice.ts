/** What is known when reads wait: all counts are of the lifetime of one listing. */
export interface ReadSituation {
  /** Reads asked for so far, the waiting ones included. */
  readonly asked: number;
  /** Requests spent on clients one by one. */
  readonly gets: number;
  /** Pages of the whole listing; undefined until the first one has told. */
  readonly pages: number | undefined;
}

/**
 * Whether the next page of the listing is the better buy than one `GET` per waiting client.
 *
 * The engine asks for clients one by one, and never says how many will come: n asked so far, perhaps n in all, perhaps
 * thousands. With the whole future known, the cheapest way costs min(n, pages) requests. So the listing (all its pages, on top
 * of the GETs already spent) is bought as soon as that costs at most twice the cheapest way for the reads already asked for.
 * Until then each read costs one GET, which is the cheapest way as long as n stays below pages.
 *
 * Bound: never more than 2 × min(reads, pages) + 1 requests in the lifetime of a listing, however many reads come. The one more
 * is the first page, bought with the second read: it tells the number of pages (and serves the clients that stand on it). A
 * single read costs one GET. This is the ski-rental rule, a little sharper because the reads that wait are known to be coming.
 */
export function isListingWorthIt({ asked, gets, pages }: ReadSituation): boolean {
  if (pages === undefined) return asked >= 2;
  return gets + pages <= 2 * Math.min(asked, pages);
}
