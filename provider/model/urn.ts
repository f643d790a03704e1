/** What a URN tells: `urn:pulumi:<stack>::<project>::<types>::<name>`. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  readonly type: string;
  readonly name: string;
}

/** The parts of a URN. A name may hold `::` itself. */
export function partsOfUrn(urn: string): UrnParts {
  const [stack = "", project = "", types = "", ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project, type: types.split("$").at(-1) ?? "", name: name.join("::") };
}
