import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { XMLParser } from "fast-xml-parser";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { documentOf } from "../../../cli/drift/report/document.ts";
import type { DriftReport } from "../../../cli/drift/report/report.ts";
import { resultOf } from "../../../cli/drift/report/report.ts";
import { formatJson } from "../../../cli/drift/report/report-json.ts";
import { formatJunit } from "../../../cli/drift/report/report-junit.ts";
import { markdownText } from "../../../cli/report/markdown.ts";
import { terminalText } from "../../../cli/report/terminal-text.ts";
import type { Paint } from "../../../cli/terminal/paint.ts";
import { ELSEWHERE, LEFT_OVER, reportOf } from "./sample-report.ts";

const formatMarkdown = (report: DriftReport) => markdownText(documentOf(report));
const formatTable = (report: DriftReport, width: number, paint?: Paint) =>
  terminalText(documentOf(report), width, paint);

const schema = JSON.parse(readFileSync(new URL("../../../docs/drift-report.schema.json", import.meta.url), "utf8"));
const QUIET = reportOf([], { managedElsewhere: [ELSEWHERE] });
const MANAGED_BY = "managed by billing/prod (invoices)";

/** Wide tables in one line for each row. */
const squeezed = (text: string) => text.replaceAll(/\s+/g, " ");

describe("clients that other stacks manage", () => {
  it("are no findings: the result is no drift, and the summary says so", () => {
    expect(resultOf(QUIET)).toBe("none");
    expect(formatTable(QUIET, 120)).toContain("No drift in 2 stacks");
  });

  it("are told with their owner in the table", () => {
    expect(squeezed(formatTable(QUIET, 120))).toContain(`│ Invoices │ ${ELSEWHERE.client.id} │ ${MANAGED_BY} │`);
    expect(formatTable(QUIET, 120)).toContain("1 client of other stacks");
  });

  it.each([48, 80, 110])("fit a terminal of %i columns", (width) => {
    const table = formatTable(reportOf([LEFT_OVER], { managedElsewhere: [ELSEWHERE] }), width);
    expect(Math.max(...table.split("\n").map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    expect(table).toContain("Invoices");
  });

  it("are told in Markdown, where no name is markup", () => {
    expect(formatMarkdown(QUIET)).toContain(`| \`Invoices\` | \`${ELSEWHERE.client.id}\` | \`${MANAGED_BY}\` |`);
    const owner = { ...ELSEWHERE.owner, resource: "<img src=x>|@all" };
    const hostile = formatMarkdown(reportOf([], { managedElsewhere: [{ ...ELSEWHERE, owner }] }));
    expect(hostile).toContain("`managed by billing/prod (<img src=x>\\|@all)`");
  });

  it("are told in JSON, as the schema says", () => {
    const report = JSON.parse(formatJson(reportOf([LEFT_OVER], { managedElsewhere: [ELSEWHERE] })));
    const ajv = new Ajv({ allErrors: true });
    ajv.validate(schema, report);
    expect(ajv.errors ?? []).toEqual([]);
    expect(report).toMatchObject({ managedElsewhere: [ELSEWHERE], findings: [{ owner: { resource: "reporting" } }] });
    const { managedElsewhere: _, ...without } = report;
    expect(ajv.validate(schema, without)).toBe(false);
  });

  it("are passed cases in JUnit", () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: "",
      isArray: (name) => name === "testcase",
    });
    const { testsuites } = parser.parse(formatJunit(QUIET));
    expect(testsuites).toMatchObject({ failures: "0", errors: "0" });
    const [suite] = testsuite(testsuites, "clients of other stacks");
    expect(suite.testcase[0]?.name).toBe(`Invoices (${ELSEWHERE.client.id}) ${MANAGED_BY}`);
    expect(suite.testcase[0]).not.toHaveProperty("failure");
  });
});

describe("a client that carries the mark of a given stack, which does not have it", () => {
  it("is a finding that names the resource in every report for people", () => {
    const report = reportOf([LEFT_OVER]);
    expect(resultOf(report)).toBe("drift");
    for (const text of [formatTable(report, 120), formatMarkdown(report), formatJunit(report)]) {
      expect(text).toContain("marked as managed by program/dev (reporting)");
    }
  });
});

function testsuite(suites: { testsuite: { name: string; testcase: Record<string, unknown>[] }[] }, name: string) {
  const found = suites.testsuite.filter((suite) => suite.name.startsWith(name));
  if (found[0] === undefined) throw new Error(`no suite ${name}`);
  return found as [(typeof found)[0]];
}
