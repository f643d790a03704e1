import * as pulumi from "@pulumi/pulumi";
import { GuardError } from "../errors/index.ts";
import { writeOwner } from "../model/ownership-mark.ts";
import { perRun } from "./per-run.ts";
import { told } from "./told.ts";

const marksOfRun = perRun(() => new Set<string>());

/** A value that `check` refuses under the name of the property, as it refuses every property that there is not. */
const REFUSED = { ownershipMark: false } as const;

/**
 * The hidden input with which a resource marks its client as its own.
 * @param inputs what the program wrote. It can't write the mark.
 * @param isOn whether the setting `genesyscloud:ownershipMark` is on.
 * @throws GuardError if another resource of the program has the same name, because the mark would name both.
 */
export function ownershipMarkOf(
  name: string,
  inputs: object,
  isOn: boolean,
): { readonly ownershipMark?: string | false } {
  if ("ownershipMark" in inputs) return REFUSED;
  if (!isOn) return {};
  const ownershipMark = writeOwner({ project: pulumi.getProject(), stack: pulumi.getStack(), resource: name });
  const marks = marksOfRun();
  if (marks.has(ownershipMark)) {
    throw told(
      new GuardError(`Two resources are named "${name}", and the ownership mark of their clients would be the same`, {
        nextStep: "Give one of them another name (with the option aliases), or switch genesyscloud:ownershipMark off.",
      }),
    );
  }
  marks.add(ownershipMark);
  return { ownershipMark };
}
