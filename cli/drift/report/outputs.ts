import { reportOutputs } from "../../report/outputs.ts";
import type { DriftReport } from "./report.ts";

/** Where the reports of `drift` go. */
export const { planOutputs, standardOutput, writeFiles } = reportOutputs<DriftReport>("drift", {
  document: async () => (await import("./document.ts")).documentOf,
  json: async () => (await import("./report-json.ts")).formatJson,
  junit: async () => (await import("./report-junit.ts")).formatJunit,
  sarif: async () => (await import("./report-sarif.ts")).formatSarif,
});
