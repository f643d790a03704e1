import * as pulumi from "@pulumi/pulumi";
import { mocksOfRun } from "../unit-test.ts";
import { transformsOf } from "./transforms-of.ts";

/**
 * Declares resources that are expected to fail, and tells with which messages: one for each resource or data source that failed, and
 * one if the function itself throws. A resource that needs what has failed before may fail, too. Empty if nothing failed.
 *
 * Without it, the SDK rejects every Output of a failed resource. Nothing handles most of them, and all test runners then fail the test.
 * @param declare declares the resources. It may be async, for example `() => import("./index.ts")`.
 * @throws Error if `pulumi.runtime.setMocks` was not called before.
 * @example
 * ```ts
 * const failures = await failuresOf(() => new OAuthClient("app", { name: "App", authorizedGrantType: "CODE", roles: [{ roleId }] }));
 * expect(failures).toEqual([expect.stringContaining("remove roles")]);
 * ```
 * @group Testing
 */
export async function failuresOf(declare: () => unknown): Promise<readonly string[]> {
  const run = mocksOfRun();
  if (run === undefined) throw new Error("failuresOf needs mocks: call pulumi.runtime.setMocks first.");
  const { mocks } = run;
  const failures: string[] = [];
  const note = (error: unknown) => void failures.push(error instanceof Error ? error.message : String(error));
  await setMocks({
    ...transformsOf(mocks),
    async newResource(args) {
      try {
        return await mocks.newResource(args);
      } catch (error) {
        note(error);
        return { id: `${args.name}_failed`, state: { ...args.inputs } };
      }
    },
    async call(args) {
      try {
        return await mocks.call(args);
      } catch (error) {
        note(error);
        return {};
      }
    },
  });
  try {
    await declare();
  } catch (error) {
    note(error);
  }
  // Waits until everything that was declared has been registered. Mocks work on after it.
  await pulumi.runtime.disconnect();
  await setMocks(mocks);
  return failures;
}

/** Keeps the names and the mode that the test has chosen. */
function setMocks(mocks: pulumi.runtime.Mocks): Promise<void> {
  const { getProject, getStack, isDryRun } = pulumi.runtime;
  return pulumi.runtime.setMocks(mocks, getProject(), getStack(), isDryRun(), organizationOfTest());
}

/** The SDK throws an error if the test has chosen none. */
function organizationOfTest(): string | undefined {
  try {
    return pulumi.runtime.getOrganization();
  } catch {
    return undefined;
  }
}
