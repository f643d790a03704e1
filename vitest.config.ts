import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/{provider,simulator,cli,tools,contract}/**/*.test.ts"], testTimeout: 20_000 } },
      { test: { name: "faults", include: ["test/faults/**/*.test.ts"], testTimeout: 240_000, hookTimeout: 120_000 } },
      { test: { name: "host", include: ["test/host/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { name: "e2e", include: ["test/e2e/**/*.test.ts"], testTimeout: 240_000, hookTimeout: 120_000 } },
    ],
  },
});
