import * as pulumi from "@pulumi/pulumi";
import { perRun } from "./per-run.ts";

/** The first version of the Pulumi CLI whose exit codes distinguish drift (7) from a failure. */
const MINIMUM_CLI = "3.227.0";

/**
 * Ends the program if the Pulumi CLI is too old, with an error that names both versions. Asks once per run. An engine that can't
 * be asked is accepted: an SDK before `requirePulumiVersion`, or a unit test with mocks.
 */
export const requireSupportedCli = perRun(() => {
  if (typeof pulumi.requirePulumiVersion !== "function") return;
  pulumi.requirePulumiVersion(`>=${MINIMUM_CLI}`).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    // Only the engine's own answer counts. Pulumi itself reports a broken connection to the engine.
    if (!/does not satisfy|does not support/.test(reason)) return;
    const found = /version (\d+\.\d+\.\d+)/.exec(reason)?.[1];
    const refusal = new pulumi.RunError(
      `pulumi-genesyscloud-oauth needs the Pulumi CLI ${MINIMUM_CLI} or newer; this is ${found ?? "an older one"}.\n` +
        "Upgrade it (https://www.pulumi.com/docs/install/) and run the command again.",
    );
    // Nobody awaits this promise, and Pulumi prints the stack of such errors.
    refusal.stack = refusal.message;
    throw refusal;
  });
});
