import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { Ajv } from "ajv";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { documentOf } from "../../../cli/audit/report/document.ts";
import { type AuditReport, summaryLine } from "../../../cli/audit/report/report.ts";
import { formatJson } from "../../../cli/audit/report/report-json.ts";
import { formatJunit } from "../../../cli/audit/report/report-junit.ts";
import { formatSarif } from "../../../cli/audit/report/report-sarif.ts";
import { RULE_IDS } from "../../../cli/audit/settings/rules.ts";
import { markdownText } from "../../../cli/report/markdown.ts";
import { terminalText } from "../../../cli/report/terminal-text.ts";
import { type Paint, paintFor } from "../../../cli/terminal/paint.ts";
import { brokenReport, FINDINGS, finding, MANAGED, reportOf } from "./sample-report.ts";

const formatMarkdown = (report: AuditReport) => markdownText(documentOf(report));
const formatTable = (report: AuditReport, width: number, paint?: Paint) =>
  terminalText(documentOf(report), width, paint);

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const schema = JSON.parse(read("docs/audit-report.schema.json"));

function faultsOf(text: string) {
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(schema, JSON.parse(text));
  return ajv.errors ?? [];
}

/** A client whose name tries to be markup in every format. */
const HOSTILE = "a|b `c` <img src=x> [d](https://evil.example.net) @everyone\n# e ]]> & \u0000\u001b[2J";
const hostile = [
  finding("unused", HOSTILE, HOSTILE, { managedBy: { stack: HOSTILE, resource: HOSTILE, directory: "." } }),
];
const infoOnly = reportOf([finding("inactive", "idle", "It is inactive.")]);

describe("the JSON report", () => {
  it("is as its schema says, with every rule, without findings, and when it is broken", () => {
    for (const report of [reportOf(FINDINGS), reportOf([]), brokenReport(), reportOf(hostile)]) {
      expect(faultsOf(formatJson(report))).toEqual([]);
    }
    expect(schema.definitions.ruleId.enum).toEqual(RULE_IDS);
  });

  it("is refused by the schema when a finding has a property too many, or a rule of its own", () => {
    const text = formatJson(reportOf(FINDINGS.slice(0, 1)));
    expect(faultsOf(text.replace('"what"', '"more": 1, "what"'))).not.toEqual([]);
    expect(faultsOf(text.replaceAll("broad-role", "new-rule"))).not.toEqual([]);
  });

  it.each([
    ["findings", reportOf(FINDINGS), 7],
    ["fine", reportOf([]), 0],
    ["fine", infoOnly, 0],
    ["broken", brokenReport(), 1],
    ["broken", reportOf([], { errors: ["no login"] }), 1],
    ["broken", reportOf([], {}, { "broad-role": { status: "incomplete", reason: "x" } }), 1],
    ["fine", reportOf([], {}, { unmanaged: { status: "needsStack" }, unused: { status: "off" } }), 0],
  ] as const)("tells result and exit code: %s", (result, report, exitCode) => {
    expect(JSON.parse(formatJson(report))).toMatchObject({ version: 1, result, exitCode });
  });
});

describe("the summary", () => {
  it.each([
    [reportOf(FINDINGS), "11 findings (2 errors, 8 warnings, 1 for information) in 12 clients"],
    [infoOnly, "1 finding (1 for information) in 12 clients"],
    [reportOf([]), "No findings in 12 clients"],
    [brokenReport([]), "No findings in 12 clients; not everything could be checked"],
  ])("counts findings by severity", (report, line) => {
    expect(summaryLine(report)).toBe(line);
  });
});

