import type { TestProject } from "vitest/node";
import { prepareGo } from "./go-environment.ts";
import type { Prepared } from "./languages.ts";
import { preparePython } from "./python-environment.ts";

declare module "vitest" {
  interface ProvidedContext {
    python: Prepared;
    go: Prepared;
  }
}

/** Once before all tests: brings the languages, and says loudly which of them this machine can't have. */
export default async function prepare({ provide }: TestProject): Promise<void> {
  for (const [language, prepared] of [
    ["python", await failureAsResult(preparePython)],
    ["go", await failureAsResult(prepareGo)],
  ] as const) {
    provide(language, prepared);
    if ("missing" in prepared) {
      process.stderr.write(`\nNOT RUN: the tests of programs in ${language}. Missing here: ${prepared.missing}\n\n`);
    }
  }
}

/** An error thrown here would also end the tests that need no language. */
async function failureAsResult(prepare: () => Promise<Prepared>): Promise<Prepared> {
  try {
    return await prepare();
  } catch (error) {
    return { failed: String(error) };
  }
}
