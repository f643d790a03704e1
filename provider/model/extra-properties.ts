import { CLIENT_FIELD_LIST } from "./client-fields.ts";
import type { Json } from "./oauth-client.ts";

const MANAGED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    CLIENT_FIELD_LIST.flatMap(([name, { apiField }]) => [apiField, name].map((key) => [key, name])),
  ),
  roleIds: "roles",
};
const READ_ONLY = new Set([
  "id",
  "secret",
  "dateCreated",
  "dateModified",
  "createdBy",
  "modifiedBy",
  "selfUri",
  "dateToDelete",
]);
const POLLUTING = new Set(["__proto__", "constructor", "prototype"]);

/** Why a key is not allowed in `extraProperties`; undefined if it is. */
export function refusalOfExtraKey(key: string): string | undefined {
  if (Object.hasOwn(MANAGED, key)) return `"${key}" is managed: use the property ${MANAGED[key]} instead.`;
  if (READ_ONLY.has(key)) return `"${key}" is set by Genesys Cloud and can't be written: remove it.`;
  if (key === "" || POLLUTING.has(key)) return `"${key}" is not a field name of the API: remove it.`;
  return undefined;
}

/** The first key, at any depth, that could change JavaScript's prototypes; undefined if there is none. */
export function pollutingKey(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value) && POLLUTING.has(key)) return key;
    const found = pollutingKey(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The extra properties as they are now, for each key of the program. If the live value contains everything that the program's
 * value says, the program's value is used, because a server may add fields and reorder lists. Otherwise the live value is
 * used. Keys that no longer exist in Genesys Cloud are left out.
 */
export function observedExtraProperties(
  wanted: Readonly<Record<string, Json>> | undefined,
  live: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Json>> | undefined {
  if (wanted === undefined) return undefined;
  const observed = Object.entries(wanted).flatMap(([key, value]): [string, Json][] => {
    if (covers(live[key], value)) return [[key, value]];
    return Object.hasOwn(live, key) && live[key] !== undefined ? [[key, live[key] as Json]] : [];
  });
  return observed.length === 0 ? undefined : Object.fromEntries(observed);
}

/** Whether the live value contains everything that the wanted value says. */
function covers(live: unknown, wanted: Json | undefined): boolean {
  if (wanted === null || typeof wanted !== "object") return live === wanted || (wanted === null && live === undefined);
  if (typeof live !== "object" || live === null) return false;
  if (Array.isArray(wanted)) return Array.isArray(live) && coversList(live, wanted);
  return (
    !Array.isArray(live) &&
    Object.entries(wanted).every(([key, value]) => covers((live as Record<string, unknown>)[key], value))
  );
}

/**
 * Whether each wanted element has a live element of its own, in any order. A wanted element may have to move to another live
 * element (augmenting paths), because its first match may be the only match for another wanted element.
 */
function coversList(live: readonly unknown[], wanted: readonly Json[]): boolean {
  if (live.length !== wanted.length) return false;
  const fitting = wanted.map((value) => [...live.keys()].filter((index) => covers(live[index], value)));
  const takenBy = new Map<number, number>();
  const place = (element: number, tried: Set<number>): boolean =>
    (fitting[element] ?? []).some((index) => {
      if (tried.has(index)) return false;
      tried.add(index);
      const holder = takenBy.get(index);
      if (holder !== undefined && !place(holder, tried)) return false;
      takenBy.set(index, element);
      return true;
    });
  return fitting.every((_, element) => place(element, new Set()));
}
