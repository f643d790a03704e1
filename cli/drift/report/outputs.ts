import { reportOutputs } from "../../report/outputs.ts";
import type { DriftReport } from "./report.ts";

/** Where the reports of `drift` go. */
export const { planOutputs, standardOutput, writeFiles } = reportOutputs<DriftReport>("drift", {
  table: async () => (await import("./report-table.ts")).formatTable,
  json: async () => (await import("./report-json.ts")).formatJson,
  markdown: async () => (await import("./report-markdown.ts")).formatMarkdown,
  junit: async () => (await import("./report-junit.ts")).formatJunit,
  sarif: async () => (await import("./report-sarif.ts")).formatSarif,
});
