import { CLIENTS, entitiesOf } from "../api.ts";
import { type Difference, firstPage, NAMES, namesByPage, pick } from "./difference.ts";

const PAGES = [["one", "two"], ["three", "four"], ["five"]];
const BY_TWO = { pageSize: 2 };
const URIS = ["firstUri", "lastUri", "selfUri", "nextUri"];
const uriOf = (page: number): string => `${CLIENTS}?pageNumber=${page}&pageSize=2`;
const ROLES = "/api/v2/authorization/roles";

/** Variants about how listings are paged. */
export const DIFFERENCES_OF_LISTINGS: readonly Difference[] = [
  {
    variant: "paging-without-next-uri",
    options: BY_TWO,
    look: async (session) => [
      pick(await firstPage(session), "pageNumber", "pageCount", "total", ...URIS),
      await namesByPage(session, 3),
    ],
    without: [
      {
        ...{ pageNumber: 1, pageCount: 3, total: 5, firstUri: uriOf(1), lastUri: uriOf(3) },
        ...{ selfUri: uriOf(1), nextUri: uriOf(2) },
      },
      PAGES,
    ],
    with: [{ pageNumber: 1, pageCount: 3, total: 5 }, PAGES],
  },
  {
    variant: "paging-next-uri-absolute",
    options: BY_TWO,
    async look(session) {
      const nextUri = String((await firstPage(session)).nextUri);
      const path = nextUri.replace(session.simulator.url, "");
      return [path === nextUri, entitiesOf(await session.call("GET", path)).map(({ name }) => name)];
    },
    without: [true, PAGES[1]],
    with: [false, PAGES[1]],
  },
  {
    variant: "page-size-ignored",
    look: async ({ call }) => pick((await call("GET", `${ROLES}?pageSize=3`)).body, "pageSize", "pageCount", "total"),
    without: { pageSize: 3, pageCount: 3, total: 7 },
    with: { pageSize: 25, pageCount: 1, total: 7 },
  },
  {
    variant: "pages-of-two",
    look: async (session) => [await namesByPage(session, 4), (await firstPage(session)).pageCount],
    without: [[NAMES, [], [], []], 1],
    with: [[...PAGES, []], 3],
  },
  {
    variant: "pages-uneven",
    options: BY_TWO,
    look: async (session) => [await namesByPage(session, 4), (await firstPage(session)).pageCount],
    without: [[...PAGES, []], 3],
    with: [[["one", "two"], ["three"], ["four", "five"], []], 3],
  },
  {
    variant: "empty-page",
    options: BY_TWO,
    look: async (session) => [
      await namesByPage(session, 4),
      (await session.call("GET", `${CLIENTS}?pageNumber=2`)).body.nextUri,
    ],
    without: [[...PAGES, []], uriOf(3)],
    with: [[["one", "two"], [], ["three", "four"], ["five"]], uriOf(3)],
  },
  {
    variant: "entry-twice",
    options: BY_TWO,
    look: (session) => namesByPage(session, 3),
    without: PAGES,
    with: [
      ["one", "two"],
      ["two", "three", "four"],
      ["four", "five"],
    ],
  },
  {
    variant: "entry-moves",
    options: BY_TWO,
    async look(session) {
      const walks = [];
      for (let walk = 1; walk <= 5; walk++) walks.push(new Set((await namesByPage(session, 3)).flat()));
      return walks.map((seen) => NAMES.filter((name) => !seen.has(name)));
    },
    without: [[], [], [], [], []],
    with: [["three"], [], ["four"], [], ["five"]],
  },
  {
    variant: "total-too-small",
    options: BY_TWO,
    look: async (session) => pick(await firstPage(session), "total", "pageCount"),
    without: { total: 5, pageCount: 3 },
    with: { total: 2, pageCount: 1 },
  },
  {
    variant: "total-too-large",
    options: BY_TWO,
    look: async (session) => pick(await firstPage(session), "total", "pageCount"),
    without: { total: 5, pageCount: 3 },
    with: { total: 12, pageCount: 5 },
  },
];
