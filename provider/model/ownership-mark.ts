/** Who manages a client: one resource of one stack. */
export interface Owner {
  readonly project: string;
  readonly stack: string;
  /** Its name in the program. */
  readonly resource: string;
}

/** A description as people wrote it, and the mark that followed it. */
export interface SplitDescription {
  /** Without the mark; undefined if nothing else was there. */
  readonly description: string | undefined;
  /** As {@link writeOwner} writes it; undefined if there is no mark. */
  readonly ownershipMark: string | undefined;
}

/** The mark at the end of a description. FROZEN: clients keep it for as long as they exist. */
const MARK = / ?\[pulumi:([^\s[\]/]+\/[^\s[\]/]+\/[^\s[\]]+)\]$/;

/** What would end a mark early, or what Genesys Cloud could put into another form. */
const RESERVED = /[%[\]\s\p{Cc}\p{Cf}]/gu;

/**
 * The owner as one text, `project/stack/resource`, which is the value of the property `ownershipMark`. White space, brackets and
 * `%` are percent-encoded, and so is a slash in the names of project and stack.
 */
export function writeOwner({ project, stack, resource }: Owner): string {
  const [first, second] = [project, stack].map((name) => encoded(name).replaceAll("/", "%2F"));
  return `${first}/${second}/${encoded(resource)}`;
}

/** The owner that a text of {@link writeOwner} names; undefined if it is no such text. */
export function readOwner(ownershipMark: string): Owner | undefined {
  const [project, stack, ...resource] = ownershipMark.split("/");
  if (!isOwner(ownershipMark) || project === undefined || stack === undefined) return undefined;
  return { project: decoded(project), stack: decoded(stack), resource: decoded(resource.join("/")) };
}

/** Whether a value is a text that {@link writeOwner} could have written. */
export function isOwner(value: unknown): value is string {
  return typeof value === "string" && new RegExp(`^${MARK.source}`).test(`[pulumi:${value}]`);
}

/** The owner for people: `project/stack (resource)`. */
export function describeOwner(ownershipMark: string): string {
  const owner = readOwner(ownershipMark);
  return owner === undefined ? ownershipMark : `${owner.project}/${owner.stack} (${owner.resource})`;
}

/** The description as it is sent: with the mark at its end, ` [pulumi:project/stack/resource]`. */
export function withMark(description: string | undefined, ownershipMark: string | undefined): string | undefined {
  if (ownershipMark === undefined) return description;
  const mark = `[pulumi:${ownershipMark}]`;
  return description ? `${description} ${mark}` : mark;
}

/** Splits a description that was read. Only the very end counts as the mark. */
export function splitMark(description: string | undefined): SplitDescription {
  const found = MARK.exec(description ?? "");
  if (found === null) return { description, ownershipMark: undefined };
  return { description: description?.slice(0, found.index) || undefined, ownershipMark: found[1] };
}

function encoded(name: string): string {
  return name.toWellFormed().replaceAll(RESERVED, encodeURIComponent);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // Somebody wrote this mark by hand.
    return name;
  }
}
