import { beforeAll, describe } from "vitest";
import type { Prepared } from "./languages.ts";

/** Tests that need a language. Where the machine doesn't have it, they count as skipped, and the title says what is missing. */
export function describeWhere(prepared: Prepared, title: string, tests: (env: Record<string, string>) => void): void {
  if ("missing" in prepared) {
    describe.skip(`${title}: NOT RUN, missing: ${prepared.missing}`, () => tests({}));
    return;
  }
  describe(title, () => {
    beforeAll(() => {
      if ("failed" in prepared) throw new Error(prepared.failed);
    });
    tests("env" in prepared ? prepared.env : {});
  });
}
