/** A resource of a stack. */
export interface ResourceRef {
  readonly urn: string;
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
}

/** The name that the program gave the resource. */
export function nameOfUrn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** The name of the stack that the resource belongs to: `urn:pulumi:dev::…` → `dev`. */
export function stackOfUrn(urn: string): string {
  return urn.split("::")[0]?.split(":").at(-1) ?? "";
}