describe("the table", () => {
  const widest = (text: string) => Math.max(...text.split("\n").map((line) => stringWidth(line)));

  it.each([48, 80, 120, 200])("fits a terminal of %i columns", (width) => {
    for (const report of [reportOf(FINDINGS), brokenReport(), reportOf(hostile)]) {
      expect(widest(formatTable(report, width))).toBeLessThanOrEqual(width);
    }
  });

  it("says what was not checked, and why", () => {
    const { stacks: _, ...report } = reportOf(
      [],
      {},
      { "old-secret": { unknown: 3 }, unmanaged: { status: "needsStack" } },
    );
    const table = formatTable({ ...report, stacks: [] }, 200);
    expect(table).toContain(
      "– old-secret: unknown for 3 clients, because the state does not record when the secret was made\n– unmanaged was not checked, because no stack was given\n",
    );
    expect(formatTable(brokenReport(), 200)).toContain(
      "– unused was not checked: the login does not have the permission oauth:client:view.\n\nnope: could not be read completely\nerror: no stack named 'nope' found\n",
    );
  });

  it("has colours that change nothing else, and no control characters of others", () => {
    const paint = paintFor({ isTTY: true, hasColors: () => true }, {});
    const report = reportOf([...FINDINGS, ...hostile]);
    const painted = formatTable(report, 120, paint);
    expect(painted).toContain("\u001b[31mbroad-role (error)\u001b[39m");
    expect(stripVTControlCharacters(painted)).toBe(formatTable(report, 120));
    expect(formatTable(report, 120).replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });

  it("is what docs/audit.md shows", () => {
    const screen = [
      finding("broad-role", "Nightly export", 'It has the role "Master Admin", which permits everything.', MANAGED),
      finding("unused", "Old dashboard", "It has sent no request for 90 days.", {
        client: { id: "c7d8e9f0-1a2b-4c3d-8e4f-5a6b7c8d9e0f", name: "Old dashboard" },
      }),
    ];
    expect(read("docs/audit.md")).toContain(formatTable(reportOf(screen, {}, { "old-secret": { unknown: 2 } }), 120));
  });
});

describe("the page docs/audit.md", () => {
  it("has a row for each rule, with its severity", () => {
    const rows = [...read("docs/audit.md").matchAll(/^\| `([\w-]+)`\s+\| (error|warning|info)\s+\|/gm)];
    expect(rows.map(([, id, severity]) => [id, severity])).toEqual(
      FINDINGS.map(({ rule, severity }) => [rule, severity]),
    );
  });
});

describe("the markdown report", () => {
  it("has a table for the organisation, and lets no text from outside out of its cell", () => {
    const markdown = formatMarkdown(reportOf(hostile));
    expect(markdown).toMatch(/^## Audit: 1 finding \(1 warning\) in 12 clients\n/);
    expect(markdown).toContain("### Organisation `Simulated Organization`: 12 clients\n");
    const [row] = markdown.split("\n").filter((line) => line.includes("`unused (warning)`"));
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(4);
    expect(markdown.split("\n").filter((line) => line.startsWith("# "))).toEqual([]);
    expect(formatMarkdown(brokenReport())).toContain(
      "### `nope`: could not be read completely\n\n- error: `no stack named 'nope' found`\n",
    );
  });

  it("stays below it whatever there is too much of", () => {
    const long = "x".repeat(900);
    const stacks = Array.from({ length: 400 }, (_, index) => ({
      name: `s${index}`,
      directory: ".",
      clients: 0,
      errors: [long],
    }));
    const many = Array.from({ length: 2_000 }, (_, index) => finding("unused", `client-${index}`, "Unused."));
    const texts = [
      formatMarkdown({ ...reportOf(many), stacks }),
      formatMarkdown({ ...reportOf(many), stacks: stacks.map((stack) => ({ ...stack, name: long })) }),
      formatMarkdown({ ...reportOf(many), stacks: [], errors: Array(400).fill(long) }),
    ];
    for (const text of texts) {
      expect(text.length).toBeLessThan(65_536);
      expect(text).toContain("`client-1`");
      expect(text).toMatch(/… and \d+ more (part|error)s/);
    }
  });

  it("stays below what an issue can hold, and says what it left out", () => {
    const many = Array.from({ length: 2_000 }, (_, index) => finding("unused", `client-${index}`, "Unused."));
    const markdown = formatMarkdown(brokenReport(many));
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toMatch(/… and \d+ more rows/);
    expect(markdown).toContain("- error: `no stack named 'nope' found`\n");
  });
});

describe("the JUnit report", () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => /^test(suite|case)$/.test(name),
  });
  const parsed = (report: AuditReport) => {
    const xml = formatJunit(report);
    expect(XMLValidator.validate(xml)).toBe(true);
    return parser.parse(xml).testsuites;
  };

  it("has a case for each rule, failed where it found something, passed for information", () => {
    const suites = parsed(reportOf(FINDINGS));
    expect(suites).toMatchObject({ name: "audit", tests: "11", failures: "10", errors: "0" });
    const [organization] = suites.testsuite;
    const [broad] = organization.testcase;
    expect(broad).toMatchObject({ name: "broad-role", failure: { type: "broad-role" } });
    expect(broad.failure.message).toMatch(/^client-broad-role \(91d5a0f4-.*\): Finding of broad-role\. Make a role/);
  });

  it("has errors for what could not be checked, and no case for what was left out", () => {
    const suites = parsed(brokenReport([]));
    expect(suites).toMatchObject({ failures: "0", errors: "2" });
    expect(suites.testsuite[1].testcase[0].error).toMatchObject({ message: "no stack named 'nope' found" });
    expect(parsed(reportOf([], {}, { unused: { status: "off" }, unmanaged: { status: "needsStack" } })).tests).toBe(
      "9",
    );
    // Findings and a failure of the same rule are both shown.
    const both = reportOf(FINDINGS, {}, { unused: { status: "incomplete", reason: "x" } });
    expect(parsed(both)).toMatchObject({ tests: "12", failures: "10", errors: "1" });
  });

  it("is well-formed whatever names come from Genesys Cloud", () => {
    expect(parsed(reportOf(hostile)).testsuite[0].testcase).toHaveLength(11);
  });
});

