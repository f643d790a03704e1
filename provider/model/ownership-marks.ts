import { GuardError } from "../errors/index.ts";
import { type Owner, writeOwner } from "./ownership-mark.ts";

/** The ownership marks of one run: no two resources may have the same one. */
export class OwnershipMarks {
  private readonly holders = new Map<string, unknown>();

  /**
   * The hidden input with which a resource marks its client as its own.
   * @param inputs what the program wrote. It can't write the mark: `check` then refuses it under the name of the property, as it refuses
   * every property that there is not.
   * @param owner undefined if clients are not marked.
   * @param holder what tells the resource apart from others of its name. Default: every call is for another resource.
   * @throws GuardError if another resource of the run has the same name.
   */
  inputOf(
    inputs: object,
    owner: Owner | undefined,
    holder: unknown = Symbol(),
  ): { readonly ownershipMark?: string | false } {
    if ("ownershipMark" in inputs) return { ownershipMark: false };
    if (owner === undefined) return {};
    const ownershipMark = writeOwner(owner);
    if ((this.holders.get(ownershipMark) ?? holder) !== holder) {
      throw new GuardError(
        `Two resources are named "${owner.resource}", and the ownership mark of their clients would be the same`,
        {
          nextStep: "Give one of them another name (with the option aliases), or switch the setting ownershipMark off.",
        },
      );
    }
    this.holders.set(ownershipMark, holder);
    return { ownershipMark };
  }
}
