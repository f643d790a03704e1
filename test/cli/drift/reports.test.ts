import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { documentOf } from "../../../cli/drift/report/document.ts";
import type { DriftReport, Finding } from "../../../cli/drift/report/report.ts";
import { formatJson } from "../../../cli/drift/report/report-json.ts";
import { formatJunit } from "../../../cli/drift/report/report-junit.ts";
import { formatSarif } from "../../../cli/drift/report/report-sarif.ts";
import { markdownText } from "../../../cli/report/markdown.ts";
import { aboutClient, brokenReport, FINDINGS, reportOf } from "./sample-report.ts";

const formatMarkdown = (report: DriftReport) => markdownText(documentOf(report));

const schema = JSON.parse(readFileSync(new URL("../../../docs/drift-report.schema.json", import.meta.url), "utf8"));

function faultsOf(report: DriftReport) {
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(schema, JSON.parse(formatJson(report)));
  return ajv.errors ?? [];
}

/** A client whose name tries to be markup in every format. */
const HOSTILE = "a|b `c` <img src=x> [d](https://evil.example.net) @everyone\n# e ]]> & \u0000";
const hostile: readonly Finding[] = [
  { kind: "changed", ...aboutClient(HOSTILE), property: "name", expected: "x", actual: HOSTILE },
  { kind: "unmanaged", organization: { id: "1", name: HOSTILE }, client: { id: "2", name: HOSTILE } },
];

describe("the JSON report", () => {
  it("is as its schema says, with every kind, without any, and when it is broken", () => {
    const kinds = new Set(FINDINGS.map(({ kind }) => kind));
    expect(kinds.size).toBe(6);
    for (const report of [reportOf(FINDINGS), reportOf([]), brokenReport(), reportOf(hostile)]) {
      expect(faultsOf(report)).toEqual([]);
    }
  });

  it("is refused by the schema when a finding has a property too many, or a kind of its own", () => {
    expect(faultsOf(reportOf([{ kind: "deleted", ...aboutClient("a"), ...{ more: 1 } }]))).not.toEqual([]);
    expect(faultsOf(reportOf([{ ...aboutClient("a"), ...JSON.parse(`{"kind":"new"}`) }]))).not.toEqual([]);
  });

  it("tells result and exit code", () => {
    expect(JSON.parse(formatJson(reportOf(FINDINGS)))).toMatchObject({ version: 1, result: "drift", exitCode: 7 });
    expect(JSON.parse(formatJson(reportOf([])))).toMatchObject({ result: "none", exitCode: 0 });
    expect(JSON.parse(formatJson(brokenReport()))).toMatchObject({ result: "broken", exitCode: 1 });
  });
});

describe("the markdown report", () => {
  it("has a table for each stack with findings, and one for the organisation", () => {
    const markdown = formatMarkdown(reportOf(FINDINGS));
    expect(markdown).toMatch(/^## Drift: 7 findings in 2 stacks\n/);
    expect(markdown).toContain("### `program/dev`: 6 findings\n");
    expect(markdown).toContain(
      "| `reporting` | `changed scopes` | `analytics:readonly` | `analytics:readonly`<br>`users` |",
    );
    expect(markdown).toContain("### `program/prod`: no drift in 1 resource\n");
    expect(markdown).toContain("| `Clicked together by hand` | `c7d8e9f0-");
    expect(formatMarkdown(brokenReport())).toContain("- error: `no stack named 'nope' found`");
  });

  it("lets no text from outside out of its cell", () => {
    const lines = formatMarkdown(reportOf(hostile)).split("\n");
    const [row] = lines.filter((line) => line.startsWith("| ``") && line.includes("changed"));
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(5);
    expect(row?.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "code")).toBe("| code | code | code | code |");
    expect(lines.filter((line) => line.startsWith("# "))).toEqual([]);
  });

  it("stays below what an issue can hold, and says what it left out", () => {
    const many = Array.from(
      { length: 2_000 },
      (_, index) => ({ kind: "deleted", ...aboutClient(`client-${index}`) }) as const,
    );
    const markdown = formatMarkdown(reportOf(many));
    expect(markdown.length).toBeLessThan(65_536);
    const rows = markdown.split("\n").filter((line) => line.startsWith("| `client-")).length;
    expect(rows).toBeGreaterThan(1_000);
    expect(markdown).toContain(`… and ${2_000 - rows} more rows`);
  });
});

describe("the JUnit report", () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => /^test(suite|case)$/.test(name),
  });
  const parsed = (report: DriftReport) => {
    const xml = formatJunit(report);
    expect(XMLValidator.validate(xml)).toBe(true);
    return parser.parse(xml).testsuites;
  };

  it("has a case for every resource, failed where it drifted", () => {
    const suites = parsed(reportOf(FINDINGS));
    expect(suites).toMatchObject({ tests: "8", failures: "6", errors: "0" });
    const [dev, prod, unmanaged] = suites.testsuite;
    expect(dev).toMatchObject({ name: "program/dev", tests: "6", failures: "5" });
    expect(dev.testcase.map((test: { name: string }) => test.name)).toContain("quiet");
    expect(dev.testcase.find((test: { name: string }) => test.name === "reporting").failure).toMatchObject({
      type: "changed",
      message: "changed scopes: expected analytics:readonly; actual analytics:readonly, users",
    });
    expect(prod).toMatchObject({ tests: "1", failures: "0" });
    expect(unmanaged.testcase[0].failure.type).toBe("unmanaged");
  });

  it("has errors for what could not be checked, and a passed case where nothing is unmanaged", () => {
    const broken = parsed(brokenReport());
    expect(broken.testsuite[1].testcase[0].error).toMatchObject({
      message: "no stack named 'nope' found",
      type: "broken",
    });
    expect(broken.testsuite[2].testcase[0].error.type).toBe("unknown");
    expect(parsed(reportOf([])).testsuite[2].testcase).toEqual([{ classname: "unmanaged clients", name: "none" }]);
    expect(parsed(reportOf([], { unmanaged: "notAskedFor" })).testsuite).toHaveLength(2);
  });

  it("is well-formed whatever names come from Genesys Cloud", () => {
    expect(parsed(reportOf(hostile)).testsuite[0].testcase).toHaveLength(7);
  });
});

describe("the SARIF report", () => {
  const parsed = (report: DriftReport) => JSON.parse(formatSarif(report)).runs[0];

  it("has a result for each finding, with its rule, at the project of its stack, and apart from all others", () => {
    const { tool, results, invocations } = parsed(reportOf(FINDINGS));
    expect(results.map((result: { ruleId: string }) => result.ruleId)).toEqual(FINDINGS.map(({ kind }) => kind));
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(locations[0].physicalLocation.artifactLocation.uri).toBe("Pulumi.yaml");
    }
    expect(results[0].message.text).toBe(
      "program/dev, reporting: changed scopes. Expected: analytics:readonly. Actual: analytics:readonly, users.",
    );
    const hashes = results.map((result: { partialFingerprints: object }) => JSON.stringify(result.partialFingerprints));
    expect(new Set(hashes).size).toBe(FINDINGS.length);
    expect(invocations[0].executionSuccessful).toBe(true);
  });

  it("says what could not be checked", () => {
    const [{ executionSuccessful, toolExecutionNotifications }] = parsed(brokenReport()).invocations;
    expect(executionSuccessful).toBe(false);
    expect(toolExecutionNotifications).toMatchObject([
      { message: { text: "nope: no stack named 'nope' found" } },
      { associatedRule: { id: "unmanaged" } },
    ]);
  });
});
