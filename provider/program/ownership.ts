import * as pulumi from "@pulumi/pulumi";
import { OwnershipMarks } from "../model/ownership-marks.ts";
import { perRun } from "./per-run.ts";
import { told } from "./told.ts";

const marksOfRun = perRun(() => new OwnershipMarks());

/**
 * The hidden input with which a resource marks its client as its own.
 * @param inputs what the program wrote. It can't write the mark.
 * @param isOn whether the setting `genesyscloud:ownershipMark` is on.
 * @throws GuardError if another resource of the program has the same name, because the mark would name both.
 */
export function ownershipMarkOf(name: string, inputs: object, isOn: boolean) {
  const owner = isOn ? { project: pulumi.getProject(), stack: pulumi.getStack(), resource: name } : undefined;
  try {
    return marksOfRun().inputOf(inputs, owner);
  } catch (error) {
    throw told(error);
  }
}