/** What GitHub code scanning needs of SARIF 2.1.0, and nothing beside it. */
const text = z.strictObject({ text: z.string().min(1) });
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.literal("genesyscloud-oauth audit"),
          version: z.string().regex(/^\d+\.\d+\.\d+/),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              shortDescription: text,
              fullDescription: text,
              help: text,
              defaultConfiguration: z.strictObject({ level: z.enum(["error", "warning", "note"]) }),
            }),
          ),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string().endsWith("/") }),
      invocations: z.tuple([
        z.strictObject({
          executionSuccessful: z.boolean(),
          endTimeUtc: z.iso.datetime(),
          toolExecutionNotifications: z.array(
            z.strictObject({
              level: z.literal("error"),
              message: text,
              associatedRule: z.strictObject({ id: z.string() }).optional(),
            }),
          ),
        }),
      ]),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level: z.enum(["error", "warning", "note"]),
          message: text,
          locations: z.tuple([
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({ uri: z.string().regex(/^[^/\\][^\\]*$/) }),
                region: z.strictObject({ startLine: z.literal(1) }),
              }),
              logicalLocations: z.array(
                z.strictObject({ name: z.string(), fullyQualifiedName: z.string(), kind: z.literal("resource") }),
              ),
            }),
          ]),
          partialFingerprints: z.strictObject({ primaryLocationLineHash: z.string().regex(/^[0-9a-f]{16}:1$/) }),
        }),
      ),
    }),
  ]),
});

describe("the SARIF report", () => {
  const parsed = (report: AuditReport) => sarif.parse(JSON.parse(formatSarif(report))).runs[0];

  it("describes every rule, and points at the project of the stack or at the settings", () => {
    const { tool, results, invocations } = parsed(reportOf(FINDINGS));
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(RULE_IDS);
    expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).not.toContain(false);
    const files = results.map(({ ruleId, locations: [{ physicalLocation }] }) => [
      ruleId,
      physicalLocation.artifactLocation.uri,
    ]);
    expect(files).toContainEqual(["old-secret", "Pulumi.yaml"]);
    expect(files).toContainEqual(["unused", "genesyscloud-audit.yaml"]);
    expect(results.find(({ ruleId }) => ruleId === "inactive")?.level).toBe("note");
    expect(invocations[0]).toMatchObject({ executionSuccessful: true, toolExecutionNotifications: [] });
  });

  it("tells apart the findings of a rule by their clients, and keeps that when texts change", () => {
    const other = { client: { id: "c7d8e9f0-1a2b-4c3d-8e4f-5a6b7c8d9e0f", name: "a" } };
    const prints = (what: string) =>
      parsed(reportOf([finding("unused", "a", what), finding("unused", "a", what, other)])).results.map(
        ({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash,
      );
    expect(new Set(prints("90 days")).size).toBe(2);
    expect(prints("91 days")).toEqual(prints("90 days"));
  });

  it("says what could not be checked", () => {
    expect(parsed(brokenReport([])).invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        { message: { text: "nope: no stack named 'nope' found" } },
        { associatedRule: { id: "unused" } },
      ],
    });
    expect(parsed(reportOf(hostile)).results[0]?.message.text).not.toMatch(/[\p{Cc}]/u);
  });
});
