/** Characters of a resource name that is made of a client's name. */
const LONGEST = 60;

/** As many characters of an id as tell two clients of one name apart. */
const ID_START = 8;

/** A client as far as its resource name depends on it. */
export interface NamedClient {
  readonly id: string;
  readonly name?: string;
  readonly dateCreated?: string;
}

/** Names of which each is given once. */
export class UniqueNames {
  private readonly given: Set<string>;
  private readonly separator: string;

  /**
   * @param taken names that are in use already.
   * @param separator stands before a number.
   */
  constructor(taken: Iterable<string> = [], separator = "-") {
    this.given = new Set(taken);
    this.separator = separator;
  }

  /** The first of the names that is still free. Where none is, the last one gets a number. */
  take(...names: readonly [string, ...string[]]): string {
    const last = names.at(-1) ?? names[0];
    let name = names.find((candidate) => !this.given.has(candidate));
    for (let number = 2; name === undefined; number++) {
      const numbered = `${last}${this.separator}${number}`;
      if (!this.given.has(numbered)) name = numbered;
    }
    this.given.add(name);
    return name;
  }
}

/**
 * The resource names of clients, by client id. Of clients with the same name, the oldest has the plain one and the others end with
 * the beginning of their ids, so that a client that is made later renames none.
 * @param taken names that other resources of the stack have.
 */
export function resourceNames(
  clients: readonly NamedClient[],
  taken: Iterable<string> = [],
): ReadonlyMap<string, string> {
  const names = new UniqueNames(taken);
  const byAge = [...clients].sort(
    (one, other) => byText(one.dateCreated ?? "", other.dateCreated ?? "") || byText(one.id, other.id),
  );
  return new Map(
    byAge.map(({ id, name = "" }) => {
      const plain = slug(name) || `client-${id.slice(0, ID_START)}`;
      return [id, names.take(plain, `${plain}-${id.slice(0, ID_START)}`, `${plain}-${id}`)];
    }),
  );
}

/** A name as the name of a resource: `Queue reports (EU)` → `queue-reports-eu`. Empty where nothing of it can be used. */
export function slug(name: string): string {
  const plain = name
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, "-");
  return [...plain.replace(/^[-\p{M}]+/u, "")].slice(0, LONGEST).join("").replace(/-+$/, "");
}

/** A name as a variable: `Queue reports` and `Role` → `queueReportsRole`. */
export function variableName(name: string, suffix: string): string {
  const words = name.normalize("NFC").match(/[\p{ID_Continue}--[_\u200c\u200d]]+/gv) ?? [];
  const joined = words.map((word, index) => (index === 0 ? lowerStart(word) : upperStart(word))).join("");
  if (joined === "") return "";
  const start = /^\p{ID_Start}/u.test(joined) ? joined : `_${joined}`;
  return `${start}${suffix}`;
}

/** Compares by code unit, which is the same on every machine. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** `ACD` → `acd`, `Sales` → `sales`, `iOS` → `iOS`. */
function lowerStart(word: string): string {
  return /\p{Ll}/u.test(word.slice(1)) ? word.slice(0, 1).toLowerCase() + word.slice(1) : word.toLowerCase();
}

function upperStart(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
