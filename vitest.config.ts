import { defineConfig } from "vitest/config";

/** Tests that start commands, the engine or a set-up, or wait for windows of the API to end: too slow for `npm run test:unit`. */
const slow = [
  "test/cli/{delete,simulate}.test.ts",
  "test/cli/{audit,doctor,export,recover}/command.test.ts",
  "test/cli/audit/thousand-clients.test.ts",
  "test/tools/{add-a-field,setup,stack-harness}.test.ts",
  "test/provider/api/{rate-limit,several-tokens}.test.ts",
  "test/provider/lifecycle/{gone-or-not,rate-limit,shared-listing}.test.ts",
];

export default defineConfig({
  test: {
    // Tests on the engine mostly wait for other processes: two files at a time also on two cores.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/{provider,simulator,cli,tools,contract}/**/*.test.ts"],
          exclude: slow,
          testTimeout: 30_000,
          // Loading the same modules again for each file would take longer than the tests. A test must undo what it changes.
          isolate: false,
        },
      },
      { test: { name: "slow", include: slow, testTimeout: 60_000 } },
      { test: { name: "faults", include: ["test/faults/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 120_000 } },
      {
        test: {
          name: "site",
          include: ["test/site/**/*.test.ts"],
          globalSetup: ["test/site/global-setup.ts"],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: "host", include: ["test/host/**/*.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          name: "installs",
          include: ["test/installs/**/*.test.ts"],
          globalSetup: ["test/installs/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          exclude: ["test/e2e/other-languages/**"],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "languages",
          include: ["test/e2e/other-languages/*.test.ts"],
          globalSetup: ["test/e2e/other-languages/global-setup.ts"],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
