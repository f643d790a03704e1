import type { ApiPage } from "./answer-shapes.ts";

/** One page of a listing, with what it brings that is new. */
export interface Page<T> {
  readonly entities: readonly T[];
  /** Pages of the whole listing, where the API says so. A hint: nothing is left out because of it. */
  readonly pageCount: number | undefined;
  /** Entities of the whole listing, where the API says so. A hint like `pageCount`. */
  readonly total: number | undefined;
  readonly isLast: boolean;
}

/**
 * Walks through all pages of a listing, and passes each entity on once.
 *
 * `nextUri` is followed while there is one. An API that never names one is asked for the next page by its number, as long as it says that there is
 * one, or the page is full. The walk ends in any case when two pages in a row bring nothing new.
 * @param fetch fetches the page at a path.
 * @param read reads an entity; undefined for one that can't be used.
 */
export async function* walkPages<T extends { readonly id?: string }>(
  firstPath: string,
  fetch: (path: string) => Promise<ApiPage>,
  read: (entity: Readonly<Record<string, unknown>>) => T | undefined,
): AsyncGenerator<Page<T>> {
  const seen = new Set<string | undefined>();
  let usesNextUri = false;
  let fruitless = 0;
  let path: string | undefined = firstPath;
  for (let number = 1; path !== undefined; number++) {
    const page = await fetch(path);
    const fresh = page.entities.map(read).filter((entity) => entity !== undefined && !seen.has(entity.id)) as T[];
    const distinct = [...new Map(fresh.map((entity) => [entity.id, entity])).values()];
    for (const { id } of distinct) seen.add(id);
    fruitless = distinct.length === 0 ? fruitless + 1 : 0;
    // One page without anything new may lie in the middle. Two in a row, and the walk could go round in circles.
    if (fruitless === 2 || (fruitless === 1 && page.nextUri === undefined)) return;
    usesNextUri ||= page.nextUri !== undefined;
    path = page.nextUri ?? (usesNextUri ? undefined : numberedPath(firstPath, page, number));
    yield { entities: distinct, pageCount: page.pageCount, total: page.total, isLast: path === undefined };
  }
}

function numberedPath(firstPath: string, page: ApiPage, number: number): string | undefined {
  const { entities, pageCount = 1, pageSize } = page;
  const isFull = pageSize !== undefined && entities.length >= pageSize;
  if (number >= pageCount && !isFull) return undefined;
  return `${firstPath}${firstPath.includes("?") ? "&" : "?"}${new URLSearchParams({ pageNumber: String(number + 1) })}`;
}
