import { isDeepStrictEqual } from "node:util";

/** How a value at a path differs. */
export type DifferenceKind = "add" | "delete" | "update";

/** What differs, by the engine's paths: `description`, `scopes[1]`, `roles[0].divisionId`, `extraProperties["a.b"]`. */
export type DetailedDiff = ReadonlyMap<string, DifferenceKind>;

/** Compares two canonical sets of inputs, as deep as both are objects or lists. */
export function detailedDiff(before: object, after: object): DetailedDiff {
  return new Map(differences("", before, after));
}

function differences(path: string, before: unknown, after: unknown): [string, DifferenceKind][] {
  if (isDeepStrictEqual(before, after)) return [];
  if (before === undefined) return [[path, "add"]];
  if (after === undefined) return [[path, "delete"]];
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [[path, "update"]];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    differences(
      Array.isArray(before) ? `${path}[${key}]` : pathOf(path, key),
      (before as Readonly<Record<string, unknown>>)[key],
      (after as Readonly<Record<string, unknown>>)[key],
    ),
  );
}

function pathOf(path: string, key: string): string {
  if (!/^[A-Za-z_]\w*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
