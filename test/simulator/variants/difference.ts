import type { SimulatorOptions, Variant } from "../../../simulator/index.ts";
import { CLIENTS, entitiesOf, type Session } from "../api.ts";

/** What a variant changes, as a client of the API sees it. */
export interface Difference {
  readonly variant: Variant;
  /** Completes {@link WORLD}. */
  readonly options?: SimulatorOptions;
  /** Asks the API for what the variant is about. */
  look(session: Session): Promise<unknown>;
  /** What is seen without the variant; can be a matcher. */
  readonly without: unknown;
  /** What is seen with it. */
  readonly with: unknown;
}

/** Id of the n-th client of {@link WORLD}. */
export const idOf = (n: number): string => `c0ffee00-0000-4000-8000-00000000000${n}`;

export const NOW = "2026-03-04T05:06:07.089Z";
export const NAMES = ["one", "two", "three", "four", "five"];

/** Five clients of somebody else, at a time that stands still. */
export const WORLD: SimulatorOptions = {
  rateLimit: false,
  clock: () => Date.parse(NOW),
  seed: { clients: NAMES.map((name, index) => ({ id: idOf(index + 1), name, scope: ["users"] })) },
};

type Body = Record<string, unknown>;

/** Reads a client. */
export async function getClient({ call }: Session, id = idOf(1)): Promise<Body> {
  return (await call("GET", `${CLIENTS}/${id}`)).body;
}

/** First page of the listing. */
export async function firstPage({ call }: Session): Promise<Body> {
  return (await call("GET", CLIENTS)).body;
}

/** Names of the clients on each page, found by the page's number. */
export async function namesByPage({ call }: Session, pages: number): Promise<unknown[][]> {
  const names: unknown[][] = [];
  for (let page = 1; page <= pages; page++) {
    names.push(entitiesOf(await call("GET", `${CLIENTS}?pageNumber=${page}`)).map(({ name }) => name));
  }
  return names;
}

/** Some fields of a body. */
export function pick(body: unknown, ...fields: readonly string[]): Body {
  const object = body as Body;
  return Object.fromEntries(fields.filter((field) => field in object).map((field) => [field, object[field]]));
}
