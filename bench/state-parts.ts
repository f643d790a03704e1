/** The parts of a resource's state with their sizes in bytes of compact JSON, name included. */
export type StateParts = Readonly<Record<string, number>>;

interface StoredResource extends Readonly<Record<string, unknown>> {
  readonly urn: string;
}

/**
 * What the state of one client consists of, largest part first: its parts, and each input and output by itself, as `outputs.clientSecret`.
 *
 * @param exported what `pulumi stack export` prints.
 */
export function statePartsOf(exported: string, name: string): StateParts {
  const { deployment } = JSON.parse(exported) as { readonly deployment: { readonly resources: StoredResource[] } };
  const resource = deployment.resources.find(({ urn }) => urn.endsWith(`::${name}`));
  if (resource === undefined) throw new Error(`The state has no ${name}.`);
  const parts = Object.entries(resource).flatMap(([key, value]) => [
    [key, sizeOf(key, value)] as const,
    ...(key === "inputs" || key === "outputs" ? propertiesIn(key, value) : []),
  ]);
  return Object.fromEntries(parts.toSorted(([, a], [, b]) => b - a));
}

function propertiesIn(part: string, properties: unknown): [string, number][] {
  return Object.entries(properties as object).map(([key, value]) => [`${part}.${key}`, sizeOf(key, value)]);
}

function sizeOf(key: string, value: unknown): number {
  return Buffer.byteLength(JSON.stringify({ [key]: value })) - "{}".length;
}
