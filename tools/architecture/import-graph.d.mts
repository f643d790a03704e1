/** Part → the parts that it imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

export function readImports(
  root: string,
  folders: readonly string[],
  partOf: (file: string) => string | undefined,
): ImportGraph;

export function withoutDetours(graph: ImportGraph): ImportGraph;
