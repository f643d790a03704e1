import { badRequest } from "./operation-error.ts";

/** A page of a listing, with the fields of every `…EntityListing` model. */
export interface ApiListing<T> {
  entities: T[];
  pageSize: number;
  pageNumber: number;
  total: number;
  pageCount: number;
  firstUri: string;
  lastUri: string;
  selfUri: string;
  nextUri?: string;
  previousUri?: string;
}

/** Which page to cut. */
export interface PageRequest {
  /** Path without the query, e.g. `/api/v2/oauth/clients`. */
  path: string;
  query: URLSearchParams;
  /** Entities per page where the query does not say, or may not. */
  defaultPageSize: number;
  /** Whether `pageSize` in the query counts (1..`maxPageSize`). */
  honourPageSize: boolean;
  /** Largest `pageSize` that the query may ask for. */
  maxPageSize: number;
}

/** Which entities a page holds. */
export interface PageRules {
  /** The entities in the order that they have when this page is cut. */
  order<T>(all: readonly T[], pageNumber: number, pageSize: number): readonly T[];
  /** Of each page, its first entity and the first one after it. */
  ranges(total: number, pageSize: number): readonly (readonly [start: number, end: number])[];
}

/** Pages of equal length, of a list that stays as it is. */
export const EQUAL_PAGES: PageRules = {
  order: (all) => all,
  ranges: (total, pageSize) =>
    Array.from({ length: Math.ceil(total / pageSize) }, (_, index) => [index * pageSize, (index + 1) * pageSize]),
};

function wholeNumber(query: URLSearchParams, name: string, fallback: number, max: number): number {
  const text = query.get(name);
  if (text === null || text === "") return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max) {
    throw badRequest("invalid.value", `${name} must be a whole number from 1 to ${max}.`, name);
  }
  return value;
}

/**
 * Cuts one page. URIs are relative and repeat the query, as the real API's do [doc].
 *
 * @throws OperationError 400 for a page number or size out of range
 */
export function pageOf<T>(
  all: readonly T[],
  { path, query, ...sizes }: PageRequest,
  rules: PageRules = EQUAL_PAGES,
): ApiListing<T> {
  const pageNumber = wholeNumber(query, "pageNumber", 1, Number.MAX_SAFE_INTEGER);
  const pageSize = sizes.honourPageSize
    ? wholeNumber(query, "pageSize", sizes.defaultPageSize, sizes.maxPageSize)
    : sizes.defaultPageSize;
  const ranges = rules.ranges(all.length, pageSize);
  const pageCount = Math.max(1, ranges.length);
  const [start, end] = ranges[pageNumber - 1] ?? [all.length, all.length];
  const uriOf = (page: number): string => {
    const params = new URLSearchParams(query);
    params.set("pageNumber", String(page));
    params.set("pageSize", String(pageSize));
    return `${path}?${params}`;
  };
  return {
    entities: rules.order(all, pageNumber, pageSize).slice(start, end),
    pageSize,
    pageNumber,
    total: all.length,
    pageCount,
    firstUri: uriOf(1),
    lastUri: uriOf(pageCount),
    selfUri: uriOf(pageNumber),
    ...(pageNumber < pageCount ? { nextUri: uriOf(pageNumber + 1) } : {}),
    ...(pageNumber > 1 ? { previousUri: uriOf(pageNumber - 1) } : {}),
  };
}
