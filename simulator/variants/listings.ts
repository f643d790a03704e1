import { type ApiListing, EQUAL_PAGES, type PageRequest, type PageRules, pageOf } from "../transport/paging.ts";
import type { IsOn } from "./active-variants.ts";
import { type AnswerChange, without } from "./answer-facts.ts";
import type { Variant } from "./catalogue.ts";

/** Cuts one page of a listing. */
export type CutPage = <T>(all: readonly T[], request: PageRequest) => ApiListing<T>;

const URIS = ["firstUri", "lastUri", "selfUri", "nextUri", "previousUri"];

/** Variants about what a page says of its listing, in the order in which they are applied. */
export const LISTING_CHANGES: Partial<Record<Variant, AnswerChange>> = {
  "total-too-small": ofListings(({ total, pageCount = 1 }) => ({
    total: Math.floor(total / 2),
    pageCount: Math.max(1, Math.floor(pageCount / 2)),
  })),
  "total-too-large": ofListings(({ total, pageCount = 1 }) => ({ total: total + 7, pageCount: pageCount + 2 })),
  "paging-without-next-uri": (object) => ("pageNumber" in object ? without(object, ...URIS) : object),
  "paging-next-uri-absolute": (object, _, { origin }) => {
    if (!("pageNumber" in object)) return object;
    const present = URIS.filter((field) => typeof object[field] === "string");
    return { ...object, ...Object.fromEntries(present.map((field) => [field, `${origin}${object[field]}`])) };
  },
};

function ofListings(
  lie: (truth: { total: number; pageCount: number | undefined }) => { total: number; pageCount: number },
): AnswerChange {
  return (object) => {
    const { total, pageCount } = object;
    if (typeof total !== "number") return object;
    const told = lie({ total, pageCount: typeof pageCount === "number" ? pageCount : undefined });
    return { ...object, total: told.total, ...(pageCount === undefined ? {} : { pageCount: told.pageCount }) };
  };
}

/** Cuts pages as the variants that are on want them. */
export function createCutPage(isOn: IsOn): CutPage {
  // How often the first page of each listing was read.
  const walks = new Map<string, number>();
  return (all, request) => {
    const walk = (walks.get(request.path) ?? 0) + (Number(request.query.get("pageNumber") ?? 1) === 1 ? 1 : 0);
    walks.set(request.path, walk);
    const sizes = {
      ...(isOn("page-size-ignored") ? { honourPageSize: false } : {}),
      ...(isOn("pages-of-two") ? { honourPageSize: false, defaultPageSize: 2 } : {}),
    };
    return pageOf(all, { ...request, ...sizes }, pageRules(isOn, walk));
  };
}

function pageRules(isOn: IsOn, walk: number): PageRules {
  return {
    order(all, pageNumber, pageSize) {
      const moves = isOn("entry-moves") && walk % 2 === 1 && pageNumber > 1 && all.length > pageSize;
      return moves ? withEntryMoved(all, pageSize, (walk - 1) / 2) : all;
    },
    ranges(total, pageSize) {
      let ranges = isOn("pages-uneven") ? unevenPages(total, pageSize) : [...EQUAL_PAGES.ranges(total, pageSize)];
      if (isOn("entry-twice")) ranges = ranges.map(([start, end]) => [Math.max(0, start - 1), end]);
      const [first, ...others] = ranges;
      const splits = isOn("empty-page") && first !== undefined && others.length > 0;
      return splits ? [first, [first[1], first[1]], ...others] : ranges;
    },
  };
}

/** An entry that the first page did not show moves there, so that no page shows it: each time another entry. */
function withEntryMoved<T>(all: readonly T[], pageSize: number, turn: number): T[] {
  const index = pageSize + (turn % (all.length - pageSize));
  return [...all.slice(index, index + 1), ...all.slice(0, index), ...all.slice(index + 1)];
}

/** One entry less on each page, down to one, then from the start again. */
function unevenPages(total: number, pageSize: number): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  for (let start = 0, page = 0; start < total; page++) {
    const end = start + pageSize - (page % pageSize);
    ranges.push([start, end]);
    start = end;
  }
  return ranges;
}
